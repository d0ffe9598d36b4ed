internal import NIOCore
internal import NIOWebSocket

/// A message's frames on their way to becoming text (RFC 6455 §5.4, §5.6).
struct Fragments {
    /// What a frame made of them.
    enum Outcome: Equatable {
        case incomplete
        case message(String)
        /// The connection is to be closed with this code.
        case refused(UInt16, String)
    }

    private var bytes: ByteBuffer?

    /// Adds a text, binary or continuation frame.
    mutating func add(_ frame: WebSocketFrame, limit: Int) -> Outcome {
        var data = frame.unmaskedData
        if frame.opcode == .continuation {
            guard bytes != nil else { return .refused(1002, "nothing is being continued") }
            guard (bytes?.readableBytes ?? 0) + data.readableBytes <= limit else {
                return .refused(1009, "at most \(limit) bytes")
            }
            bytes?.writeBuffer(&data)
        } else {
            guard bytes == nil else { return .refused(1002, "a message begins within another") }
            guard frame.opcode == .text else { return .refused(1003, "text only") }
            guard data.readableBytes <= limit else { return .refused(1009, "at most \(limit) bytes") }
            bytes = data
        }
        guard frame.fin, let whole = bytes else { return .incomplete }
        bytes = nil
        guard let text = String(validating: whole.readableBytesView, as: UTF8.self) else {
            return .refused(1007, "text is UTF-8")
        }
        return .message(text)
    }
}

/// Codes that close a WebSocket (RFC 6455 §7.4).
enum CloseCode {
    /// The code that answers a close frame: the peer's own when it may be sent, 1005 for none, 1002 or 1007 for a frame
    /// that breaks the rules.
    static func read(_ bytes: ByteBuffer) -> UInt16 {
        var bytes = bytes
        if bytes.readableBytes == 0 { return 1005 }
        guard let code = bytes.readInteger(as: UInt16.self) else { return 1002 }
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: break
        default: return 1002
        }
        guard String(validating: bytes.readableBytesView, as: UTF8.self) != nil else { return 1007 }
        return code
    }

    /// A reason that fits into a control frame, cut at a character's end.
    static func fitting(_ reason: String) -> String {
        var reason = Substring(reason)
        while reason.utf8.count > 123 { reason.removeLast() }
        return String(reason)
    }
}
