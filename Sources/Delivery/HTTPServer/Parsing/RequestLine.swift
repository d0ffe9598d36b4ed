internal import NIOHTTP1

/// A request's first line: `GET /path?query HTTP/1.1` (RFC 9112 §3).
struct RequestLine {
    let method: HTTPMethod
    let path: String
    let query: String
    let isHTTP10: Bool

    init(_ line: Slice<UnsafeRawBufferPointer>) throws(HTTPProblem) {
        var index = line.startIndex
        while index < line.endIndex, ByteClasses.isToken(line[index]) { index += 1 }
        let name = line[..<index]
        guard !name.isEmpty, name.count <= 32, index < line.endIndex, line[index] == 32 else {
            throw .malformed("its first line does not begin with a method and a space")
        }
        index += 1
        let targetStart = index
        var question: Int?
        while index < line.endIndex, ByteClasses.isTarget(line[index]) {
            if question == nil, line[index] == UInt8(ascii: "?") { question = index }
            index += 1
        }
        guard index > targetStart, index < line.endIndex, line[index] == 32 else {
            throw .malformed("its first line has no address that ends with a space")
        }
        let target = line[targetStart..<index]
        isHTTP10 = try Self.version(line[(index + 1)...])
        method = HTTPMethod(rawValue: String(decoding: name, as: UTF8.self))

        let queryStart = question.map { $0 + 1 } ?? index
        query = queryStart < index ? String(decoding: line[queryStart..<index], as: UTF8.self) : ""
        path = try Self.path(target[..<(question ?? index)], method: method)
    }

    /// Whether the version is 1.0; later minor versions are answered as 1.1.
    private static func version(_ bytes: Slice<UnsafeRawBufferPointer>) throws(HTTPProblem) -> Bool {
        guard bytes.count == 8, ByteClasses.equal(bytes.prefix(5), "http/"), bytes.first == UInt8(ascii: "H"),
            bytes[bytes.startIndex + 1] == UInt8(ascii: "T"), bytes[bytes.startIndex + 2] == UInt8(ascii: "T"),
            bytes[bytes.startIndex + 3] == UInt8(ascii: "P"), bytes[bytes.startIndex + 6] == UInt8(ascii: "."),
            let major = digit(bytes[bytes.startIndex + 5]), let minor = digit(bytes[bytes.startIndex + 7])
        else { throw .malformed("its first line does not end with HTTP/1.1") }
        guard major == 1 else {
            throw HTTPProblem(
                .httpVersionNotSupported, "http_version", "Only HTTP/1.0 and HTTP/1.1 are spoken here.")
        }
        return minor == 0
    }

    private static func digit(_ byte: UInt8) -> Int? {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? Int(byte) - 48 : nil
    }

    /// The path of a target in origin form, absolute form or asterisk form (RFC 9112 §3.2).
    private static func path(_ target: Slice<UnsafeRawBufferPointer>, method: HTTPMethod) throws(HTTPProblem) -> String
    {
        if target.first == UInt8(ascii: "/") { return String(decoding: target, as: UTF8.self) }
        if target.count == 1, target.first == UInt8(ascii: "*"), method == .OPTIONS { return "*" }
        for scheme in ["http://", "https://"] as [StaticString] {
            let length = scheme.utf8CodeUnitCount
            guard target.count > length, ByteClasses.equal(target.prefix(length), scheme) else { continue }
            guard let slash = target.dropFirst(length).firstIndex(of: UInt8(ascii: "/")) else { return "/" }
            return String(decoding: target[slash...], as: UTF8.self)
        }
        throw .malformed("its address is no path")
    }
}
