internal import NIOCore
internal import NIOHTTP1

/// Writes an answer's head as bytes (RFC 9112 §4, §5).
enum HeadWriter {
    /// Writes the status line and the headers.
    ///
    /// What the server answers for (length, chunking, connection, `Date`, `Server`, `X-Request-Id`) is never taken from
    /// the handler's headers. A header whose name is no token is left out, and a control character in a value becomes a
    /// space: text can never begin a header of its own.
    static func write(
        _ response: HTTPResponse, _ framing: AnswerFraming, _ exchange: Exchange, standing: String,
        into buffer: inout ByteBuffer
    ) {
        writeStatus(response.status, into: &buffer)
        for (name, value) in response.headers where !isOurs(name) {
            let letters = name.utf8
            guard !letters.isEmpty, letters.allSatisfy(ByteClasses.isToken) else { continue }
            buffer.writeString(name)
            buffer.writeStaticString(": ")
            if value.utf8.allSatisfy(ByteClasses.isValue) {
                buffer.writeString(value)
            } else {
                buffer.writeBytes(value.utf8.lazy.map { ByteClasses.isValue($0) ? $0 : 32 })
            }
            buffer.writeStaticString("\r\n")
        }
        switch framing {
        case .none, .close: break
        case .length(let length):
            buffer.writeStaticString("Content-Length: ")
            buffer.writeString(String(length))
            buffer.writeStaticString("\r\n")
        case .chunked: buffer.writeStaticString("Transfer-Encoding: chunked\r\n")
        }
        if response.status.code == 101 {
            buffer.writeStaticString("Connection: Upgrade\r\n")
        } else if !exchange.keepsAlive {
            buffer.writeStaticString("Connection: close\r\n")
        } else if exchange.isHTTP10 {
            buffer.writeStaticString("Connection: keep-alive\r\n")
        }
        buffer.writeString(standing)
        buffer.writeStaticString("X-Request-Id: ")
        buffer.writeString(exchange.id)
        buffer.writeStaticString("\r\n\r\n")
    }

    private static func writeStatus(_ status: HTTPResponseStatus, into buffer: inout ByteBuffer) {
        switch status {
        case .ok: buffer.writeStaticString("HTTP/1.1 200 OK\r\n")
        case .partialContent: buffer.writeStaticString("HTTP/1.1 206 Partial Content\r\n")
        case .notModified: buffer.writeStaticString("HTTP/1.1 304 Not Modified\r\n")
        default:
            buffer.writeStaticString("HTTP/1.1 ")
            buffer.writeString(String(status.code))
            buffer.writeStaticString(" ")
            buffer.writeBytes(status.reasonPhrase.utf8.lazy.map { ByteClasses.isValue($0) ? $0 : 32 })
            buffer.writeStaticString("\r\n")
        }
    }

    /// Whether a header is the server's own to write.
    private static func isOurs(_ name: String) -> Bool {
        switch name.utf8.count {
        case 4: same(name, "date")
        case 6: same(name, "server")
        case 10: same(name, "connection") || same(name, "keep-alive")
        case 12: same(name, "x-request-id")
        case 14: same(name, "content-length")
        case 17: same(name, "transfer-encoding")
        default: false
        }
    }

    private static func same(_ name: String, _ other: StaticString) -> Bool {
        let letters = name.utf8
        return other.withUTF8Buffer { bytes in
            zip(letters, bytes).allSatisfy { $0 == $1 || ($0 | 0x20) == $1 }
        }
    }
}
