internal import NIOCore

/// Takes a chunked body apart (RFC 9112 §7.1).
///
/// Extensions and trailers are read and forgotten, within bounds.
struct ChunkParser {
    /// Bytes of a chunk's size line.
    ///
    /// Extensions are legal and nobody sends them, so little room is left for abuse.
    private static let sizeLine = 256
    /// Bytes of all trailers.
    private static let trailerBytes = 8 << 10

    private enum State {
        case size
        case data(left: Int)
        case dataEnd
        case trailers(seen: Int)
    }

    private var state = State.size

    /// Takes the next event out of the bytes: a piece of the body, its end, or nothing yet.
    mutating func next(_ bytes: inout ByteBuffer) throws(HTTPProblem) -> RequestParser.Event {
        while true {
            switch state {
            case .size:
                guard let line = try Self.line(&bytes, limit: Self.sizeLine) else { return .needsMore }
                let size = try Self.size(line.readableBytesView)
                state = size == 0 ? .trailers(seen: 0) : .data(left: size)
            case .data(let left):
                guard let piece = bytes.readSlice(length: min(left, bytes.readableBytes)), piece.readableBytes > 0
                else { return .needsMore }
                state = left == piece.readableBytes ? .dataEnd : .data(left: left - piece.readableBytes)
                return .body(piece)
            case .dataEnd:
                guard bytes.readableBytes >= 2 else { return .needsMore }
                guard bytes.readInteger(as: UInt16.self) == 0x0D0A else {
                    throw .malformed("a chunk is longer than its size")
                }
                state = .size
            case .trailers(let seen):
                guard let line = try Self.line(&bytes, limit: Self.trailerBytes - seen) else { return .needsMore }
                if line.readableBytes == 0 { return .end }
                guard let first = line.readableBytesView.first, ByteClasses.isToken(first),
                    line.readableBytesView.contains(UInt8(ascii: ":"))
                else { throw .malformed("a trailer is no header") }
                state = .trailers(seen: seen + line.readableBytes + 2)
            }
        }
    }

    /// The next line without its end; `nil` while it is incomplete.
    private static func line(_ bytes: inout ByteBuffer, limit: Int) throws(HTTPProblem) -> ByteBuffer? {
        let view = bytes.readableBytesView
        guard let end = view.prefix(limit + 2).firstIndex(of: 0x0A) else {
            guard view.count <= limit else { throw .malformed("a chunk's size line or the trailers are too long") }
            return nil
        }
        let length = end - view.startIndex
        guard length > 0, view[end - 1] == 0x0D, let line = bytes.readSlice(length: length - 1) else {
            throw .malformed("a chunk's line ends without a carriage return")
        }
        bytes.moveReaderIndex(forwardBy: 2)
        for byte in line.readableBytesView where !ByteClasses.isValue(byte) {
            throw .malformed("a chunk's line holds a control character")
        }
        return line
    }

    private static func size(_ line: ByteBufferView) throws(HTTPProblem) -> Int {
        var size = 0
        var digits = 0
        for byte in line {
            guard let digit = hexDigit(byte) else {
                guard digits > 0, byte == UInt8(ascii: ";") else { throw .malformed("a chunk's size is no number") }
                break
            }
            // Fifteen digits cannot overflow, and nobody sends 2^60 bytes.
            digits += 1
            guard digits <= 15 else { throw .malformed("a chunk's size is out of bounds") }
            size = size << 4 | digit
        }
        guard digits > 0 else { throw .malformed("a chunk has no size") }
        return size
    }
}

/// The value of a hexadecimal digit.
func hexDigit(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) - 48
    case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte) - 55
    case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte) - 87
    default: nil
    }
}
