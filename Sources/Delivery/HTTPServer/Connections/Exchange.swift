internal import NIOHTTP1

/// The request that a connection is answering.
struct Exchange {
    /// Counts the requests of a connection.
    var number = 0
    var id = ""
    var method = HTTPMethod.GET
    var isHTTP10 = false
    /// Whether the connection is kept after the answer.
    var keepsAlive = false
    /// Whether the client still waits for `100 Continue`.
    var awaitsContinue = false
    var wantsWebSocket = false
    /// How the answer's end is told, once its head is sent.
    var framing: AnswerFraming?

    /// Whether the answer has begun.
    var hasBegun: Bool { framing != nil }
}

/// How an answer's end is told (RFC 9112 §6.3).
enum AnswerFraming: Equatable {
    /// No body, and no length either: 204, 304, 101.
    case none
    /// `Content-Length`; while a stream is sent, what is left of it.
    case length(Int)
    case chunked
    /// By closing, for HTTP/1.0.
    case close
}
