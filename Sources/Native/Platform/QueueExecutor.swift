internal import Dispatch

/// Runs an actor's work on a queue of its own, so that blocking calls never hold a thread of the cooperative pool.
package final class QueueExecutor: SerialExecutor {
    private let queue: DispatchQueue

    /// Makes an executor.
    ///
    /// - Parameter name: The queue's label, shown by debuggers.
    package init(name: String) { queue = DispatchQueue(label: name) }

    package func enqueue(_ job: consuming ExecutorJob) {
        let unowned = UnownedJob(job)
        let executor = asUnownedSerialExecutor()
        queue.async { unowned.runSynchronously(on: executor) }
    }

    /// Lets `assumeIsolated` know that work on the queue is the actor's.
    package func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }

    /// Runs a body on the queue, after what was asked for before, without a detour through the cooperative pool.
    package func async(_ body: @escaping @Sendable () -> Void) { queue.async(execute: body) }
}
