/// How good a place between two words is for a cut.
enum ClauseMarks {
    private static let conjunctions: Set = [
        "and", "but", "or", "nor", "so", "yet", "because", "which", "who", "where", "when", "while", "until",
        "although",
        "though", "if", "unless", "since", "before", "after", "then", "that", "as", "whose", "whom", "whereas",
    ]
    private static let prepositions: Set = [
        "in", "on", "at", "by", "for", "from", "with", "into", "over", "under", "through", "across", "between", "among",
        "against", "during", "without", "within", "along", "around", "behind", "beyond", "toward", "towards", "upon",
        "to",
        "like", "near",
    ]
    /// Words that lean on the next one: no cut ever after them.
    private static let leaning: Set = [
        "a", "an", "the", "my", "your", "his", "her", "its", "our", "their", "this", "these", "those", "of", "no",
        "very",
        "more", "most", "too", "not", "every", "each", "some", "any", "is", "are", "was", "were", "be", "been", "has",
        "have", "had", "will", "would", "can", "could", "may", "might", "must", "shall", "should", "do", "does", "did",
        "i", "we", "they", "he", "she", "it", "you", "mr.", "mrs.", "ms.", "dr.", "st.", "prof.", "e.g.", "i.e.", "no.",
    ]

    /// The cost of a cut: 0 at a semicolon, about 1 at a comma before a new clause, 4 to 6 at a bare word gap, more
    /// where it would tear a phrase.
    static func cost(after word: String, before following: String, previous: String) -> Double {
        let bare = word.reversed().first { !"\"'”’»)".contains($0) } ?? " "
        let next = following.filter { $0.isLetter }
        if ";:—–…".contains(bare) || bare.isSentenceEnd && !leaning.contains(word.lowercased()) { return 0 }
        if "—–".contains(following.first ?? " ") { return 0.3 }
        if bare == "," {
            if conjunctions.contains(next) { return 0.4 }
            // "red, white": adjectives and lists hold together more than clauses do.
            return previous.hasSuffix(",") ? 2.5 : 1.2
        }
        let lower = word.lowercased().filter { $0.isLetter || $0 == "." }
        if leaning.contains(lower) { return 12 }
        if prepositions.contains(lower) || conjunctions.contains(lower) { return 10 }
        if conjunctions.contains(next) { return 3 }
        if prepositions.contains(next) { return 4 }
        return 6.5
    }

    /// True for marks that never begin a line.
    static func sticksToPrevious(_ character: Character) -> Bool {
        !character.isLetter && !character.isNumber && !"「『（【“‘".contains(character)
    }
}
