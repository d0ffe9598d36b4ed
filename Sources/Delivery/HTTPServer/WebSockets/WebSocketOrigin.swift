internal import NIOHTTP1

/// Who may open a WebSocket.
///
/// Browsers let any page try and send its `Origin`; programs send none (RFC 6455 §10.2).
package enum WebSocketOrigin {
    /// Whether the request comes from a program or from a page of the very host that it asks.
    @Sendable package static func isOwn(_ request: HTTPRequest) -> Bool {
        guard let origin = request.headers.first(name: "origin") else { return true }
        guard let host = request.headers.first(name: "host"), let scheme = origin.firstRange(of: "://") else {
            return false
        }
        return origin[scheme.upperBound...].lowercased() == host.lowercased()
    }
}
