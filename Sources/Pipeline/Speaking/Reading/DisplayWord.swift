/// A whitespace-separated word of the text, taken apart: marks before, the word itself, marks after.
struct DisplayWord {
    /// Index among the text's words.
    let index: Int
    /// The word as it stands.
    let text: String
    /// Opening marks.
    let before: [Character]
    /// What is left: letters, digits and the signs that mean something in them.
    let core: Substring
    /// Closing marks and punctuation.
    let after: [Character]

    private static let opening: Set<Character> = [
        "\"", "'", "“", "‘", "„", "«", "(", "[", "{", "<", "*", "_", "`", "~", "¿", "¡", "—", "–", "…", "|", "\\", "•",
        "·", "‹", ",", ";", ":", "!", "?", "=", "/",
    ]
    private static let closing: Set<Character> = [
        "\"", "'", "”", "’", "“", "»", ")", "]", "}", ">", "*", "_", "`", "~", ",", ";", ":", ".", "!", "?", "…", "—",
        "–", "-", "|", "\\", "™", "®", "•", "·", "›", "/", "=",
    ]

    /// Takes a word apart.
    init(index: Int, text: String) {
        self.index = index
        self.text = text
        let plain = PlainText.of(text)
        var rest = plain[...]
        var before: [Character] = []
        var after: [Character] = []
        // A dash or a dot belongs to a number that follows it at once.
        while let first = rest.first {
            let next = rest.dropFirst().first
            let sign = first == "–" && next?.isPlainDigit == true
            let tie = first == "'" && Elisions.begins(rest)
            let about = first == "~" && next?.isPlainDigit == true
            let less = first == "<" && next?.isPlainDigit == true
            guard
                Self.opening.contains(first) || (first == "." && next?.isPlainDigit != true)
                    || (first == "-" && next == "-"),
                !sign, !tie, !about, !less
            else { break }
            before.append(first)
            rest = rest.dropFirst()
        }
        while let last = rest.last, Self.closing.contains(last) {
            after.append(last)
            rest = rest.dropLast()
        }
        self.before = before
        core = rest
        self.after = after.reversed()
    }

    /// The word with its closing dot, when it has one: abbreviations are told by it.
    var dotted: String? { after.first == "." ? core + "." : nil }

    /// True when something other than quotes and brackets closes the word.
    var endsPhrase: Bool { after.contains { ",;:.!?…—–".contains($0) } }

    /// The word in lower case without marks.
    var lower: String { core.lowercased() }

    /// True when the word starts with a capital letter.
    var isCapitalised: Bool { core.first?.isUppercase == true }

    /// Splits a text at whitespace.
    static func split(_ text: String) -> [DisplayWord] {
        text.split { $0.isWhitespace }.enumerated().map { DisplayWord(index: $0.offset, text: String($0.element)) }
    }
}

/// Words that begin with a mark of omission and keep it.
enum Elisions {
    private static let words: Set<String> = [
        "'tis", "'twas", "'em", "'cause", "'til", "'round", "'bout", "'n", "'twill", "'twould",
    ]

    /// True when the text starts with such a word, marks after it allowed.
    static func begins(_ text: Substring) -> Bool {
        words.contains("'" + text.dropFirst().prefix { $0.isLetter }.lowercased())
    }
}
