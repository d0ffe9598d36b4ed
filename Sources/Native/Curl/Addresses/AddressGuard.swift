/// Decides where requests may go that are made on behalf of somebody who is not trusted.
///
/// It looks twice: at the address as text, for a clear refusal early, and at the very address a socket is about to be
/// connected to, which neither a changed DNS answer nor a redirect can get around.
package struct AddressGuard: Sendable, Equatable {
    /// Which ports may be asked for.
    package enum Ports: Sendable, Equatable {
        /// All.
        case any
        /// 80, 443 and those from 1024 up that no other protocol's servers are known to listen on.
        case web
        /// Only these.
        case only(Set<Int>)
    }

    /// Off: the person's own choice, as a command's `--server`.
    package static let off = AddressGuard(isOn: false)

    /// False to let everything through.
    private let isOn: Bool
    /// Exceptions.
    private let allowed: [AllowedAddress]
    /// Ports.
    private let ports: Ports
    /// Whether plain HTTP is refused, exceptions aside.
    private let needsTLS: Bool

    /// Guards.
    ///
    /// - Parameters:
    ///   - allowed: Exceptions: neither their addresses nor their ports are refused.
    ///   - ports: The ports that may be asked for.
    ///   - needsTLS: Whether plain HTTP is refused.
    package init(allowed: [AllowedAddress] = [], ports: Ports = .web, needsTLS: Bool = false) {
        self.init(isOn: true, allowed: allowed, ports: ports, needsTLS: needsTLS)
    }

    private init(isOn: Bool, allowed: [AllowedAddress] = [], ports: Ports = .any, needsTLS: Bool = false) {
        self.isOn = isOn
        self.allowed = allowed
        self.ports = ports
        self.needsTLS = needsTLS
    }

    /// Looks at an address as text; a host's name is not resolved here.
    ///
    /// - Throws: ``AddressRefusal``.
    package func check(_ address: HTTPAddress) throws(AddressRefusal) {
        guard isOn else { return }
        if address.hasCredentials { throw .credentials }
        if trusts(address) { return }
        if let literal = address.literal {
            if allowed.contains(where: { $0.covers(literal, port: address.port) }) { return }
            if let kind = SpecialAddresses.kind(of: literal) { throw .special(kind) }
        }
        if needsTLS, !address.isSecure { throw .plain }
        if !opens(address.port) { throw .port(address.port) }
    }

    /// Looks at what a socket is about to be connected to.
    ///
    /// - Throws: ``AddressRefusal``.
    package func check(_ address: IPAddress, port: Int) throws(AddressRefusal) {
        guard isOn, !allowed.contains(where: { $0.covers(address, port: port) }) else { return }
        if let kind = SpecialAddresses.kind(of: address) { throw .special(kind) }
        if !opens(port) { throw .port(port) }
    }

    /// Whether the host's name is one of the exceptions, so that it may resolve to anything.
    func trusts(_ address: HTTPAddress) -> Bool {
        !isOn || allowed.contains { $0.covers(host: address.host, port: address.port) }
    }

    private func opens(_ port: Int) -> Bool {
        switch ports {
        case .any: true
        case .only(let some): some.contains(port)
        case .web: port == 80 || port == 443 || (port >= 1024 && !Self.otherProtocols.contains(port))
        }
    }

    /// The ports from 1024 up that browsers refuse (<https://fetch.spec.whatwg.org/#port-blocking>), and those of Redis,
    /// memcached and Kubernetes' node agent, which take commands from anyone who can connect.
    private static let otherProtocols: Set<Int> = [
        1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6379, 6566, 6665, 6666, 6667, 6668, 6669, 6679,
        6697, 10_080, 10_250, 11_211,
    ]
}

/// Why a request may not go where it was told to.
package enum AddressRefusal: Error, Sendable, Equatable {
    /// It is no `http` or `https` address.
    case malformed
    /// It carries a name or password.
    case credentials
    /// Plain HTTP where TLS is asked for.
    case plain
    /// A port that is not open to requests.
    case port(Int)
    /// A special address; the noun says which kind.
    case special(String)
    /// The host's name has no address.
    case unresolvable

    /// What is wrong with it, to follow "The address".
    package var reason: String {
        switch self {
        case .malformed: "is not an http or https address"
        case .credentials: "carries a user name or password, which would be sent in the clear and logged"
        case .plain: "is not encrypted; use https"
        case .port(let port): "uses port \(port), which requests may not be sent to"
        case .special(let kind): "leads to a \(kind) network address, not to a public one"
        case .unresolvable: "has a host name that cannot be resolved"
        }
    }
}
