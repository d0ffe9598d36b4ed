internal import Dispatch
internal import Glibc

/// The signals that a person or a supervisor sends.
package enum ProcessSignals {
    /// Lets a write to a closed pipe fail with an error instead of ending the process.
    package static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

    /// Runs a body as a task that the first Ctrl-C, hang-up or termination signal cancels; a second one ends the
    /// process at once.
    ///
    /// - Parameter body: The work.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws; `CancellationError` as a rule after a signal.
    package static func cancelling<Result: Sendable>(
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        // The one unstructured task: a signal handler must be able to reach it.
        let task = Task { try await body() }
        let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                task.cancel()
                signal(number, SIG_DFL)
            }
            source.resume()
            return source
        }
        defer {
            for source in sources { source.cancel() }
        }
        return try await task.value
    }
}
