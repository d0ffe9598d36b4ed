/// Where writers wait until their connection can take more.
///
/// Belongs to one event loop.
final class WriteGate {
    private var writers: [CheckedContinuation<Void, any Error>] = []
    private var isBroken = false

    /// Whether somebody waits.
    var isAwaited: Bool { !writers.isEmpty }

    /// Lets a writer wait.
    func wait(_ writer: CheckedContinuation<Void, any Error>) {
        if isBroken { writer.resume(throwing: CancellationError()) } else { writers.append(writer) }
    }

    /// The connection can take more.
    func open() {
        let waiting = writers
        writers = []
        for writer in waiting { writer.resume() }
    }

    /// The connection will never take more.
    func fail() {
        isBroken = true
        let waiting = writers
        writers = []
        for writer in waiting { writer.resume(throwing: CancellationError()) }
    }

    /// Makes the gate good for the connection's next answer.
    func renew() { isBroken = false }
}
