/// Takes comments out of a script.
enum CommentStripper {
    /// The text without `<!-- … -->`, its line count unchanged.
    /// - Returns: The text, and the line of a comment without an end (0 for none), which is read as text.
    static func strip(_ text: String) -> (text: String, unclosed: Int) {
        guard text.contains("<!--") else { return (text, 0) }
        var result = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "<!--") {
            guard let end = rest[start.upperBound...].firstRange(of: "-->") else {
                let before = result + rest[..<start.lowerBound]
                let line = before.utf8.count { $0 == UInt8(ascii: "\n") } + 1
                return (before + rest[start.upperBound...], line)
            }
            result += rest[..<start.lowerBound]
            result += String(repeating: "\n", count: rest[start.upperBound..<end.lowerBound].count { $0 == "\n" })
            rest = rest[end.upperBound...]
        }
        return (result + rest, 0)
    }
}

/// Finds directions that stand within a line of text.
enum DirectionScanner {
    /// A stretch of a line.
    enum Segment: Equatable {
        case text(Substring)
        case direction(name: String, value: String)
    }

    /// A line cut at the directions in it; brackets around anything but a known direction are text.
    static func segments(of line: Substring) -> [Segment] {
        guard line.contains("["), line.contains(":") else { return [.text(line)] }
        var segments: [Segment] = []
        var start = line.startIndex
        var index = line.startIndex
        while let open = line[index...].firstIndex(of: "[") {
            index = line.index(after: open)
            let word = line[index...].prefix(16).prefix { $0.isLetter }
            let colon = word.endIndex
            guard !word.isEmpty, colon < line.endIndex, line[colon] == ":", DirectionParser.name(word) != nil,
                let close = line[colon...].prefix(2_000).firstIndex(of: "]")
            else { continue }
            let after = line.index(after: close)
            if after < line.endIndex, line[after] == "(" { continue }
            if start < open { segments.append(.text(line[start..<open])) }
            let value = line[line.index(after: colon)..<close]
            segments.append(.direction(name: String(word), value: TextCleaner.tidy(value)))
            start = after
            index = after
        }
        if start < line.endIndex { segments.append(.text(line[start...])) }
        return segments
    }
}

/// Joins the lines of a paragraph.
enum LineJoiner {
    /// One text of several lines: a line end is a space, except between characters of scripts without spaces.
    static func join(_ lines: [Substring]) -> String {
        var text = ""
        for line in lines {
            var line = line.drop(while: \.isWhitespace)
            while let last = line.last, last.isWhitespace { line.removeLast() }
            // A backslash at a line's end is Markdown's hard break.
            if line.last == "\\" { line.removeLast() }
            let closeUp = text.last?.isUnspaced == true && line.first?.isUnspaced == true
            text += (text.isEmpty || closeUp ? "" : " ") + line
        }
        return text
    }
}

/// Reads who said a quote.
enum Attribution {
    /// The name in `— Rachel Carson`, or `nil` when the line is something else.
    static func read(_ line: String, marked marks: String) -> String? {
        let text = TextCleaner.tidy(line)
        guard let first = text.first, marks.contains(first) || text.hasPrefix("--") else { return nil }
        let name = text.drop { marks.contains($0) || $0 == "-" || $0 == " " }
        let words = name.split(separator: " ").count
        return (1...14).contains(words) && name.count <= 120 ? String(name) : nil
    }
}

extension Character {
    /// True for scripts written without spaces between words: Han, kana, Thai, Lao, Khmer, Burmese and their stops.
    var isUnspaced: Bool {
        guard let value = unicodeScalars.first?.value else { return false }
        return switch value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3000...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xF900...0xFAFF, 0xFF00...0xFFEF, 0x20000...0x3FFFF:
            true
        default: false
        }
    }

    /// True for a mark that ends a sentence in any script.
    var isSentenceEnd: Bool { ".!?…。！？｡．।॥؟۔։።".contains(self) }
}
