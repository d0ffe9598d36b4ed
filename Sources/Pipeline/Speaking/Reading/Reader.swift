/// Turns display words into what is said for each: numbers, dates, money, short forms and signs become words.
///
/// Every piece remembers the display word it came from, so that the sound of "$3.5 million" is timed on "$3.5" and on
/// "million". A word is read by its own form and by its neighbours'.
struct Reader {
    /// The text's words.
    let words: [DisplayWord]
    /// The user's own pronunciations.
    let pronunciations: Pronunciations
    /// True when the text is all in capitals, which then tell nothing about names and initials.
    let shouting: Bool

    /// Prepares to read a text.
    init(_ text: String, pronunciations: Pronunciations = Pronunciations()) {
        words = DisplayWord.split(text)
        self.pronunciations = pronunciations
        let capitals = words.filter { $0.core.count { $0.isLetter } > 1 }
        shouting = capitals.count > 1 && !text.contains { $0.isLowercase }
    }

    /// What is said, in order.
    func pieces() -> [SpokenPiece] {
        var out: [SpokenPiece] = []
        var openQuote = false
        for word in words {
            for mark in word.before {
                // "'80s" leaves out figures; it opens no quotation.
                if mark == "'", word.core.first?.isPlainDigit == true { continue }
                guard let (pause, opens) = Self.openingPause(mark) else { continue }
                if pause == "“" { openQuote = true }
                out.append(SpokenPiece(piece: .pause(pause), source: word.index, opens: opens))
            }
            var (said, usedDot) = reading(of: word.index)
            if said.count > 1, case .pause = said.last { said.removeLast() }
            out += said.map { SpokenPiece(piece: $0, source: word.index) }
            let isLast = word.index == words.count - 1
            let dropsDot = usedDot && !isLast
            out += closing(word, dropsDot: dropsDot, openQuote: &openQuote)
        }
        return out
    }

    private static func openingPause(_ mark: Character) -> (Character, Bool)? {
        switch mark {
        case "\"", "“", "„", "«", "‹", "'", "‘": ("“", true)
        case "(", "[", "{": ("(", true)
        case "—", "–": ("—", false)
        case "…": ("…", false)
        case ",", ";", ":", "!", "?": (mark, false)
        default: nil
        }
    }

    /// The pauses after a word; a run of sentence marks counts once.
    private func closing(_ word: DisplayWord, dropsDot: Bool, openQuote: inout Bool) -> [SpokenPiece] {
        var marks: [Character] = []
        let dots = word.after.count { $0 == "." }
        for mark in word.after {
            switch mark {
            case "\"", "”", "»", "›", "“", "'", "’": if openQuote { marks.append("”") }
            case ")", "]", "}": marks.append(")")
            case ".": if !dropsDot || dots > 1 { marks.append(dots > 1 ? "…" : ".") }
            case "—", "–": marks.append("—")
            case ",", ";", ":", "!", "?", "…": marks.append(mark)
            default: break
            }
        }
        if marks.contains("”") { openQuote = false }
        var seen: Set<Character> = []
        return marks.filter { mark in
            let isStop = ".!?…,;:—".contains(mark)
            return seen.insert(isStop ? "." : mark).inserted
        }.map { SpokenPiece(piece: .pause($0), source: word.index) }
    }

    /// What is said for one word, and whether the dot after it belongs to it.
    private func reading(of index: Int) -> (pieces: [Piece], usedDot: Bool) {
        let word = words[index]
        if word.core.isEmpty { return (loneMark(index), false) }
        if let given = pronunciations.pieces(for: word.core) { return (given, false) }
        if let given = shortForm(index) { return given }
        if let address = Addresses.read(word.core) { return (address, false) }
        if word.core.contains(where: { $0.isPlainDigit || Self.vulgar[$0] != nil }) { return (figures(index), false) }
        return (plainWord(index), false)
    }

    // MARK: - Neighbours

    /// The word before, unless a pause or the text's start stands between.
    func previous(_ index: Int) -> DisplayWord? {
        guard index > 0, !words[index - 1].endsPhrase || words[index - 1].dotted != nil else { return nil }
        return words[index - 1]
    }

    /// The word after, unless a pause or the text's end stands between.
    func next(_ index: Int) -> DisplayWord? {
        guard index + 1 < words.count, !words[index].endsPhrase || words[index].dotted != nil else { return nil }
        return words[index + 1]
    }

    /// The number that ends the word before.
    func numberBefore(_ index: Int) -> NumberText? {
        guard index > 0, !words[index - 1].endsPhrase else { return nil }
        let core = words[index - 1].core
        let tail = core.reversed().prefix { $0.isPlainDigit || $0 == "," || $0 == "." || $0 == "-" || $0 == "−" }
        let number = NumberText.parse(Substring(String(tail.reversed())))
        if let number, number.rest.isEmpty { return number.number }
        if let half = core.last, Self.vulgar[half] != nil { return NumberText(whole: "1", fraction: "5") }
        return Int(tail.count) > 0 ? NumberText(whole: "2") : nil
    }

    /// Fractions that are one character.
    static let vulgar: [Character: (Int, Int)] = [
        "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5),
        "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
    ]

    // MARK: - Marks on their own

    private func loneMark(_ index: Int) -> [Piece] {
        let word = words[index]
        let marks = word.before + word.after
        let between = index > 0 && index + 1 < words.count
        let numbers =
            between && words[index - 1].core.last?.isNumber == true && words[index + 1].core.first?.isNumber == true
        switch String(marks) {
        case "-": return numbers ? [.word("to")] : between ? [.pause("—")] : []
        case "–", "—", "--": return numbers ? [.word("to")] : []
        case "=": return between ? [.word("equals")] : []
        case "<": return numbers ? [.word("less"), .word("than")] : []
        case ">": return numbers ? [.word("greater"), .word("than")] : []
        case "*": return numbers ? [.word("times")] : []
        case "/": return numbers ? [.word("over")] : []
        case "|", "||": return between ? [.pause(",")] : []
        default: return []
        }
    }
}
