internal import CPlatform
internal import Film
internal import Glibc

/// Runs blocking work on a thread of its own, so that it never holds a thread of the cooperative pool.
///
/// Cancelling the task sets the flag that the body is given; the call returns when the body does. Starting a thread
/// costs about 30 microseconds: make one call per piece of work, not one per frame.
///
/// - Parameters:
///   - name: What the thread is called in a debugger (the first 15 bytes are kept).
///   - body: The work. It should poll the flag wherever it can take longer than a tenth of a second.
/// - Returns: What the body returns.
/// - Throws: What the body throws; `CancellationError` when the task was cancelled before the work began.
package func runBlocking<Value: Sendable>(
    _ name: String, _ body: @escaping @Sendable (CancellationFlag) throws -> Value
) async throws -> Value {
    try Task.checkCancellation()
    let flag = CancellationFlag()
    return try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { continuation in
            let failure = startThread(name) { continuation.resume(with: Result { try body(flag) }) }
            if let failure { continuation.resume(throwing: failure) }
        }
    } onCancel: {
        flag.set()
    }
}

/// Runs blocking work that cannot be interrupted on a thread of its own.
///
/// - Parameters:
///   - name: What the thread is called in a debugger (the first 15 bytes are kept).
///   - body: The work.
/// - Returns: What the body returns.
/// - Throws: What the body throws; `CancellationError` when the task was cancelled before the work began.
package func runBlocking<Value: Sendable>(
    _ name: String, _ body: @escaping @Sendable () throws -> Value
) async throws -> Value {
    try await runBlocking(name) { _ in try body() }
}

/// What a new thread is handed: its name and its work.
private final class ThreadStart: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
        self.name = name
        self.body = body
    }
}

/// Starts a detached thread with 8 MiB of stack (libav's filters and our own recursion need more than musl's 128 KiB).
func startThread(_ name: String, _ body: @escaping @Sendable () -> Void) -> FilmError? {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, 8 << 20)
    let start = Unmanaged.passRetained(ThreadStart(name: name, body: body))
    var thread = pthread_t()
    let result = pthread_create(
        &thread, &attributes,
        { argument in
            guard let argument else { return nil }
            let start = Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue()
            vs_name_thread(start.name)
            start.body()
            return nil
        }, start.toOpaque())
    guard result != 0 else { return nil }
    start.release()
    return FilmError(
        .internalFault, "The system gave no thread for \(name): \(systemMessage(result)).",
        remedy: "Close other programs or raise the process limit (ulimit -u).")
}
