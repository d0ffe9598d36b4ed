internal import NIOHTTP1

/// A request's first line and headers, checked.
struct RequestHead {
    /// How the body's end is found (RFC 9112 §6.3).
    enum Framing: Equatable {
        case none
        case length(Int)
        case chunked
    }

    var method: HTTPMethod
    /// The path as it was sent; `*` for `OPTIONS *`.
    var path: String
    /// The query as it was sent, without its question mark.
    var query: String
    var headers: HTTPHeaders
    var isHTTP10: Bool
    /// Whether the client wants the connection kept.
    var keepsAlive: Bool
    var framing: Framing
    /// Whether the client waits for `100 Continue` before it sends the body.
    var expectsContinue: Bool
    /// Whether the client asks for a WebSocket.
    var wantsWebSocket: Bool
}
