/// How much a picture's words have to do with a scene's, 0...1.
///
/// The weights and thresholds were chosen on one set of sentences and measured on another; see
/// `docs/decisions/matching.md`.
struct Relevance {
    /// Below this a picture is unrelated and is never shown.
    let threshold: Double

    /// The least likeness between a whole sentence and a picture's words.
    private static let nearest: Float = 0.25

    private let vectors: WordVectors?
    private var tagVectors: [String: [Float]] = [:]

    /// Prepares comparing by meaning when there are word vectors, else by spelling.
    init(vectors: WordVectors?) {
        self.vectors = vectors
        threshold = vectors == nil ? 0.55 : 0.54
    }

    /// Compares a wish with an item's words.
    ///
    /// - Parameters:
    ///   - wish: What is looked for.
    ///   - words: What is known of the picture.
    ///   - vector: The direction of the picture's words.
    /// - Returns: 0 (nothing in common) to 1 (the very thing).
    mutating func score(_ wish: Wish, _ words: ItemWords, vector: [Float]?) -> Double {
        if isAvoided(wish, words) { return 0 }
        guard let vector, let sentence = wish.sentence.vector else { return spelling(wish, words) }
        let tags = words.tags.map { self.vector(ofTag: $0) }
        let overall = max(0, Vector.dot(sentence, vector))
        // One shared word does not make a picture of "a storm of protest": the sentence as a whole must be near, too.
        guard overall >= Self.nearest else { return Double(overall) }
        let query = wish.queries.reduce(Float(0)) { max($0, $1.vector.map { Vector.dot($0, vector) } ?? 0) }
        let tag = wish.queries.reduce(Float(0)) { max($0, Self.best($1.vector, tags)) }
        var covered: Float = 0
        var total: Float = 0
        for (term, weight) in wish.words {
            covered += weight * Self.best(term.vector, tags)
            total += weight
        }
        let coverage = total > 0 ? covered / total : 0
        return Double(min(1, 0.4 * overall + 0.1 * query + 0.3 * tag + 0.2 * coverage))
    }

    /// By shared words alone: how much of the best query, and of the sentence, the tags and the description hold.
    private func spelling(_ wish: Wish, _ words: ItemWords) -> Double {
        let tags = PlainWords.stems(in: words.tags.joined(separator: " "))
        let others = PlainWords.stems(in: words.title + " " + words.description)
        func coverage(_ stems: Set<String>) -> Double {
            guard !stems.isEmpty else { return 0 }
            let sum = stems.reduce(0.0) { $0 + (tags.contains($1) ? 1 : others.contains($1) ? 0.5 : 0) }
            return sum / Double(stems.count)
        }
        let query = wish.queries.map { coverage($0.stems) }.max() ?? 0
        return 0.7 * query + 0.3 * coverage(wish.sentence.stems)
    }

    /// Whether a phrase to avoid is met: all its words are there, or a tag means the same.
    private mutating func isAvoided(_ wish: Wish, _ words: ItemWords) -> Bool {
        guard !wish.avoided.isEmpty else { return false }
        let known = PlainWords.stems(in: words.title + " " + words.combined)
        for phrase in wish.avoided {
            if phrase.stems.isSubset(of: known) { return true }
            let tags = words.tags.map { vector(ofTag: $0) }
            if Self.best(phrase.vector, tags) > 0.75 { return true }
        }
        return false
    }

    private static func best(_ vector: [Float]?, _ tags: [[Float]]) -> Float {
        guard let vector else { return 0 }
        return tags.reduce(0) { max($0, Vector.dot(vector, $1)) }
    }

    private mutating func vector(ofTag tag: String) -> [Float] {
        if let known = tagVectors[tag] { return known }
        let vector = vectors?.vector(of: tag) ?? []
        tagVectors[tag] = vector
        return vector
    }
}

/// Arithmetic on vectors of one length.
enum Vector {
    /// The sum of products; over the shorter length when they differ.
    static func dot(_ a: [Float], _ b: [Float]) -> Float {
        a.withUnsafeBufferPointer { a in b.withUnsafeBufferPointer { b in dot(a, b) } }
    }

    /// The sum of products, eight lanes at a time: the order of additions is fixed, so results are the same everywhere.
    static func dot(_ a: UnsafeBufferPointer<Float>, _ b: UnsafeBufferPointer<Float>) -> Float {
        let count = min(a.count, b.count)
        guard count > 0 else { return 0 }
        let (a, b) = (UnsafeRawBufferPointer(a), UnsafeRawBufferPointer(b))
        var sums = SIMD8<Float>.zero
        var index = 0
        while index + 8 <= count {
            sums +=
                a.loadUnaligned(fromByteOffset: index * 4, as: SIMD8<Float>.self)
                * b.loadUnaligned(fromByteOffset: index * 4, as: SIMD8<Float>.self)
            index += 8
        }
        var sum = sums.sum()
        while index < count {
            sum +=
                a.loadUnaligned(fromByteOffset: index * 4, as: Float.self)
                * b.loadUnaligned(fromByteOffset: index * 4, as: Float.self)
            index += 1
        }
        return sum
    }
}
