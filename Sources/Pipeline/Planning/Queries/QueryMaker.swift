/// Makes the queries of a scene from its words, from specific to general.
struct QueryMaker {
    /// What is known about the scene around the words.
    struct Context {
        /// The subject of the scenes before, for scenes that only say "it".
        var subject: String?
        /// The chapter's title.
        var chapter: String?
        /// The film's title.
        var title: String?
        /// Names in the film, lower case.
        var names: Set<String> = []
        /// Words said more than once in the film, lower case: what it is about is never kept out of its pictures.
        var themes: Set<String> = []
    }

    /// What was found.
    struct Result: Equatable {
        /// From specific to general, at most eight.
        var queries: [String]
        /// What the words say is not there.
        var avoid: [String]
        /// What the words are about, for the scenes that follow.
        var subject: String?
    }

    /// A run of words that names something.
    private struct Phrase {
        var words: [WordToken]
        var isPlace: Bool

        var text: String { words.map { $0.role == .proper ? $0.text : $0.lower }.joined(separator: " ") }

        /// How much of a picture it makes.
        var weight: Double {
            words.reduce(0) { total, word in
                switch word.role {
                case .proper: total + 2.5
                case .noun: total + (WordLists.isAbstract(word.lower) ? 0.3 : 2)
                case .adjective: total + (WordLists.faint.contains(word.lower) ? 0.05 : 0.6)
                case .stop, .verb: total
                }
            }
        }

        var isSeen: Bool { weight >= 1.5 }
    }

    /// The most queries a scene gets.
    static let limit = 8

    /// Reads a scene's words.
    static func read(_ text: String, in context: Context) -> Result {
        let tokens = WordToken.tokens(in: text, names: context.names)
        var avoid: [String] = []
        let phrases = phrases(of: tokens, themes: context.themes, avoid: &avoid)
        let seen = phrases.filter(\.isSeen)
        var queries: [String] = []
        let subject = seen.first
        let leansBack =
            subject.map { first in
                leans(tokens, before: first)
            } ?? true
        // Subject and place together are the most specific picture: "otters river".
        if let subject, let place = seen.last(where: \.isPlace), place.text != subject.text {
            queries.append("\(subject.text) \(place.text)")
        } else if let subject, seen.count > 1 {
            queries.append("\(subject.text) \(seen[1].text)")
        }
        if leansBack, let inherited = context.subject {
            if let subject, subject.text != inherited { queries.append("\(inherited) \(subject.text)") }
            queries.append(inherited)
        }
        let ranked = seen.enumerated().sorted { a, b in
            a.element.weight == b.element.weight ? a.offset < b.offset : a.element.weight > b.element.weight
        }.map(\.element)
        queries += ranked.prefix(4).map(\.text)
        queries += ranked.flatMap { phrase in
            phrase.words.filter { $0.role == .noun && !WordLists.isAbstract($0.lower) || $0.role == .proper }
                .map { $0.role == .proper ? $0.text : $0.lower }
        }.prefix(4)
        if seen.isEmpty { queries += longest(of: tokens) }
        queries += general(context)
        return Result(
            queries: unique(queries, without: avoid), avoid: avoid,
            subject: leansBack ? context.subject ?? subject?.text : subject?.text)
    }

    /// Names that stand with a capital inside a sentence anywhere in the film.
    static func names(in text: String) -> Set<String> {
        var names: Set<String> = []
        for token in WordToken.tokens(in: text) where token.role == .proper { names.insert(token.lower) }
        return names
    }

    /// Words that carry meaning and come more than once in a text, lower case.
    static func themes(in text: String) -> Set<String> {
        var seen: Set<String> = []
        var themes: Set<String> = []
        for token in WordToken.tokens(in: text) where token.role == .noun || token.role == .proper {
            if !seen.insert(token.lower).inserted { themes.insert(token.lower) }
        }
        return themes
    }

    /// True when a pronoun stands where the subject should, before the first thing named.
    private static func leans(_ tokens: [WordToken], before phrase: Phrase) -> Bool {
        guard let first = phrase.words.first, let index = tokens.firstIndex(of: first) else { return false }
        return tokens[..<index].contains { WordLists.pronouns.contains($0.lower) }
    }

    private static func phrases(of tokens: [WordToken], themes: Set<String>, avoid: inout [String]) -> [Phrase] {
        var phrases: [Phrase] = []
        var current: [WordToken] = []
        var isPlace = false
        var negated = false
        func close() {
            while let last = current.last, last.role == .adjective || last.role == .stop { current.removeLast() }
            if !current.isEmpty {
                let phrase = Phrase(words: Array(current.suffix(4)), isPlace: isPlace)
                let isTheme = phrase.words.contains { themes.contains($0.lower) }
                if negated, !isTheme { avoid.append(phrase.text) } else { phrases.append(phrase) }
                isPlace = false
                negated = false
            }
            current.removeAll()
        }
        for (index, token) in tokens.enumerated() {
            switch token.role {
            case .noun, .adjective, .proper: current.append(token)
            case .stop, .verb:
                // "rings of Saturn", "Gulf of Mexico" are one thing.
                let joins =
                    token.lower == "of" && !(current.last?.endsPhrase ?? true) && index + 1 < tokens.count
                    && current.last.map { !WordLists.isAbstract($0.lower) && $0.role != .adjective } == true
                if joins, [.noun, .proper].contains(tokens[index + 1].role) {
                    current.append(token)
                    continue
                }
                close()
                if WordLists.places.contains(token.lower) { isPlace = true }
                if token.lower == "without" { negated = true }
                if token.role == .verb { isPlace = false }
            }
            if token.endsPhrase {
                close()
                isPlace = false
                negated = false
            }
        }
        close()
        return phrases
    }

    /// For languages the lists do not know, the longest words are the ones with meaning.
    private static func longest(of tokens: [WordToken]) -> [String] {
        let words = tokens.filter { $0.role != .stop }.enumerated().sorted { a, b in
            a.element.text.count == b.element.text.count
                ? a.offset < b.offset : a.element.text.count > b.element.text.count
        }
        return words.prefix(3).map(\.element.lower)
    }

    private static func general(_ context: Context) -> [String] {
        [context.chapter, context.title].compactMap { $0 }.flatMap { heading in
            let words = WordToken.tokens(in: heading.lowercased()).filter { $0.role == .noun }
            return words.filter { !WordLists.isAbstract($0.lower) }.prefix(2).map(\.lower)
        }
    }

    private static func unique(_ queries: [String], without avoid: [String]) -> [String] {
        var seen = Set(avoid.map { $0.lowercased() })
        var result: [String] = []
        for query in queries {
            let query = String(query.prefix(80))
            if !query.isEmpty, seen.insert(query.lowercased()).inserted { result.append(query) }
        }
        return Array(result.prefix(limit))
    }
}
