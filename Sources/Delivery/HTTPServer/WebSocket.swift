/// One open WebSocket (RFC 6455); pings, pongs, fragments and closing are the server's work.
package protocol WebSocket: Sendable {
    /// Whole text messages as they come, at most 64 KiB each; ends when the peer closes.
    var messages: AsyncThrowingStream<String, any Error> { get }
    /// Sends a text message; waits for a slow reader.
    ///
    /// - Throws: `CancellationError` when the peer is gone.
    func send(_ text: String) async throws
}
