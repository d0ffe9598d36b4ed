/// Names one film of a service: `video_` and 26 characters that sort by the time of their making.
///
/// The characters are a ULID in lower case (48 bits of milliseconds, 80 of chance; <https://github.com/ulid/spec>), so
/// that an id says nothing of how many films there are and the order of ids is the order of submission.
package struct FilmID: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    private static let digits = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
    private static let prefix = "video_"

    /// The whole name, safe as a file's name and in an address.
    package let rawValue: String

    /// Takes a name that was made before.
    ///
    /// - Returns: `nil` when it is none of ours: ids become folder names.
    package init?(rawValue: String) {
        guard rawValue.hasPrefix(Self.prefix), rawValue.utf8.count == Self.prefix.utf8.count + 26,
            rawValue.utf8.dropFirst(Self.prefix.utf8.count).allSatisfy({ Self.digits.contains($0) })
        else { return nil }
        self.rawValue = rawValue
    }

    /// Makes a new name.
    ///
    /// - Parameters:
    ///   - time: Milliseconds since 1970.
    ///   - chance: 80 bits of it; taken from the system's generator unless given.
    package init(at time: Int64, chance: (UInt16, UInt64) = (.random(in: 0...(.max)), .random(in: 0...(.max)))) {
        var value = UInt128(UInt64(truncatingIfNeeded: time) & 0xFFFF_FFFF_FFFF)
        value = value << 80 | UInt128(chance.0) << 64 | UInt128(chance.1)
        var text: [UInt8] = []
        for place in (0..<26).reversed() {
            text.append(Self.digits[Int(truncatingIfNeeded: value >> (place * 5)) & 31])
        }
        rawValue = Self.prefix + String(decoding: text, as: UTF8.self)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = Self(rawValue: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a film's id")
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// The whole name.
    package var description: String { rawValue }
}
