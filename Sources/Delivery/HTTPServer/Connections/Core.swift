internal import NIOPosix
internal import Synchronization

/// What all connections of a server share.
final class Core: Sendable {
    let limits: Limits
    let handler: Handler
    let errorResponse: HTTPServer.ErrorResponse
    let allowsOrigin: HTTPServer.OriginCheck
    /// Opens files off the event loops.
    let files: NIOThreadPool
    /// Connections that are open.
    let connections = Atomic<Int>(0)

    init(_ configuration: HTTPServer.Configuration, files: NIOThreadPool, handler: @escaping Handler) {
        limits = configuration.limits
        errorResponse = configuration.errorResponse
        allowsOrigin = configuration.allowsOrigin
        self.files = files
        self.handler = handler
    }

    /// The answer to an error that a handler threw.
    func answer(to error: any Error, id: String) -> HTTPResponse {
        errorResponse(error, id) ?? HTTPProblem.of(error).response(id: id)
    }
}
