/// The step store of one process: a ``StepGraph`` behind an actor, gone when the process ends.
///
/// What was finished survives in the artifact store, which is what a resumed run needs.
package actor MemorySteps: StepStore {
    private var graph = StepGraph()
    private var leaseWaiters: [Int: CheckedContinuation<Void, Never>] = [:]
    private var nextWaiter = 0
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant

    /// Makes an empty store.
    package init() { start = clock.now }

    package func add(_ steps: [Step]) { add(steps, history: [:]) }

    /// Adds steps that earlier holders of the film may have worked on; see ``StepGraph/add(_:history:)``.
    package func add(_ steps: [Step], history: [StepID: StepHistory]) {
        graph.add(steps, history: history)
        wakeAll()
    }

    package func lease(_ kinds: Set<StepKind> = Set(StepKind.allCases)) async throws -> Lease? {
        while true {
            try Task.checkCancellation()
            if let lease = graph.lease(kinds, now: now) { return lease }
            if graph.isSettled { return nil }
            await change()
        }
    }

    package func heartbeat(_ lease: Lease) throws { _ = try graph.heartbeat(lease, now: now) }

    package func complete(_ lease: Lease, _ outcome: StepOutcome) throws {
        defer { wakeAll() }
        try graph.complete(lease, outcome, now: now)
        if case .retry(let delay, _) = outcome {
            // Nobody else may touch the graph meanwhile: waiters must be woken when the step becomes ready again.
            Task { [weak self] in
                try? await Task.sleep(for: .milliseconds(delay))
                await self?.wakeAll()
            }
        }
    }

    package func result(of id: StepID) async throws -> String {
        while true {
            try Task.checkCancellation()
            if case .done(let key)? = graph.state(of: id) { return key }
            if let failure = graph.failure { throw StepFailure(step: failure.step, reason: failure.reason) }
            if graph.isSettled { throw CancellationError() }
            await change()
        }
    }

    package func cancel() { cancel(.cancelled) }

    /// Stops the film and says why to those who hold leases.
    package func cancel(_ reason: LeaseError) {
        graph.cancel(reason)
        wakeAll()
    }

    private var now: Int64 {
        let length = start.duration(to: clock.now).components
        return length.seconds * 1000 + length.attoseconds / 1_000_000_000_000_000
    }

    /// Waits for the next change of the graph, or for the task's cancellation.
    private func change() async {
        let id = nextWaiter
        nextWaiter += 1
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled {
                    continuation.resume()
                } else {
                    leaseWaiters[id] = continuation
                }
            }
        } onCancel: {
            Task { await self.wake(id) }
        }
    }

    private func wake(_ id: Int) { leaseWaiters.removeValue(forKey: id)?.resume() }

    private func wakeAll() {
        let waiting = leaseWaiters
        leaseWaiters.removeAll()
        for continuation in waiting.values { continuation.resume() }
    }
}
