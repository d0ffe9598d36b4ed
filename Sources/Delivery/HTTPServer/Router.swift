package import NIOHTTP1

/// Answers a request.
package typealias Handler = @Sendable (HTTPRequest) async throws -> HTTPResponse

/// Finds the handler for a request by its method and path.
///
/// Patterns are literal segments and `{name}` segments, as in `/v1/videos/{id}`; a last segment `{name...}` takes the
/// rest. A literal wins over a name. `HEAD` is answered by `GET`'s handler, with the body left out by the server.
package struct Router: Sendable {
    /// One route, for comparing with the OpenAPI document.
    package struct Route: Sendable, Hashable {
        /// The method.
        package let method: String
        /// The pattern.
        package let pattern: String
    }

    /// What a path and method lead to.
    package enum Match: Sendable {
        /// A handler, and the values of the pattern's names, percent-decoded.
        case found(Handler, pattern: String, parameters: [String: String])
        /// The path is known, the method is not: what is allowed.
        case wrongMethod(allowed: [String])
        /// Nothing.
        case unknown
    }

    /// Every route, in the order added.
    package private(set) var routes: [Route] = []
    private var handlers: [Handler] = []

    /// No routes.
    package init() {}

    /// Adds a route.
    package mutating func on(_ method: HTTPMethod, _ pattern: String, _ handler: @escaping Handler) {
        routes.append(Route(method: method.rawValue, pattern: pattern))
        handlers.append(handler)
    }
}
