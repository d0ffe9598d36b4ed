/// Why a request got no answer.
package enum HTTPClientError: Error, Sendable, Equatable {
    /// The address may not be asked, or is none.
    case refused(AddressRefusal)
    /// The host's name has no address.
    case unresolvable(host: String)
    /// Nobody answers at the host and port.
    case unreachable(host: String, port: Int)
    /// TLS failed: the certificate, or the handshake.
    case insecure(String)
    /// The connection did not come about in time.
    case connectTimeout
    /// The answer did not come, or did not end, in time.
    case timeout
    /// The answer's body is longer than `limit` bytes.
    case bodyTooLarge(limit: Int)
    /// The answer's headers are longer than `limit` bytes.
    case headersTooLarge(limit: Int)
    /// The connection broke before the answer's end.
    case cut
    /// A header's name or value would break the request apart.
    case badHeader(String)
    /// More redirects than were allowed, or one that may not be followed.
    case badRedirect
    /// The client was closed.
    case closed
    /// Anything else; in libcurl's own words, which hold nothing of the request.
    case failed(String)

    /// One sentence for people.
    package var sentence: String {
        switch self {
        case .refused(let refusal): "The address \(refusal.reason)."
        case .unresolvable(let host): "The host name \(host) cannot be resolved."
        case .unreachable(let host, let port): "Nobody answers at \(host), port \(port)."
        case .insecure(let reason): "The connection could not be made secure: \(reason)."
        case .connectTimeout: "The connection did not come about in time."
        case .timeout: "The answer did not come in time."
        case .bodyTooLarge(let limit): "The answer is longer than \(limit) bytes."
        case .headersTooLarge(let limit): "The answer's headers are longer than \(limit) bytes."
        case .cut: "The connection broke before the answer's end."
        case .badHeader(let name): "The header \(name) cannot be sent."
        case .badRedirect: "The answer redirects to where the request may not follow."
        case .closed: "The client is closed."
        case .failed(let reason): "The request failed: \(reason)."
        }
    }
}
