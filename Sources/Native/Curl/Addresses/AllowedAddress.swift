/// An exception that the operator made: an address, a block of them or a host's name, with a port or for all ports.
package struct AllowedAddress: Sendable, Hashable {
    private enum Place: Sendable, Hashable {
        case block(AddressBlock)
        case name(String)
    }

    private let place: Place
    private let port: Int?

    /// Reads `127.0.0.1:9000`, `10.0.0.0/8`, `[::1]:9000`, `fd00::/8` or `receiver.internal:8080`.
    ///
    /// A name is trusted whatever it resolves to: name only hosts whose DNS is yours.
    ///
    /// - Returns: `nil` when the text is none of these.
    package init?(_ text: String) {
        if let block = AddressBlock(text) {
            (place, port) = (.block(block), nil)
            return
        }
        var host = Substring(text)
        var number: Int?
        if let colon = text.lastIndex(of: ":"), !text.hasSuffix("]") {
            guard let value = Int(text[text.index(after: colon)...]), (1...65_535).contains(value) else { return nil }
            (host, number) = (text[..<colon], value)
        }
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        port = number
        if let block = AddressBlock(String(host)) {
            place = .block(block)
        } else {
            let allowed = host.utf8.allSatisfy {
                (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E
            }
            guard !host.isEmpty, allowed, host.contains(where: \.isLetter) else { return nil }
            place = .name(host.lowercased())
        }
    }

    /// Whether the exception is for this address and port.
    func covers(_ address: IPAddress, port: Int) -> Bool {
        guard case .block(let block) = place, self.port.map({ $0 == port }) ?? true else { return false }
        return block.contains(address)
    }

    /// Whether the exception is for this host's name and port.
    func covers(host: String, port: Int) -> Bool {
        guard case .name(let name) = place, self.port.map({ $0 == port }) ?? true else { return false }
        return name == host.lowercased()
    }
}
