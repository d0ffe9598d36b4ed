internal import NIOCore

/// One event loop as an actor: handlers, and whatever they do without leaving, run on their connection's own thread.
///
/// A small answer so takes no hop between threads, and films that are being made on the cooperative pool never delay it.
actor Lane {
    nonisolated let loop: any EventLoop
    private nonisolated let executor: LoopExecutor

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(loop: any EventLoop) {
        self.loop = loop
        executor = LoopExecutor(loop: loop)
    }

    /// Starts work as a task on this loop; what it does before it first waits is done when the call returns.
    ///
    /// Only to be called on the loop.
    nonisolated func start(_ work: @escaping @Sendable (isolated Lane) async -> Void) -> Task<Void, Never> {
        assumeIsolated { lane in
            Task.immediate { await work(lane) }
        }
    }

    /// Waits until a gate opens.
    ///
    /// - Throws: `CancellationError` when the reader is gone or the task was cancelled.
    func pass(_ gate: NIOLoopBound<WriteGate>) async throws {
        let loop = loop
        try await withTaskCancellationHandler {
            // The closure itself runs elsewhere.
            try await wait(at: gate)
        } onCancel: {
            loop.execute { gate.value.fail() }
        }
    }

    private func wait(at gate: NIOLoopBound<WriteGate>) async throws {
        try await withCheckedThrowingContinuation { gate.value.wait($0) }
    }
}

/// Runs an actor's jobs on an event loop.
final class LoopExecutor: SerialExecutor {
    private let loop: any EventLoop

    init(loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

    func checkIsolated() { loop.preconditionInEventLoop() }

    func isIsolatingCurrentContext() -> Bool? { loop.inEventLoop }
}
