import HTTPServer
package import NIOHTTP1

/// One answered request, for counting and logging.
package struct RequestReport: Sendable {
    /// GET, POST and so on.
    package var method: HTTPMethod
    /// The route's pattern, never the path: paths have ids, and there are endlessly many.
    package var route = "unknown"
    /// The answer's status.
    package var status = 0
    /// Until the answer began.
    package var untilAnswer = Duration.zero
    /// Until the answer's last byte was handed to the connection.
    package var whole = Duration.zero
    /// Bytes of the body; `nil` for files, whose sending is the server's.
    package var bytes: Int? = 0
    /// Whether the client went away, or was cut off, before the end.
    package var isCut = false
    /// The request's name.
    package var id: String
    /// The client's address.
    package var peer: String
    /// The path and query as they were sent, for those who ask for them to be logged.
    package var address: String

    /// Begins a report.
    init(_ request: HTTPRequest) {
        method = request.method
        id = request.id
        peer = request.peer
        address = request.query.isEmpty ? request.path : "\(request.path)?\(request.query)"
    }
}
