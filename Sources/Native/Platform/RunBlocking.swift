internal import CPlatform
internal import Film
internal import Glibc

/// How far the blocking work of a task, and of its children, stands back for other threads.
package enum Niceness {
    /// The nice value (0 to 19) of threads that ``runBlocking(_:_:)`` starts; each step leaves a fifth less of a
    /// core that others want too, and all of one that nobody else wants.
    @TaskLocal package static var current: Int32 = 0
}

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
    let niceness = Niceness.current
    return try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { continuation in
            let failure = startThread(name, niceness: niceness) {
                let result = Result { try body(flag) }
                return { continuation.resume(with: result) }
            }
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

/// What a new thread is handed: its name, how far it stands back, and its work.
private final class ThreadStart: Sendable {
    let name: String
    let niceness: Int32
    let body: @Sendable () -> () -> Void

    init(name: String, niceness: Int32, body: @escaping @Sendable () -> () -> Void) {
        self.name = name
        self.niceness = niceness
        self.body = body
    }

    func run() -> () -> Void {
        vs_name_thread(name)
        if niceness > 0 { vs_lower_thread(niceness) }
        return body()
    }
}

/// Starts a detached thread with 8 MiB of stack (libav's filters and our own recursion need more than musl's 128 KiB).
///
/// What the body returns is called last, when the thread holds nothing of the body any more: whoever is told of the
/// end then owns alone what both had, and a database or a file is closed when that owner lets go, not a moment later.
func startThread(_ name: String, niceness: Int32 = 0, _ body: @escaping @Sendable () -> () -> Void) -> FilmError? {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, 8 << 20)
    let start = Unmanaged.passRetained(ThreadStart(name: name, niceness: niceness, body: body))
    var thread = pthread_t()
    let result = pthread_create(
        &thread, &attributes,
        { argument in
            guard let argument else { return nil }
            let end = Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue().run()
            end()
            return nil
        }, start.toOpaque())
    guard result != 0 else { return nil }
    start.release()
    return FilmError(
        .internalFault, "The system gave no thread for \(name): \(systemMessage(result)).",
        remedy: "Close other programs or raise the process limit (ulimit -u).")
}
