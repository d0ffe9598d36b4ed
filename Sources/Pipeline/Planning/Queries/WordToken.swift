/// A word of a sentence as the query maker sees it.
struct WordToken: Equatable {
    /// What a word probably is, guessed from lists and endings.
    enum Role: Equatable {
        /// No picture in it.
        case stop
        case verb
        case adjective
        case noun
        /// A name.
        case proper
    }

    /// As it stands, without marks around it.
    var text: String
    /// Lower case.
    var lower: String
    /// What it probably is.
    var role: Role
    /// True when a mark ends the phrase behind it.
    var endsPhrase: Bool

    /// The words of a text; `names` are words known to be names, in lower case.
    static func tokens(in text: String, names: Set<String> = []) -> [WordToken] {
        var tokens: [WordToken] = []
        var atStart = true
        for raw in text.split(whereSeparator: isSeparator) {
            let word = core(of: raw)
            let tail = raw.reversed().prefix { !$0.isLetter && !$0.isNumber }
            let isTitle = Abbreviations.titles.contains(word.lowercased())
            let endsSentence = tail.contains(where: \.isSentenceEnd) && !isTitle
            if !word.isEmpty {
                tokens.append(
                    WordToken(
                        text: word, lower: word.lowercased(),
                        role: isTitle ? .stop : role(of: word, atStart: atStart, names: names),
                        endsPhrase: !tail.isEmpty && tail.contains { !"'’".contains($0) }))
            }
            atStart = endsSentence
        }
        return tokens
    }

    private static func isSeparator(_ character: Character) -> Bool {
        character.isWhitespace || "—–/".contains(character)
            || character.isUnspaced && !character.isLetter && !character.isNumber
    }

    /// The word without marks and without a possessive ending.
    private static func core(of raw: Substring) -> String {
        var word = raw.drop { !$0.isLetter && !$0.isNumber }
        while let last = word.last, !last.isLetter, !last.isNumber, last != "%" { word.removeLast() }
        for ending in ["'s", "’s"] where word.hasSuffix(ending) { word.removeLast(2) }
        return String(word)
    }

    private static func role(of word: String, atStart: Bool, names: Set<String>) -> Role {
        let lower = word.lowercased().replacing("’", with: "'")
        if WordLists.stops.contains(lower) || word.count < 2 && !(word.first?.isUnspaced ?? false) { return .stop }
        if word.first?.isNumber == true { return .stop }
        if word.first?.isUppercase == true, !atStart || names.contains(lower) { return .proper }
        if isVerb(lower) { return .verb }
        if lower.hasSuffix("ly"), lower.count > 4, !["family", "butterfly", "lily", "jelly", "belly"].contains(lower) {
            return .stop
        }
        return isAdjective(lower) ? .adjective : .noun
    }

    private static func isVerb(_ word: String) -> Bool {
        if WordLists.nounForms.contains(word) { return false }
        if WordLists.verbs.contains(word) || WordLists.verbForms.contains(word) { return true }
        for ending in ["s", "es", "ed", "d", "ing"] where word.hasSuffix(ending) {
            let stem = String(word.dropLast(ending.count))
            if WordLists.verbs.contains(stem) { return true }
            if ending == "ing" || ending == "ed" {
                if WordLists.verbs.contains(stem + "e") { return true }
                if stem.count > 3, stem.suffix(2).first == stem.last, WordLists.verbs.contains(String(stem.dropLast()))
                {
                    return true
                }
            }
            if ending == "ed", stem.hasSuffix("i"), WordLists.verbs.contains(stem.dropLast() + "y") { return true }
        }
        return false
    }

    private static func isAdjective(_ word: String) -> Bool {
        if WordLists.faint.contains(word) { return true }
        guard word.count > 4 else { return false }
        return ["ous", "ful", "ive", "less", "able", "ible", "ish", "ern", "est", "ical", "ed", "ant"].contains {
            word.hasSuffix($0)
        }
    }
}
