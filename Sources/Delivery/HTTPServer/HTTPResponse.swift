package import NIOCore
package import NIOHTTP1

/// One answer.
package struct HTTPResponse: Sendable {
    /// 200 and so on.
    package var status: HTTPResponseStatus
    /// Headers; the server adds `Content-Length` or chunking, `Date`, `Server` and `X-Request-Id`.
    package var headers: HTTPHeaders
    /// What follows the headers.
    package var body: ResponseBody

    /// Makes an answer.
    package init(_ status: HTTPResponseStatus, headers: HTTPHeaders = [:], body: ResponseBody = .empty) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// What follows an answer's headers.
package enum ResponseBody: Sendable {
    /// Nothing.
    case empty
    /// Bytes that are all here.
    case bytes(ByteBuffer)
    /// A file, whole or in ranges; the server answers `Range`, `If-Range`, `If-None-Match` and `HEAD` (RFC 9110 §13, §14)
    /// and 404 when the file is not there.
    case file(FileBody)
    /// Bytes as they come; writing waits for a slow reader, and throws when it is gone.
    case stream(@Sendable (any BodyWriter) async throws -> Void)
    /// Not HTTP any more (RFC 6455); only in answer to an upgrade request, otherwise the client is told 426.
    case webSocket(@Sendable (any WebSocket) async throws -> Void)
}

/// A file to answer with.
package struct FileBody: Sendable {
    /// The file; never made from a client's text unchecked.
    package var path: String
    /// `Content-Type`.
    package var type: String
    /// `Cache-Control`.
    package var cacheControl: String

    /// Names a file.
    package init(path: String, type: String, cacheControl: String = "no-cache") {
        self.path = path
        self.type = type
        self.cacheControl = cacheControl
    }
}

/// Takes a streamed body.
package protocol BodyWriter: Sendable {
    /// Sends a piece; returns once the connection can take more.
    ///
    /// - Throws: `CancellationError` when the client is gone.
    func write(_ piece: ByteBuffer) async throws
}
