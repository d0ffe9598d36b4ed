internal import NIOHTTP1

/// What the headers say about the connection and the body, and the refusal of those that two readers could take
/// differently: request smuggling (RFC 9112 §6.1, §6.3, §11.2).
struct HeaderFacts {
    private typealias Bytes = Slice<UnsafeRawBufferPointer>

    private var length: Int?
    private var isChunked = false
    private var hosts = 0
    private var closes = false
    private var keeps = false
    private var upgrades = false
    private var toWebSocket = false
    private var expectsContinue = false

    /// Takes notice of one header.
    mutating func note(name: Slice<UnsafeRawBufferPointer>, value: Slice<UnsafeRawBufferPointer>) throws(HTTPProblem) {
        switch name.count {
        case 4 where ByteClasses.equal(name, "host"):
            hosts += 1
            try Self.checkHost(value)
        case 6 where ByteClasses.equal(name, "expect"):
            guard ByteClasses.equal(value, "100-continue") else {
                throw HTTPProblem(
                    .expectationFailed, "expectation_failed", "The only expectation met here is 100-continue.")
            }
            expectsContinue = true
        case 7 where ByteClasses.equal(name, "upgrade"):
            if Self.has(value, "websocket") { toWebSocket = true }
        case 10 where ByteClasses.equal(name, "connection"):
            if Self.has(value, "close") { closes = true }
            if Self.has(value, "keep-alive") { keeps = true }
            if Self.has(value, "upgrade") { upgrades = true }
        case 14 where ByteClasses.equal(name, "content-length"):
            guard length == nil else { throw .malformed("it has more than one Content-Length") }
            length = try Self.length(value)
        case 17 where ByteClasses.equal(name, "transfer-encoding"):
            guard !isChunked else { throw .malformed("it has more than one Transfer-Encoding") }
            guard ByteClasses.equal(value, "chunked") else {
                throw HTTPProblem(
                    .notImplemented, "transfer_encoding", "The only transfer encoding understood here is chunked.")
            }
            isChunked = true
        default: break
        }
    }

    /// Puts the head together.
    func head(_ line: RequestLine, headers: HTTPHeaders) throws(HTTPProblem) -> RequestHead {
        guard hosts == 1 || (hosts == 0 && line.isHTTP10) else {
            throw .malformed(hosts == 0 ? "it has no Host header" : "it has more than one Host header")
        }
        if isChunked {
            if length != nil { throw .malformed("it has both Content-Length and Transfer-Encoding") }
            if line.isHTTP10 { throw .malformed("HTTP/1.0 has no Transfer-Encoding") }
        }
        let framing: RequestHead.Framing = isChunked ? .chunked : length.map { .length($0) } ?? .none
        return RequestHead(
            method: line.method, path: line.path, query: line.query, headers: headers, isHTTP10: line.isHTTP10,
            keepsAlive: !closes && (!line.isHTTP10 || keeps), framing: framing,
            expectsContinue: expectsContinue && !line.isHTTP10 && framing != .none && framing != .length(0),
            wantsWebSocket: upgrades && toWebSocket && !line.isHTTP10)
    }

    /// Digits only, no sign, no list; at most 18 of them, so that nothing overflows.
    private static func length(_ value: Bytes) throws(HTTPProblem) -> Int {
        var length = 0
        guard !value.isEmpty, value.count <= 18 else { throw .malformed("its Content-Length is no length") }
        for byte in value {
            guard byte >= 48, byte <= 57 else { throw .malformed("its Content-Length is no length") }
            length = length * 10 + Int(byte - 48)
        }
        return length
    }

    private static func checkHost(_ value: Bytes) throws(HTTPProblem) {
        for byte in value where byte <= 32 || byte >= 127 || "/\\@,?#<>\"".utf8.contains(byte) {
            throw .malformed("its Host is no host")
        }
    }

    /// Whether a comma-separated list holds an element.
    private static func has(_ list: Bytes, _ element: StaticString) -> Bool {
        if ByteClasses.equal(list, element) { return true }
        return list.split(separator: UInt8(ascii: ",")).contains { part in
            var part = part
            while let first = part.first, ByteClasses.isBlank(first) { part.removeFirst() }
            while let last = part.last, ByteClasses.isBlank(last) { part.removeLast() }
            return ByteClasses.equal(part, element)
        }
    }
}
