/// Where a film's steps live and are handed out.
package protocol StepStore: Sendable {
    /// Adds steps; those already there are left as they are.
    func add(_ steps: [Step]) async throws

    /// Waits for a step of some kinds to do; `nil` once no step will ever be ready again (all settled, one failed, or cancelled).
    ///
    /// - Throws: `CancellationError` when the waiting task is cancelled.
    func lease(_ kinds: Set<StepKind>) async throws -> Lease?

    /// Renews a lease.
    ///
    /// - Throws: ``LeaseError`` when it is stale or the film was cancelled.
    func heartbeat(_ lease: Lease) async throws

    /// Records how a leased step ended.
    ///
    /// - Throws: ``LeaseError`` when the lease is stale or the film was cancelled.
    func complete(_ lease: Lease, _ outcome: StepOutcome) async throws

    /// Waits until a step is done and returns its artifact key.
    ///
    /// - Throws: ``StepFailure`` when the film cannot be finished; `CancellationError` when cancelled.
    func result(of id: StepID) async throws -> String

    /// Stops the film.
    func cancel() async
}

/// A film that cannot be finished: which step failed, and why.
package struct StepFailure: Error, Sendable, Hashable {
    /// The step that failed for good.
    package let step: StepID
    /// Its last reason.
    package let reason: String

    /// Names a failure.
    package init(step: StepID, reason: String) {
        self.step = step
        self.reason = reason
    }
}
