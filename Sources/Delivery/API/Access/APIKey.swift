import Crypto
import FoundationEssentials

/// One API key as the service keeps it: never the key itself.
package struct APIKey: Sendable, Codable, Equatable, Identifiable {
    /// Its public name, `key_` and twelve hexadecimal digits.
    package let id: String
    /// What its owner calls it.
    package let name: String
    /// SHA-256 of the key, in hexadecimal.
    ///
    /// A slow, salted hash protects secrets that people choose; a key holds 256 bits of chance, which no table and no
    /// guessing reaches, so that a fast hash is as safe and costs a request one microsecond.
    package let hash: String
    /// When it was made, in milliseconds since 1970.
    package let created: Int64
    /// When it was withdrawn; `nil` while it is good.
    package var revoked: Int64?

    /// Names a key.
    package init(id: String, name: String, hash: String, created: Int64, revoked: Int64? = nil) {
        self.id = id
        self.name = name
        self.hash = hash
        self.created = created
        self.revoked = revoked
    }

    /// A fresh key: `vk_` and 32 random bytes in base64url (RFC 4648 §5).
    package static func makeSecret() -> String {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<4).flatMap { _ in withUnsafeBytes(of: generator.next() as UInt64) { Array($0) } }
        let text = Data(bytes).base64EncodedString()
        return "vk_" + text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// A fresh public name.
    package static func makeID() -> String {
        let digits = String(UInt64.random(in: 0..<(1 << 48)), radix: 16)
        return "key_" + String(repeating: "0", count: 12 - digits.count) + digits
    }

    /// The hash that a key is kept and looked for by.
    package static func hash(of secret: String) -> String { Digests.sha256(Array(secret.utf8)) }

    /// Whether two hashes are the same, in a time that tells nothing of where they differ.
    package static func areEqual(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for index in left.indices { difference |= left[index] ^ right[index] }
        return difference == 0
    }
}

/// Hashes as texts.
enum Digests {
    /// SHA-256 in lower-case hexadecimal.
    static func sha256(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = SHA256.hash(data: bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
