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

    /// Runs a body on the queue again and again, until it returns false; one wake-up of one thread each time.
    ///
    /// - Parameters:
    ///   - interval: In milliseconds; a fifth more or less is taken where it saves a wake-up.
    ///   - body: The work.
    package func every(_ interval: Int, _ body: @escaping @Sendable () -> Bool) {
        let timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(
            deadline: .now() + .milliseconds(interval), repeating: .milliseconds(interval),
            leeway: .milliseconds(interval / 5))
        // The handler holds the timer until it is cancelled, so that nobody else needs to.
        timer.setEventHandler { if !body() { timer.cancel() } }
        timer.resume()
    }
}
