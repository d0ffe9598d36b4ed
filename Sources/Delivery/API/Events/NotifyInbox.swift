import Synchronization

/// Messages that a client sent and that were not answered yet.
final class NotifyInbox: Sendable {
    private struct State {
        var texts: [String] = []
        var isEnded = false
        var writer: CheckedContinuation<Void, Never>?
    }

    /// Messages that wait at most; the socket is read no further until they are answered.
    private static let capacity = 16
    private let subscription: Subscription
    private let state = Mutex(State())

    /// Makes an inbox that wakes the subscription's listener.
    init(_ subscription: Subscription) { self.subscription = subscription }

    /// Adds a message; waits while there are many.
    func put(_ text: String) async throws {
        state.withLock { $0.texts.append(text) }
        subscription.wakeUp()
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let goesOn = state.withLock { state in
                    guard state.texts.count >= Self.capacity, !Task.isCancelled else { return true }
                    state.writer = continuation
                    return false
                }
                if goesOn { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.writer.take() }?.resume()
        }
        try Task.checkCancellation()
    }

    /// No more messages come.
    func end() {
        state.withLock { $0.isEnded = true }
        subscription.wakeUp()
    }

    /// Takes all messages.
    func take() -> (texts: [String], isEnded: Bool) {
        let (taken, writer) = state.withLock { state in
            defer { state.texts = [] }
            return ((state.texts, state.isEnded), state.writer.take())
        }
        writer?.resume()
        return taken
    }
}
