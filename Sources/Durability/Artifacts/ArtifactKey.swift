internal import Crypto

/// The name of a result: the hash of everything that went into it.
///
/// Same inputs, same key: the work is already done. The hash covers the step's kind, the version of the code that does
/// it, and every input by content.
package struct ArtifactKey: Sendable, Hashable, Codable, CustomStringConvertible {
    /// 64 lower-case hexadecimal digits: a SHA-256 (FIPS 180-4).
    package let rawValue: String

    /// Takes a key that was made before.
    ///
    /// - Returns: `nil` when the text is not 64 hexadecimal digits: keys become file names.
    package init?(rawValue: String) {
        guard rawValue.utf8.count == 64,
            rawValue.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        self.rawValue = rawValue
    }

    /// Hashes a list of parts; each part's length is hashed too, so that no two lists collide by joining.
    ///
    /// - Parameters:
    ///   - kind: What the step does.
    ///   - version: The version of the code that does it; raise it when the result changes.
    ///   - parts: The inputs, in order.
    package init(kind: String, version: Int, parts: [String]) {
        var hash = SHA256()
        for part in [kind, String(version)] + parts {
            withUnsafeBytes(of: UInt64(part.utf8.count).littleEndian) { hash.update(bufferPointer: $0) }
            hash.update(data: Array(part.utf8))
        }
        rawValue = Self.hexadecimal(hash.finalize())
    }

    /// The key in full.
    package var description: String { rawValue }

    static func hexadecimal(_ digest: SHA256.Digest) -> String {
        let digits = Array("0123456789abcdef")
        return String(digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
