package import NIOHTTP1

/// Answers a request.
///
/// It runs on its connection's event loop, which is what makes small answers fast and what it must never hold up:
/// computing for more than a millisecond or so belongs in an `@concurrent` function, blocking calls in `runBlocking`.
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
    private var tree = RouteTree()

    /// No routes.
    package init() {}

    /// Adds a route; a second one of the same method and pattern takes the first one's place in answering.
    package mutating func on(_ method: HTTPMethod, _ pattern: String, _ handler: @escaping Handler) {
        tree.add(method.rawValue, pattern, route: routes.count)
        routes.append(Route(method: method.rawValue, pattern: pattern))
        handlers.append(handler)
    }

    /// Finds what a request's path leads to.
    ///
    /// - Parameters:
    ///   - method: The request's method.
    ///   - path: The path as it was sent, percent-encoded, without the query. A path with an empty, `.` or `..`
    ///     segment, a malformed escape, or an escaped slash, backslash or control character leads to nothing.
    /// - Returns: The route of a literal path before one with names; another method's path only when there is no route.
    package func match(_ method: HTTPMethod, _ path: String) -> Match {
        guard let segments = PathSegments.of(path) else { return .unknown }
        switch tree.find(method.rawValue, segments) {
        case .route(let route, let values): return found(route, values)
        case .otherMethods(let methods): return .wrongMethod(allowed: Self.allowed(methods))
        case .nothing: return .unknown
        }
    }

    /// Answers a request with its route's handler.
    ///
    /// - Throws: What the handler throws; `HTTPProblem` 404 for an unknown path and 405 with `Allow` for a wrong method.
    ///   `OPTIONS` is answered 204 with `Allow`.
    package func answer(_ request: HTTPRequest) async throws -> HTTPResponse {
        switch match(request.method, request.path) {
        case .found(let handler, pattern: _, let parameters):
            guard !parameters.isEmpty else { return try await handler(request) }
            var request = request
            request.parameters = parameters
            return try await handler(request)
        case .wrongMethod(let allowed):
            let allow: HTTPHeaders = ["Allow": allowed.joined(separator: ", ")]
            if request.method == .OPTIONS { return HTTPResponse(.noContent, headers: allow) }
            throw HTTPProblem(
                .methodNotAllowed, "method_not_allowed",
                "This address answers \(allowed.joined(separator: ", ")) only.", headers: allow)
        case .unknown:
            if request.method == .OPTIONS, request.path == "*" { return HTTPResponse(.noContent) }
            throw HTTPProblem(.notFound, "not_found", "There is nothing at this address.")
        }
    }

    private func found(_ route: Int, _ values: [String]) -> Match {
        let names = tree.names[route] ?? []
        let parameters = Dictionary(zip(names, values)) { first, _ in first }
        return .found(handlers[route], pattern: routes[route].pattern, parameters: parameters)
    }

    private static func allowed(_ methods: Set<String>) -> [String] {
        var methods = methods
        if methods.contains("GET") { methods.insert("HEAD") }
        methods.insert("OPTIONS")
        return methods.sorted()
    }
}
