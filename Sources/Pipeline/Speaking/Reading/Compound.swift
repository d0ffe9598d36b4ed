/// Words with signs or figures inside: "AT&T", "and/or", "C++", "x264", "snake_case".
enum Compound {
    private static let signs: [Character: String] = [
        "&": "and", "+": "plus", "@": "at", "%": "percent", "=": "equals", "°": "degrees", "©": "copyright",
        "§": "section", "±": "plus or minus", "×": "times", "÷": "divided by", "≈": "about", "≥": "at least",
        "≤": "at most", "≠": "is not", "√": "the square root of", "∞": "infinity", "π": "pi", "²": "squared",
        "³": "cubed", "½": "one half", "¼": "one quarter", "¾": "three quarters", "$": "dollars", "£": "pounds",
        "€": "euros", "¥": "yen", "¢": "cents", "~": "about", "<": "less than", ">": "more than", "−": "minus",
        "#": "hash", "¶": "paragraph", "→": "to",
    ]

    /// What is said for a word, part by part.
    static func read(_ text: Substring) -> [Piece] {
        if text == "C#" || text == "F#" { return [.letters(String(text.prefix(1))), .word("sharp")] }
        if isPlain(text) { return [.word(String(text))] }
        // "AT&T", "AC/DC": short capitals beside a sign are initials.
        let isInitials = text.contains { $0 == "&" || $0 == "/" }
        var pieces: [Piece] = []
        var word = ""
        var previous: Character?
        func flush() {
            if isInitials, word.count < 4, !word.isEmpty, word.allSatisfy({ $0.isUppercase }) {
                pieces.append(.letters(word))
            } else if !word.isEmpty {
                pieces += run(word[...])
            }
            word = ""
        }
        for (index, character) in zip(text.indices, text) {
            let next = text[text.index(after: index)...].first
            switch character {
            case _ where character.isLetter || character == "'" || character == "-" || character.isPlainDigit:
                // Letters and figures part ways, but "x" stays whole.
                if let last = word.last, last.isLetter != character.isLetter,
                    last.isPlainDigit || character.isPlainDigit
                {
                    if character != "'" || last.isPlainDigit { flush() }
                }
                word.append(character)
            case "." where previous?.isLowercase == true && next?.isUppercase == true:
                flush()
                pieces.append(.pause("."))
            case ".":
                flush()
                if previous != nil, next != nil { pieces.append(.word(next?.isPlainDigit == true ? "point" : "dot")) }
            case ",", ";", ":", "!", "?", "—", "–", "…":
                flush()
                if !pieces.isEmpty, next != nil { pieces.append(.pause(character == "–" ? "—" : character)) }
            case "(", ")", "[", "]", "{", "}", "\"", "“", "”", "/", "\\", "_", "*", "|", "`", "^", "<", ">":
                flush()
            default:
                flush()
                if let said = signs[character] {
                    pieces += .words(said)
                } else if character.isWholeNumber || character.isLetter {
                    word.append(character)
                }
            }
            previous = character
        }
        flush()
        return pieces
    }

    /// True for letters, apostrophes and hyphens only, which the dictionary takes as they are.
    private static func isPlain(_ text: Substring) -> Bool {
        text.allSatisfy { $0.isLetter || $0 == "'" || $0 == "-" }
    }

    /// A run of letters or of figures inside a word.
    private static func run(_ text: Substring) -> [Piece] {
        let trimmed = text.drop { $0 == "-" || $0 == "'" }
        guard let first = trimmed.first else { return [] }
        if first.isPlainDigit { return .words(NumberWords.code(trimmed.filter { $0.isPlainDigit })) }
        let hasVowel = trimmed.contains { "aeiouyAEIOUY".contains($0) }
        if trimmed.count == 1 || (!hasVowel && trimmed.count <= 5 && trimmed.allSatisfy { $0.isASCII && $0.isLetter }) {
            return [.letters(trimmed.uppercased())]
        }
        return [.word(String(trimmed))]
    }
}
