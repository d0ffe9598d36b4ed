internal import Crypto
internal import FoundationEssentials

/// A key that deliveries are signed with, as both sides write it: `whsec_` and base64.
package struct WebhookSecret: Sendable, Codable, Equatable {
    /// The key as text.
    package let text: String
    /// When it was made, in milliseconds since 1970.
    package let created: Int64
    /// Until when it still signs, in milliseconds since 1970; `nil` for the newest.
    package var expires: Int64?

    /// How long a replaced key still signs besides the new one.
    package static let overlap: Int64 = 24 * 3_600_000

    /// Makes a new key of 32 random bytes (Standard Webhooks asks for 24 to 64).
    package init(at time: Int64) {
        let key = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        text = "whsec_" + key.base64EncodedString()
        created = time
        expires = nil
    }

    /// Takes a key that a client brought.
    ///
    /// - Returns: `nil` unless it is `whsec_` and the base64 of 24 to 64 bytes.
    package init?(_ text: String, at time: Int64) {
        guard let key = Self.key(text), (24...64).contains(key.count) else { return nil }
        self.text = text
        created = time
        expires = nil
    }

    /// The key itself.
    var bytes: [UInt8] { Self.key(text).map { Array($0) } ?? [] }

    /// Whether it signs at a time.
    func signs(at time: Int64) -> Bool { expires.map { time < $0 } ?? true }

    private static func key(_ text: String) -> Data? {
        guard text.hasPrefix("whsec_") else { return nil }
        return Data(base64Encoded: String(text.dropFirst("whsec_".count)))
    }
}
