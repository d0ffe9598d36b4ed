/// What a client may ask of the server's memory and patience.
package struct Limits: Sendable {
    /// Bytes of a request's first line.
    package var requestLineBytes = 8 << 10
    /// Bytes of a request's headers, the first line not counted.
    package var headerBytes = 16 << 10
    /// Headers of a request.
    package var headerCount = 100
    /// Time from a request's first byte (for a connection's first request: from its opening) to the end of its headers.
    package var headerTime: Duration = .seconds(10)
    /// Silence in the middle of a body that somebody waits for.
    package var bodyIdle: Duration = .seconds(30)
    /// Silence between requests.
    package var keepAliveIdle: Duration = .seconds(75)
    /// How long a reader may take nothing of its answer.
    package var writeIdle: Duration = .seconds(60)
    /// How long a handler goes on for a client that has closed its sending side.
    package var halfClosedGrace: Duration = .seconds(5)
    /// How long the rest of a refused request is read, so that the refusal is not lost in a connection reset.
    package var lingering: Duration = .seconds(2)
    /// Bytes of a body that no handler read which are read and forgotten to keep the connection.
    package var drainedBytes = 64 << 10
    /// Bytes of one body that wait in memory for their handler, and bytes of further requests that wait for their turn.
    package var waitingBytes = 64 << 10
    /// Open connections; one more is told 503.
    package var connections = 10_000
    /// Bytes of a WebSocket frame, and of a message made of frames.
    package var webSocketBytes = 64 << 10
    /// Time between pings on a WebSocket.
    package var webSocketPing: Duration = .seconds(30)
    /// Time for any sign of life after a ping.
    package var webSocketPong: Duration = .seconds(20)

    /// The defaults.
    package init() {}
}
