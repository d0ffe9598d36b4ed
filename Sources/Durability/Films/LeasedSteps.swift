package import Steps
internal import Synchronization

/// Where a store remembers the steps of one film's revision, for the holder of one lease.
package protocol StepJournal: Sendable {
    /// What earlier holders did.
    ///
    /// - Throws: `LeaseError` when the film's lease is no longer valid.
    func history() async throws -> [StepID: StepHistory]

    /// Notes that a step was begun. It need not be durable on return, but before any later note is.
    func began(_ step: StepID) async

    /// Makes durable how a step ended.
    ///
    /// - Throws: `LeaseError` when the film's lease is no longer valid.
    func ended(_ step: StepID, _ outcome: StepOutcome) async throws
}

/// The durable steps of a leased film: handed out from memory, remembered in a journal.
///
/// Only the holder of a film's lease works on its steps, so the order of work is decided in memory; the journal keeps
/// what the next holder must know: results' keys, and which steps workers failed at or vanished over. A step that was
/// done before is handed out again without a word to the journal: its result must reach the film that is being put
/// together now, and whoever does it finds it in the artifact store by its key. When the film's lease ends for any
/// reason, every step's lease is stale and whoever waits is woken.
package final class LeasedSteps: StepStore {
    private let steps = MemorySteps()
    private let journal: any StepJournal
    private let known = Mutex<[StepID: StepHistory]?>(nil)

    /// Hands out steps on a journal's behalf.
    package init(journal: any StepJournal) { self.journal = journal }

    package func add(_ steps: [Step]) async throws {
        await self.steps.add(steps, history: try await history())
    }

    package func lease(_ kinds: Set<StepKind>) async throws -> Lease? {
        guard let lease = try await steps.lease(kinds) else { return nil }
        if key(of: lease) == nil { await journal.began(lease.step.id) }
        return lease
    }

    package func heartbeat(_ lease: Lease) async throws { try await steps.heartbeat(lease) }

    package func complete(_ lease: Lease, _ outcome: StepOutcome) async throws {
        // Those who wait for the result go on at once; only the worker itself waits for the disk.
        try await steps.complete(lease, outcome)
        if case .done(let key) = outcome, key == self.key(of: lease) { return }
        do { try await journal.ended(lease.step.id, outcome) } catch let error as LeaseError {
            await steps.cancel(error)
            throw error
        }
    }

    package func result(of id: StepID) async throws -> String { try await steps.result(of: id) }

    /// Stops handing out; what is remembered stays, for a later lease of the film.
    package func cancel() async { await steps.cancel() }

    /// Makes every lease stale because the film's own ended.
    package func revoke(_ reason: LeaseError) async { await steps.cancel(reason) }

    private func key(of lease: Lease) -> String? { known.withLock { $0?[lease.step.id]?.key } }

    private func history() async throws -> [StepID: StepHistory] {
        if let known = known.withLock({ $0 }) { return known }
        let history = try await journal.history()
        known.withLock { $0 = history }
        return history
    }
}
