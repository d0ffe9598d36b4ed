/// What it costs a reader when text is parted between two pieces: 0 at the end of a clause, `never` in "the | river".
enum Breaks {
    /// A cost that only impossibility outweighs.
    static let never = 400

    /// The cost of a break between two neighbouring pieces.
    static func cost(after left: Cue.Piece, before right: Cue.Piece) -> Int {
        if let last = left.text.last, closes.contains(last) || left.text.hasSuffix("--") { return 0 }
        let gap = right.start - left.end
        // A pause of a fifth of a second is a phrase boundary that the speaker made.
        let spoken = gap > Cue.ticksPerSecond / 5 ? -20 : 0
        if !right.spaced { return max(0, ideographic(left.text, right.text) + spoken) }
        let word = bare(left.text)
        let next = bare(right.text)
        if clinging.contains(word) { return never }
        if word.allSatisfy(\.isNumber), !word.isEmpty { return 90 }
        if conjunctions.contains(next) { return max(0, 14 + spoken) }
        if prepositions.contains(next) { return max(0, 20 + spoken) }
        if startsUpper(left.text), startsUpper(right.text) { return 70 }
        return max(0, 45 + spoken)
    }

    /// True when a sentence ends with this piece and another begins with the next.
    static func endsSentence(_ left: Cue.Piece, next: Cue.Piece?) -> Bool {
        var text = Substring(left.text)
        while let last = text.last, "\"'”’»)]」』）".contains(last) { text = text.dropLast() }
        guard let last = text.last else { return false }
        if "!?…。！？؟".contains(last) { return true }
        guard last == "." else { return false }
        guard let next else { return true }
        let stem = text.dropLast().lowercased()
        if abbreviations.contains(stem) || stem.contains(".") && stem.count < 5 { return false }
        // An initial ("J. Smith") ends nothing.
        if stem.count == 1, stem != "i", startsUpper(left.text) { return false }
        return next.text.first { $0.isLetter || $0.isNumber }.map { !$0.isLowercase } ?? true
    }

    private static func ideographic(_ left: String, _ right: String) -> Int {
        guard let a = left.last, let b = right.first else { return 45 }
        if !isIdeographic(a) && !isIdeographic(b) { return 120 }
        // Kana before a Han character usually ends a word, and so does a particle; the other way kana inflect.
        if isKana(a), !isKana(b) { return 20 }
        if "はをにがへでとも".contains(a) { return 35 }
        return isKana(b) ? 110 : 60
    }

    private static func bare(_ text: String) -> String {
        String(text.lowercased().filter { $0.isLetter || $0.isNumber || $0 == "'" || $0 == "’" })
    }

    private static func startsUpper(_ text: String) -> Bool { text.first { $0.isLetter }?.isUppercase ?? false }

    private static let closes: Set<Character> = Set(".,;:!?…–—)\"”»。、！？；：，」』）؟،؛")

    /// Articles, prepositions, auxiliaries and titles: words that lean on what follows.
    private static let clinging: Set<String> = [
        "a", "an", "the", "this", "that's", "these", "those", "my", "your", "his", "her", "its", "our", "their",
        "of", "in", "on", "at", "to", "for", "with", "from", "by", "into", "onto", "over", "under", "about", "as",
        "between", "through", "after", "before", "behind", "beneath", "beside", "beyond", "during", "without",
        "within", "against", "among", "across", "along", "around", "near", "until", "upon", "toward", "towards",
        "mr", "mrs", "ms", "dr", "prof", "st", "very", "more", "most", "no", "not", "every", "each", "i", "we",
        "le", "la", "les", "un", "une", "du", "de", "des", "au", "aux", "en", "der", "das", "den", "dem", "ein",
        "eine", "einen", "mit", "von", "zu", "im", "el", "los", "las", "una", "del", "al", "il", "lo", "gli",
    ]

    private static let conjunctions: Set<String> = [
        "and", "but", "or", "nor", "yet", "so", "because", "although", "though", "while", "when", "where", "which",
        "who", "whose", "that", "if", "unless", "since", "than", "whether", "et", "mais", "und", "aber", "oder",
        "dass", "weil", "y", "pero", "que", "e", "ma", "che",
    ]

    private static let prepositions: Set<String> = [
        "of", "in", "on", "at", "to", "for", "with", "from", "by", "into", "onto", "over", "under", "about", "as",
        "between", "through", "after", "before", "behind", "beneath", "beside", "beyond", "during", "without",
        "within", "against", "among", "across", "along", "around", "near", "until", "upon", "toward", "towards",
    ]

    private static let abbreviations: Set<String> = [
        "mr", "mrs", "ms", "dr", "prof", "st", "vs", "etc", "e.g", "i.e", "no", "approx", "jr", "sr", "fig", "vol",
    ]
}
