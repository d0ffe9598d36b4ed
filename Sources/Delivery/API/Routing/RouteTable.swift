package import HTTPServer
package import Logging
package import NIOHTTP1

/// Answers a call.
package typealias CallHandler = @Sendable (Call) async throws -> HTTPResponse

/// Collects the API's routes, each behind the same gate and the same telling of errors.
package struct RouteTable: Sendable {
    /// Whether a route asks for a key where the service has keys.
    package enum Access: Sendable {
        /// Only with a key.
        case keyed
        /// For everybody: health, documentation.
        case open
    }

    /// The routes so far.
    package private(set) var router = Router()
    private let services: Services
    /// Who may ask.
    package let gate: any Gate
    private let log: Logger

    /// An empty table.
    package init(services: Services, gate: any Gate, log: Logger) {
        self.services = services
        self.gate = gate
        self.log = log
    }

    /// Adds a route.
    ///
    /// - Parameters:
    ///   - method: GET, POST and so on.
    ///   - pattern: As ``Router`` reads it.
    ///   - access: Whether a key is asked for.
    ///   - handler: Answers; what it throws is told in the one shape of errors.
    package mutating func on(
        _ method: HTTPMethod, _ pattern: String, access: Access = .keyed, _ handler: @escaping CallHandler
    ) {
        let (services, gate, log) = (services, gate, log)
        router.on(method, pattern) { request in
            do {
                let principal = try gate.admit(request, access: access)
                return try await handler(Call(request: request, principal: principal, services: services))
            } catch {
                guard let told = APIError.telling(error) else { throw error }
                if told.status == 500 {
                    log.error(
                        "request failed",
                        metadata: ["request": "\(request.id)", "route": "\(pattern)", "reason": "\(error)"])
                }
                return .failure(told, requestID: request.id)
            }
        }
    }
}

/// Decides who may ask.
package protocol Gate: Sendable {
    /// Lets a request in.
    ///
    /// - Returns: Who asks.
    /// - Throws: An ``APIError`` that says what is missing.
    func admit(_ request: HTTPRequest, access: RouteTable.Access) throws(APIError) -> Principal
}

/// Lets everybody in; for tests of handlers.
package struct OpenGate: Gate {
    /// Makes one.
    package init() {}

    package func admit(_ request: HTTPRequest, access: RouteTable.Access) -> Principal { .local }
}
