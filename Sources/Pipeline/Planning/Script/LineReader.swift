/// A script's lines and what each one is.
enum LineKind: Equatable {
    case blank
    /// A heading of level 1 to 6 and its text.
    case heading(Int, String)
    /// `---`, `***` or `___`.
    case rule
    /// `===` under a line of text.
    case doubleRule
    /// A fence of code and what it is made of.
    case fence(Character)
    /// A quoted line without its mark.
    case quote(String)
    /// A list item without its bullet.
    case item(String)
    /// A link's or footnote's definition, not spoken.
    case definition
    /// Running text.
    case text(String)

    /// Tells what a line is.
    init(_ line: Substring) {
        let text = line.drop { $0 == " " || $0 == "\t" }
        guard let first = text.first else {
            self = .blank
            return
        }
        switch first {
        case "#":
            let level = text.prefix { $0 == "#" }.count
            let rest = text.dropFirst(level)
            if level <= 6, rest.isEmpty || rest.first == " " || rest.first == "\t" {
                self = .heading(level, Self.trimmed(rest, of: "#"))
                return
            }
        case "-", "*", "_", "=":
            if Self.isRule(text, of: first) {
                self = first == "=" ? .doubleRule : .rule
                return
            }
        case "`", "~":
            if text.hasPrefix("```") || text.hasPrefix("~~~") {
                self = .fence(first)
                return
            }
        case ">":
            let inner = text.drop { $0 == ">" || $0 == " " }
            self = .quote(String(inner))
            return
        case "[":
            if Self.isDefinition(text) {
                self = .definition
                return
            }
        default: break
        }
        self = Self.item(text).map { .item(String($0)) } ?? .text(String(text))
    }

    private static func trimmed(_ text: Substring, of mark: Character) -> String {
        var text = TextCleaner.tidy(text)[...]
        while text.last == mark { text.removeLast() }
        return TextCleaner.tidy(text)
    }

    private static func isRule(_ text: Substring, of mark: Character) -> Bool {
        var count = 0
        for character in text {
            if character == mark {
                count += 1
            } else if !character.isWhitespace || mark == "=" && !text.allSatisfy({ $0 == "=" || $0.isWhitespace }) {
                return false
            }
        }
        return count >= 3
    }

    /// `[name]: address` or `[^1]: a footnote`.
    private static func isDefinition(_ text: Substring) -> Bool {
        guard let close = text.firstIndex(of: "]"), text.index(after: close) < text.endIndex else { return false }
        return text[text.index(after: close)] == ":" && close > text.index(after: text.startIndex)
    }

    /// What follows `- `, `* `, `+ `, `• `, `1. ` or `1) `.
    private static func item(_ text: Substring) -> Substring? {
        if let first = text.first, "-*+•‣◦".contains(first) {
            let rest = text.dropFirst()
            guard let space = rest.first, space.isWhitespace else { return nil }
            return rest.drop(while: \.isWhitespace)
        }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard (1...3).contains(digits.count) else { return nil }
        let rest = text.dropFirst(digits.count)
        guard let mark = rest.first, mark == "." || mark == ")", rest.dropFirst().first?.isWhitespace == true else {
            return nil
        }
        return rest.dropFirst().drop(while: \.isWhitespace)
    }
}
