/// A name that says what it names: a prefix and 26 characters that sort by the time of their making.
///
/// The characters are a ULID in lower case (48 bits of milliseconds, 80 of chance; <https://github.com/ulid/spec>).
package protocol PrefixedID: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    /// What all names of the kind begin with.
    static var prefix: String { get }
    /// The whole name.
    var rawValue: String { get }
    /// Takes a text that is known to be such a name.
    init(known: String)
}

extension PrefixedID {
    private static var digits: [UInt8] { Array("0123456789abcdefghjkmnpqrstvwxyz".utf8) }

    /// Makes a new name.
    ///
    /// - Parameter time: Milliseconds since 1970.
    package init(at time: Int64) {
        var value = UInt128(UInt64(truncatingIfNeeded: time) & 0xFFFF_FFFF_FFFF) << 80
        value |= UInt128(UInt16.random(in: 0...(.max))) << 64 | UInt128(UInt64.random(in: 0...(.max)))
        let digits = Self.digits
        let text = (0..<26).reversed().map { digits[Int(truncatingIfNeeded: value >> ($0 * 5)) & 31] }
        self.init(known: Self.prefix + String(decoding: text, as: UTF8.self))
    }

    /// Takes a name that was made before; `nil` when it is none of this kind.
    package init?(rawValue: String) {
        guard rawValue.hasPrefix(Self.prefix), rawValue.utf8.count == Self.prefix.utf8.count + 26,
            rawValue.utf8.dropFirst(Self.prefix.utf8.count).allSatisfy({ Self.digits.contains($0) })
        else { return nil }
        self.init(known: rawValue)
    }

    package init(from decoder: any Decoder) throws {
        self.init(known: try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// The whole name.
    package var description: String { rawValue }
}

/// Names an endpoint.
package struct EndpointID: PrefixedID {
    package static let prefix = "we_"
    /// The endpoint that stands for the addresses which films bring along themselves.
    package static let callbacks = EndpointID(known: "default")

    package let rawValue: String
    package init(known: String) { rawValue = known }

    /// Takes a name from a request: one that was made here, or `default`.
    package init?(asked text: String) {
        if text == Self.callbacks.rawValue {
            self = .callbacks
        } else if let id = EndpointID(rawValue: text) {
            self = id
        } else {
            return nil
        }
    }
}

/// Names a message: what `webhook-id` says on each of its deliveries and each of their attempts.
package struct MessageID: PrefixedID {
    package static let prefix = "evt_"
    package let rawValue: String
    package init(known: String) { rawValue = known }
}

/// Names the delivery of one message to one endpoint.
package struct DeliveryID: PrefixedID {
    package static let prefix = "whd_"
    package let rawValue: String
    package init(known: String) { rawValue = known }
}
