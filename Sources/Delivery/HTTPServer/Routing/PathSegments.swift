/// A path's segments, percent-decoded once (RFC 3986 §2.1), or nothing when it tries to be something else.
enum PathSegments {
    /// The segments of a path that begins with a slash; none for `/` alone.
    ///
    /// - Returns: `nil` for an empty, `.` or `..` segment, a malformed escape, text that is not UTF-8, and an escaped
    ///   slash, backslash or control character.
    static func of(_ path: String) -> [String]? {
        let bytes = path.utf8
        guard bytes.first == UInt8(ascii: "/") else { return nil }
        if bytes.count == 1 { return [] }
        var segments: [String] = []
        segments.reserveCapacity(6)
        for part in bytes.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard let segment = decode(part) else { return nil }
            segments.append(segment)
        }
        return segments
    }

    private static func decode(_ part: Substring.UTF8View) -> String? {
        guard !part.isEmpty else { return nil }
        let text: String
        if part.contains(UInt8(ascii: "%")) {
            guard let decoded = unescape(part), let valid = String(validating: decoded, as: UTF8.self) else {
                return nil
            }
            text = valid
        } else {
            text = String(Substring(part))
        }
        if text == "." || text == ".." { return nil }
        for byte in text.utf8 where byte < 32 || byte == 127 || byte == UInt8(ascii: "\\") { return nil }
        return text
    }

    private static func unescape(_ part: Substring.UTF8View) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(part.count)
        var rest = part
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(hexDigit), let low = rest.popFirst().flatMap(hexDigit) else {
                return nil
            }
            let decoded = UInt8(high << 4 | low)
            if decoded == UInt8(ascii: "/") { return nil }
            bytes.append(decoded)
        }
        return bytes
    }
}
