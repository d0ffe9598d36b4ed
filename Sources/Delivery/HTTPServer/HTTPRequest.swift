package import NIOHTTP1

/// One request as a handler sees it.
package struct HTTPRequest: Sendable {
    /// GET, POST and so on.
    package var method: HTTPMethod
    /// The path as it was sent, without the query, still percent-encoded; it begins with a slash.
    package var path: String
    /// The query as it was sent, without the question mark; empty when there is none.
    package var query: String
    /// Headers; names are compared without regard to case.
    package var headers: HTTPHeaders
    /// The body, read as it comes.
    package var body: RequestBody
    /// Values of the route's `{names}`, percent-decoded.
    package var parameters: [String: String] = [:]
    /// A name for this request that answers and logs carry, as `req_` and 24 hexadecimal digits.
    package var id: String
    /// The client's address without its port.
    package var peer: String

    /// Makes a request; the server does, and tests of handlers.
    package init(
        method: HTTPMethod, path: String, query: String = "", headers: HTTPHeaders = [:],
        body: RequestBody = RequestBody(), id: String = "req_000000000000000000000000", peer: String = "127.0.0.1"
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.id = id
        self.peer = peer
    }
}
