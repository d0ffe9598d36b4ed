internal import Crypto
internal import FoundationEssentials

/// The SHA-256 of some bytes, as lower-case hexadecimal.
package func sha256(of bytes: some Sequence<UInt8>) -> String {
    var hash = SHA256()
    hash.update(data: Data(bytes))
    return hash.finalize().map { byte in
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }.joined()
}
