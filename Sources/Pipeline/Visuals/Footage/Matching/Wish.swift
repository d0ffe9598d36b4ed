import Film

/// What a scene looks for, prepared for comparing.
struct Wish: Sendable {
    /// A phrase or word with its direction; `nil` without word vectors.
    struct Term: Sendable {
        let vector: [Float]?
        let stems: Set<String>
    }

    /// What the picture as a whole must be near: the sentence spoken over it, or the writer's own direction.
    let sentence: Term
    /// What to look for, from specific to general.
    let queries: [Term]
    /// The queries' telling words, each with how telling it is.
    let words: [(term: Term, weight: Float)]
    /// All telling words of the queries, for looking up by spelling.
    let spelled: [String]
    /// Phrases that must not be met.
    let avoided: [Term]
    /// How long the picture stays, in milliseconds.
    let needed: Int

    /// Prepares a wish; without queries the sentence's own telling words stand for them.
    init(sentence: String, queries: [String], avoid: [String] = [], needed: Int = 0, vectors: WordVectors?) {
        let telling = PlainWords.telling(in: sentence)
        let asked = queries.filter { !PlainWords.telling(in: $0).isEmpty }
        let used = asked.isEmpty ? [telling.joined(separator: " ")].filter { !$0.isEmpty } : asked
        func term(_ text: String) -> Term {
            Term(vector: vectors?.vector(of: text), stems: PlainWords.stems(in: text))
        }
        self.sentence = term(sentence.isEmpty ? used.joined(separator: " ") : sentence)
        self.queries = used.prefix(8).map(term)
        spelled = PlainWords.telling(in: used.joined(separator: " "))
        words = spelled.prefix(24).map { (term($0), vectors?.weight(of: $0) ?? 1) }
        avoided = avoid.map(term).filter { !$0.stems.isEmpty }
        self.needed = needed
    }

    /// A direction between the sentence and the queries, for a first rough choice; `nil` without word vectors.
    var direction: [Float]? {
        guard var sum = sentence.vector else { return nil }
        let share = 1 / Float(max(1, queries.count))
        for query in queries {
            guard let vector = query.vector else { continue }
            for index in sum.indices { sum[index] += vector[index] * share }
        }
        return sum
    }
}
