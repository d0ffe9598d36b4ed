/// A word on its way to being said.
struct PronouncedWord {
    /// What is said.
    let piece: Piece
    /// The display word it came from.
    let source: Int
    /// True when no space follows: an opening quote or bracket.
    let opens: Bool
    /// The parts a grammarian sees: "do" and "n't", "well", "-" and "known".
    let parts: [String]
    /// The parts' tags.
    var tags: [String] = []
    /// The phonemes, once known.
    var sound = ""

    /// The tag of the heaviest part, capitals counting double.
    var tag: String {
        let weights = parts.map { $0.reduce(0) { $0 + ($1.isUppercase || !$1.isLetter && $1 != "'" ? 2 : 1) } }
        guard let best = weights.max(), let index = weights.firstIndex(of: best), index < tags.count else {
            return "NN"
        }
        return tags[index]
    }

    /// Takes a piece apart.
    init(_ spoken: SpokenPiece) {
        piece = spoken.piece
        source = spoken.source
        opens = spoken.opens
        switch spoken.piece {
        case .word(let text): parts = Self.parts(text)
        case .letters(let text): parts = [text]
        case .phonemes: parts = ["word"]
        // The tagger was taught with straight quotes.
        case .pause(let mark): parts = [mark == "“" || mark == "”" ? "\"" : String(mark)]
        }
    }

    private static let whole: Set<String> = ["o'clock", "ma'am", "y'all", "o'er", "e'er", "ne'er"]
    private static let endings = ["'s", "'re", "'ve", "'ll", "'d", "'m"]

    private static func parts(_ text: String) -> [String] {
        let lower = text.lowercased()
        if lower == "cannot" { return [String(text.prefix(3)), String(text.suffix(3))] }
        if whole.contains(lower) { return [text] }
        if lower.hasSuffix("n't"), text.count > 3 { return [String(text.dropLast(3)), String(text.suffix(3))] }
        for ending in endings where lower.hasSuffix(ending) && text.count > ending.count {
            return hyphened(text.dropLast(ending.count)) + [String(text.suffix(ending.count))]
        }
        if text.hasSuffix("'"), text.count > 1 { return hyphened(text.dropLast()) + ["'"] }
        return hyphened(text[...])
    }

    private static func hyphened(_ text: Substring) -> [String] {
        var parts: [String] = []
        for (index, part) in text.split(separator: "-").enumerated() {
            if index > 0 { parts.append("-") }
            parts.append(String(part))
        }
        return parts.isEmpty ? [String(text)] : parts
    }
}
