internal import NIOCore
internal import NIOHTTP1

/// Finds the end of a request's head, over as many reads as it takes and without looking at a byte twice.
struct HeadSearch {
    private let limits: Limits
    /// Bytes looked at already.
    private var seen = 0
    private var lineStart = 0
    /// Where the first line ended; 0 while it has not.
    private var firstLine = 0
    private var lines = 0
    private var leadingLines = 0

    init(limits: Limits) { self.limits = limits }

    /// The head's length with its empty line, or `nil` while the head is incomplete.
    ///
    /// An empty line or two before a request are taken out of the bytes (RFC 9112 §2.2).
    mutating func end(of bytes: inout ByteBuffer) throws(HTTPProblem) -> Int? {
        while lines == 0, seen == 0, bytes.readableBytes >= 2, leadingLines < 2,
            bytes.getInteger(at: bytes.readerIndex, as: UInt16.self) == 0x0D0A
        {
            bytes.moveReaderIndex(forwardBy: 2)
            leadingLines += 1
        }
        // A carriage return alone may become such a line.
        if lines == 0, bytes.readableBytes == 1, bytes.getInteger(at: bytes.readerIndex, as: UInt8.self) == 0x0D {
            return nil
        }
        var failure: HTTPProblem?
        let end = bytes.withUnsafeReadableBytes { raw -> Int? in
            do throws(HTTPProblem) { return try scan(raw) } catch {
                failure = error
                return nil
            }
        }
        if let failure { throw failure }
        return end
    }

    private mutating func scan(_ raw: UnsafeRawBufferPointer) throws(HTTPProblem) -> Int? {
        // A TLS handshake, say, is told at once instead of being waited for.
        if let first = raw.first, seen == 0, first != 0x0D, first != 0x0A, !ByteClasses.isToken(first) {
            throw .malformed("it does not begin with a method")
        }
        var index = seen
        while index < raw.count {
            guard raw[index] == 0x0A else {
                index += 1
                continue
            }
            guard index > lineStart, raw[index - 1] == 0x0D else {
                throw .malformed("a line ends without a carriage return")
            }
            if index - 1 == lineStart {
                guard lines > 0 else { throw .malformed("it begins with empty lines") }
                return index + 1
            }
            lines += 1
            lineStart = index + 1
            if firstLine == 0 {
                firstLine = lineStart
                if firstLine > limits.requestLineBytes + 2 { throw tooLongALine }
            }
            if lines - 1 > limits.headerCount { throw tooManyHeaders }
            index += 1
        }
        seen = index
        if firstLine == 0 {
            if seen > limits.requestLineBytes { throw tooLongALine }
        } else if seen - firstLine > limits.headerBytes {
            throw tooManyHeaders
        }
        return nil
    }

    private var tooLongALine: HTTPProblem {
        HTTPProblem(
            .uriTooLong, "uri_too_long",
            "The request's address is longer than \(limits.requestLineBytes) bytes; shorten it.")
    }

    private var tooManyHeaders: HTTPProblem {
        HTTPProblem(
            .requestHeaderFieldsTooLarge, "headers_too_large",
            """
            The request has more than \(limits.headerCount) headers or \(limits.headerBytes) bytes of them; \
            send fewer.
            """)
    }
}
