internal import Crypto
package import Film
internal import Platform

/// Content hashes as packs and artifacts are known by: SHA-256 in lower-case hexadecimal.
package enum Digest {
    /// The hash of some bytes.
    package static func sha256(_ bytes: some Sequence<UInt8>) -> String {
        var hash = SHA256()
        hash.update(data: Array(bytes))
        return text(hash.finalize())
    }

    /// The hash of a file.
    ///
    /// - Throws: `FilmError` with the code `input` when it cannot be read.
    package static func sha256(ofFile path: String) throws(FilmError) -> String {
        let file = try MappedFile(path)
        return file.withBytes { bytes in
            var hash = SHA256()
            hash.update(bufferPointer: bytes)
            return text(hash.finalize())
        }
    }

    private static func text(_ digest: SHA256.Digest) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: digest.flatMap { byte in [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }, as: UTF8.self)
    }
}
