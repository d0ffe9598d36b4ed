/// One open WebSocket (RFC 6455); pings, pongs, fragments and closing are the server's work.
package protocol WebSocket: Sendable {
    /// Whole text messages as they come, at most 64 KiB each; ends when the peer closes.
    var messages: AsyncThrowingStream<String, any Error> { get }
    /// Sends a text message; waits for a slow reader.
    ///
    /// - Throws: `CancellationError` when the peer is gone.
    func send(_ text: String) async throws
    /// Says why the socket will be closed; it is when the handler returns, with 1000 unless this says otherwise.
    ///
    /// - Parameters:
    ///   - code: 1000 to 1011 (§7.4.1) or 3000 to 4999.
    ///   - reason: A few words, at most 123 bytes of UTF-8.
    func close(code: UInt16, reason: String) async
}

extension WebSocket {
    package func close(code: UInt16, reason: String) async {}
}
