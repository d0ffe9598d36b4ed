internal import Glibc

/// An internet address, without a port.
package enum IPAddress: Sendable, Hashable {
    /// Version 4, most significant byte first.
    case v4(UInt32)
    /// Version 6, most significant byte first.
    case v6(UInt128)

    /// Reads the usual notations (RFC 4291 §2.2, dotted decimal); no octal, no short forms, no zone.
    package init?(_ text: String) {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            self = .v4(UInt32(bigEndian: four.s_addr))
            return
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        self = .v6(Self.number(six))
    }

    /// Takes the address out of what a socket is about to be connected to.
    ///
    /// - Parameter address: A whole socket address; it is read as its family says.
    /// - Returns: The address and port, or `nil` for another family than IPv4 and IPv6.
    static func read(_ address: UnsafePointer<sockaddr>) -> (IPAddress, port: Int)? {
        let raw = UnsafeRawPointer(address)
        switch Int32(address.pointee.sa_family) {
        case AF_INET:
            let four = raw.loadUnaligned(as: sockaddr_in.self)
            return (.v4(UInt32(bigEndian: four.sin_addr.s_addr)), Int(UInt16(bigEndian: four.sin_port)))
        case AF_INET6:
            let six = raw.loadUnaligned(as: sockaddr_in6.self)
            return (.v6(number(six.sin6_addr)), Int(UInt16(bigEndian: six.sin6_port)))
        default:
            return nil
        }
    }

    private static func number(_ address: in6_addr) -> UInt128 {
        withUnsafeBytes(of: address) { UInt128(bigEndian: $0.loadUnaligned(as: UInt128.self)) }
    }
}

extension IPAddress: CustomStringConvertible {
    /// The address in its shortest usual notation (RFC 5952).
    package var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        switch self {
        case .v4(let number):
            var four = in_addr(s_addr: number.bigEndian)
            inet_ntop(AF_INET, &four, &text, socklen_t(text.count))
        case .v6(let number):
            var six = number.bigEndian
            inet_ntop(AF_INET6, &six, &text, socklen_t(text.count))
        }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// All addresses that begin with the same bits, as in `10.0.0.0/8`.
package struct AddressBlock: Sendable, Hashable {
    private let first: IPAddress
    private let length: Int

    /// Reads an address, or an address and how many leading bits count.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let address = IPAddress(String(parts[0])) else { return nil }
        let most =
            switch address {
            case .v4: 32
            case .v6: 128
            }
        guard parts.count == 2 else {
            (first, length) = (address, most)
            return
        }
        guard let bits = Int(parts[1]), (0...most).contains(bits) else { return nil }
        (first, length) = (address, bits)
    }

    /// Whether an address is in the block; one of the other version never is.
    package func contains(_ address: IPAddress) -> Bool {
        switch (first, address) {
        case (.v4(let own), .v4(let other)): length == 0 || (own ^ other) >> (32 - length) == 0
        case (.v6(let own), .v6(let other)): length == 0 || (own ^ other) >> (128 - length) == 0
        default: false
        }
    }
}
