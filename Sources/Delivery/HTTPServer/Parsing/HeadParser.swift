internal import NIOCore
internal import NIOHTTP1

/// Reads a complete head: the request line (RFC 9112 §3) and the headers (§5).
struct HeadParser {
    private typealias Bytes = Slice<UnsafeRawBufferPointer>

    private var fields = HeaderFacts()
    private var headers: [(String, String)] = []

    /// Takes a head out of the bytes.
    ///
    /// - Parameters:
    ///   - bytes: Begin with the head.
    ///   - length: The head's length with its empty line.
    ///   - limits: How large it may be.
    /// - Returns: The head; the bytes begin with what follows it.
    /// - Throws: `HTTPProblem` when it is not HTTP, or too large.
    static func parse(
        _ bytes: inout ByteBuffer, length: Int, limits: Limits
    ) throws(HTTPProblem) -> RequestHead {
        var failure: HTTPProblem?
        let head = bytes.withUnsafeReadableBytes { raw -> RequestHead? in
            var parser = HeadParser()
            do throws(HTTPProblem) {
                return try parser.parse(UnsafeRawBufferPointer(rebasing: raw[..<length]), limits: limits)
            } catch {
                failure = error
                return nil
            }
        }
        bytes.moveReaderIndex(forwardBy: length)
        guard let head else { throw failure ?? .malformed("it cannot be read") }
        return head
    }

    private mutating func parse(_ raw: UnsafeRawBufferPointer, limits: Limits) throws(HTTPProblem) -> RequestHead {
        headers.reserveCapacity(12)
        var start = 0
        var line = Self.line(in: raw, at: &start)
        let request = try RequestLine(line)
        if raw.count - start - 2 > limits.headerBytes {
            throw HTTPProblem(
                .requestHeaderFieldsTooLarge, "headers_too_large",
                "The request has more than \(limits.headerBytes) bytes of headers; send fewer.")
        }
        line = Self.line(in: raw, at: &start)
        while !line.isEmpty {
            try readHeader(line)
            line = Self.line(in: raw, at: &start)
        }
        return try fields.head(request, headers: HTTPHeaders(headers))
    }

    /// The line at `start`, without its end; moves `start` behind it.
    ///
    /// The head is known to consist of such lines.
    private static func line(in raw: UnsafeRawBufferPointer, at start: inout Int) -> Bytes {
        let first = start
        var end = first
        while raw[end] != 0x0A { end += 1 }
        start = end + 1
        return raw[first..<(end - 1)]
    }

    private mutating func readHeader(_ line: Bytes) throws(HTTPProblem) {
        var colon = line.startIndex
        while colon < line.endIndex, ByteClasses.isToken(line[colon]) { colon += 1 }
        guard colon < line.endIndex, line[colon] == UInt8(ascii: ":"), colon > line.startIndex else {
            if let first = line.first, ByteClasses.isBlank(first) { throw .malformed("a header is folded") }
            throw .malformed("a header's name is not a token followed by a colon")
        }
        let name = line[..<colon]
        var value = line[(colon + 1)...]
        while let first = value.first, ByteClasses.isBlank(first) { value.removeFirst() }
        while let last = value.last, ByteClasses.isBlank(last) { value.removeLast() }
        for byte in value where !ByteClasses.isValue(byte) {
            throw .malformed("a header holds a control character")
        }
        try fields.note(name: name, value: value)
        headers.append((String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self)))
    }
}
