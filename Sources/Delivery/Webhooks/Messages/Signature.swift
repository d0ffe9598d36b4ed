internal import Crypto
internal import FoundationEssentials

/// Signing by Standard Webhooks 1.0 (<https://github.com/standard-webhooks/standard-webhooks>, "Signature scheme").
package enum Signature {
    /// The three headers of one attempt.
    ///
    /// - Parameters:
    ///   - message: The message's name: the same for every attempt.
    ///   - body: The very bytes that are sent.
    ///   - secrets: The keys; each that signs at the time gives a signature, so that a rotation loses nothing.
    ///   - time: The attempt's time, in milliseconds since 1970; receivers refuse what is five minutes off.
    /// - Returns: Names and values.
    package static func headers(
        message: MessageID, body: [UInt8], secrets: [WebhookSecret], at time: Int64
    ) -> [(name: String, value: String)] {
        let seconds = String(time / 1000)
        let signed = Array("\(message.rawValue).\(seconds).".utf8) + body
        let parts = secrets.filter { $0.signs(at: time) }.map { secret in
            let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: secret.bytes))
            return "v1," + Data(code).base64EncodedString()
        }
        return [
            ("webhook-id", message.rawValue), ("webhook-timestamp", seconds),
            ("webhook-signature", parts.joined(separator: " ")),
        ]
    }
}
