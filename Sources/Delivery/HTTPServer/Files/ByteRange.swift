/// A `Range` header's meaning for a representation of known length (RFC 9110 §14.1.2).
enum ByteRange: Equatable {
    /// No range, another unit, several ranges or a header that cannot be read: the whole is sent, as §14.2 allows.
    case whole
    /// These bytes, at least one.
    case part(Range<Int>)
    /// A range, but the representation has no byte of it.
    case unsatisfiable

    /// Reads a header.
    ///
    /// - Parameters:
    ///   - header: Its value.
    ///   - size: The representation's length in bytes.
    init(_ header: String, size: Int) {
        self = .whole
        // Bytes: walking over characters is a fiftieth of what answering with a small range costs.
        let text = header.utf8
        guard let equals = text.firstIndex(of: UInt8(ascii: "=")), header[..<equals].lowercased() == "bytes"
        else { return }
        let ranges = text[text.index(after: equals)...].split(separator: UInt8(ascii: ","))
            .map { Self.trimmed($0) }.filter { !$0.isEmpty }
        guard ranges.count == 1, let dash = ranges[0].firstIndex(of: UInt8(ascii: "-")) else { return }
        let first = ranges[0][..<dash]
        let last = ranges[0][ranges[0].index(after: dash)...]
        if first.isEmpty {
            guard let length = Self.number(last) else { return }
            self = length == 0 || size == 0 ? .unsatisfiable : .part(max(0, size - length)..<size)
            return
        }
        guard let start = Self.number(first) else { return }
        var end = size
        if !last.isEmpty {
            guard let number = Self.number(last), number >= start else { return }
            end = number >= size ? size : number + 1
        }
        self = start < size ? .part(start..<end) : .unsatisfiable
    }

    private static func trimmed(_ text: Substring.UTF8View) -> Substring.UTF8View {
        func isSpace(_ byte: UInt8?) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        var text = text
        while isSpace(text.first) { text.removeFirst() }
        while isSpace(text.last) { text.removeLast() }
        return text
    }

    /// Digits only; more of them than any file has bytes count as the largest number.
    private static func number(_ text: Substring.UTF8View) -> Int? {
        guard !text.isEmpty, text.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
        return Int(Substring(text)) ?? Int.max
    }
}
