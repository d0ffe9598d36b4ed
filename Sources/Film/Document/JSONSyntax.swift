/// Says where a text stops being JSON (RFC 8259), for people who edit it by hand.
///
/// Only looks for the first fault; reading the values is the library's work.
package struct JSONSyntax {
    private let bytes: [UInt8]
    private var position = 0
    /// The brackets that are open, `{` or `[`.
    private var open: [UInt8] = []

    /// The first fault, as `line 3, column 7: a comma is missing`, or `nil` when there is none to be found.
    package static func firstFault(in bytes: [UInt8]) -> String? {
        var scanner = Self(bytes: bytes)
        guard let fault = scanner.scan() else { return nil }
        let before = bytes[..<min(scanner.position, bytes.count)]
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        // Continuation bytes of UTF-8 are not columns.
        let column = before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1
        return "line \(line), column \(column): \(fault)"
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, [9, 10, 13, 32].contains(byte) { position += 1 }
    }

    /// Walks the text value by value; the stack of brackets stands in for recursion, so depth cannot overflow.
    private mutating func scan() -> String? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        while true {
            skipSpace()
            if let fault = value() { return fault }
            // After a value: close what ends here, or go on behind a comma.
            while true {
                skipSpace()
                guard let bracket = open.last else { return next == nil ? nil : "something follows the end" }
                if next == UInt8(ascii: ",") {
                    position += 1
                    skipSpace()
                    if next == UInt8(ascii: "}") || next == UInt8(ascii: "]") { return "there is a comma too many" }
                    if bracket == UInt8(ascii: "{"), let fault = key() { return fault }
                    break
                }
                guard next == bracket + 2 else { return missing(after: bracket) }
                position += 1
                open.removeLast()
            }
        }
    }

    private func missing(after bracket: UInt8) -> String {
        guard next != nil else { return "the text ends before its last bracket" }
        return "a comma or \(bracket == UInt8(ascii: "{") ? "}" : "]") is missing"
    }

    /// Reads one value, or opens brackets up to the first value within them; empty brackets are a value.
    private mutating func value() -> String? {
        while let byte = next {
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                position += 1
                skipSpace()
                if next == byte + 2 {
                    position += 1
                    return nil
                }
                open.append(byte)
                if byte == UInt8(ascii: "{"), let fault = key() { return fault }
                skipSpace()
            case UInt8(ascii: "\""): return string()
            default: return word()
            }
        }
        return "the text ends where a value should be"
    }

    private mutating func key() -> String? {
        guard next == UInt8(ascii: "\"") else { return "a name in quotes should be here" }
        if let fault = string() { return fault }
        skipSpace()
        guard next == UInt8(ascii: ":") else { return "a colon should be here" }
        position += 1
        skipSpace()
        return nil
    }

    private mutating func string() -> String? {
        position += 1
        while let byte = next {
            if byte == UInt8(ascii: "\"") {
                position += 1
                return nil
            }
            if byte < 32 { return "a text in quotes goes over the end of its line or holds a control character" }
            position += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        return "a text in quotes has no end"
    }

    private mutating func word() -> String? {
        let start = position
        while let byte = next, byte > 32, !",:]}[{\"".utf8.contains(byte) { position += 1 }
        let text = bytes[start..<position]
        let known = ["true", "false", "null"].contains { text.elementsEqual($0.utf8) }
        let first = text.first ?? 0
        let numeric = (first == UInt8(ascii: "-") || (48...57).contains(first)) && text.count < 400
        guard known || numeric && Double(String(decoding: text, as: UTF8.self)) != nil else {
            position = start
            return "a value in quotes, a number, true, false or null should be here"
        }
        return nil
    }
}
