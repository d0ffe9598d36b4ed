package import HTTPServer
import NIOHTTP1

/// Lets in who has a key; where the service has none, everybody on this machine but foreign web pages.
package struct Gatekeeper: Gate {
    private let keys: KeyRing?
    private let hosts: Set<String>
    private let limit: RateLimit?
    private let now: @Sendable () -> Int64

    /// Makes a gate.
    ///
    /// - Parameters:
    ///   - keys: The keys; `nil` for none ever.
    ///   - hosts: Names by which the service is reached besides those of this machine.
    ///   - limit: How often each may ask; `nil` for no limit.
    ///   - now: Milliseconds since 1970.
    package init(
        keys: KeyRing?, hosts: [String] = [], limit: RateLimit? = nil, now: @escaping @Sendable () -> Int64
    ) {
        self.keys = keys
        self.hosts = Set(hosts.map { $0.lowercased() })
        self.limit = limit
        self.now = now
    }

    package func admit(_ request: HTTPRequest, access: RouteTable.Access) throws(APIError) -> Principal {
        let asker = try identify(request, access: access)
        let counted = asker == .local ? request.peer : asker.id
        if let wait = limit?.take(counted) {
            throw APIError(
                .rateLimited, "Too many requests; the next one is taken in \(wait) seconds.", retryAfter: wait)
        }
        return asker
    }

    private func identify(_ request: HTTPRequest, access: RouteTable.Access) throws(APIError) -> Principal {
        let isKeyed = keys.map { !$0.isEmpty } ?? false
        if isKeyed, let secret = try Self.bearer(request) {
            guard let owner = keys?.owner(of: secret, now: now()) else {
                throw APIError(.invalidKey, "The API key is unknown or was withdrawn.")
            }
            return owner
        }
        // Without a key a browser may be speaking for a page that somebody else wrote.
        try checkOrigin(request)
        if isKeyed, let secret = SessionCookie.key(in: request), let owner = keys?.owner(of: secret, now: now()) {
            return owner
        }
        guard isKeyed else {
            try checkHost(request)
            return .local
        }
        guard access == .open else {
            throw APIError(.missingKey, "This service asks for an API key: send Authorization: Bearer vk_….")
        }
        return .local
    }

    /// The key in `Authorization: Bearer` (RFC 6750 §2.1); never taken from the address, which ends in logs.
    private static func bearer(_ request: HTTPRequest) throws(APIError) -> String? {
        guard let value = request.headers.first(name: "authorization") else { return nil }
        let parts = value.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else {
            throw APIError(.invalidKey, "The Authorization header must read: Bearer vk_….")
        }
        return parts[1].trimming(" ")
    }

    /// Refuses names that are not ours: a foreign name that leads to this machine is DNS rebinding.
    private func checkHost(_ request: HTTPRequest) throws(APIError) {
        guard let value = request.headers.first(name: "host") else { return }
        let host = Loopback.host(of: value).lowercased()
        guard Loopback.isLocal(host) || hosts.contains(host) else {
            throw APIError(
                .forbiddenHost,
                "This service has no API key and answers only to this machine's own names, not to "
                    + "\(Wording.quoted(host)). Make a key, or name the host when starting it.")
        }
    }

    /// Refuses what a page of another site would change or listen to (CSRF, WebSocket hijacking).
    private func checkOrigin(_ request: HTTPRequest) throws(APIError) {
        let isUpgrade = request.headers.contains(name: "upgrade")
        switch request.method {
        case .GET, .HEAD, .OPTIONS: guard isUpgrade else { return }
        default: break
        }
        let site = request.headers.first(name: "sec-fetch-site")
        let origin = request.headers.first(name: "origin")
        let isForeign = site == "cross-site" || origin.map { !isOwn($0, request) } ?? false
        guard !isForeign else {
            throw APIError(
                .forbiddenOrigin, "A page of another site may not do this without an API key.")
        }
    }

    private func isOwn(_ origin: String, _ request: HTTPRequest) -> Bool {
        guard let slashes = origin.firstRange(of: "://") else { return false }
        let authority = origin[slashes.upperBound...].lowercased()
        if authority == request.headers.first(name: "host")?.lowercased() { return true }
        return hosts.contains(Loopback.host(of: authority))
    }
}

extension Substring {
    /// The text without a character at its ends.
    fileprivate func trimming(_ character: Character) -> String {
        var rest = self
        while rest.first == character { rest.removeFirst() }
        while rest.last == character { rest.removeLast() }
        return String(rest)
    }
}
