internal import Film
import SQLite

/// Finds the candidates for wishes among the indexed items.
struct Matcher {
    /// How many candidates a wish keeps from each of the two rough choices, by meaning and by spelling.
    static let shortlist = 32

    /// An item that was considered for a wish.
    struct Candidate: Sendable {
        /// Row id, unique among one library's candidates.
        let id: Int
        let item: FootageItem
        /// How related it is, 0...1.
        let relevance: Double
    }

    private let store: LibraryStore
    private let dimensions: Int
    private var ids: [Int] = []
    private var vectors: [Float] = []
    private var position: [Int: Int] = [:]
    private var fingerprints: Set<Int64> = []
    private var items: [Int: FootageItem] = [:]
    private var relevance: Relevance

    /// Below this relevance a picture is unrelated.
    var threshold: Double { relevance.threshold }

    /// Loads the vectors of the items below some folders; of copies of one file only the first.
    init(store: LibraryStore, folders: [String], vectors words: WordVectors?) throws {
        self.store = store
        relevance = Relevance(vectors: words)
        dimensions = words?.dimensions ?? 0
        for folder in folders {
            let (low, high) = LibraryStore.range(below: folder)
            _ = try store.connection.rows(
                "SELECT id, fingerprint, vector FROM items WHERE path >= ? AND path < ? ORDER BY path",
                [.text(low), .text(high)]
            ) { row in
                guard position[row.integer(0)] == nil, fingerprints.insert(Int64(row.integer(1))).inserted else {
                    return
                }
                position[row.integer(0)] = ids.count
                ids.append(row.integer(0))
                let start = vectors.count
                vectors.append(contentsOf: repeatElement(0, count: dimensions))
                row.withBlob(2) { blob in
                    guard blob.count == dimensions * 4 else { return }
                    vectors.withUnsafeMutableBytes { all in
                        UnsafeMutableRawBufferPointer(rebasing: all[(start * 4)...]).copyMemory(from: blob)
                    }
                }
            }
        }
    }

    /// What a wish after the first counts: what the words say must be clearer than what the writer asked for.
    static let secondary = 0.85

    /// The candidates for a scene's wishes, each as it suits best, best first; equal ones by path.
    mutating func candidates(for wishes: [Wish]) throws -> [Candidate] {
        var best: [Int: Candidate] = [:]
        for (place, wish) in wishes.enumerated() {
            for candidate in try candidates(for: wish) {
                let relevance = candidate.relevance * (place == 0 ? 1 : Self.secondary)
                if relevance > best[candidate.id]?.relevance ?? 0 {
                    best[candidate.id] = Candidate(id: candidate.id, item: candidate.item, relevance: relevance)
                }
            }
        }
        return best.values.sorted { ($1.relevance, $0.item.path) < ($0.relevance, $1.item.path) }
    }

    /// The candidates for a wish, best first; equal ones by path.
    mutating func candidates(for wish: Wish) throws -> [Candidate] {
        var chosen = nearest(to: wish.direction)
        if let expression = PlainWords.expression(wish.spelled) {
            // Copies and other folders' items are among the hits: ask for more, keep those that take part.
            let hits = try store.rows(matching: expression, limit: Self.shortlist * 4)
            chosen.formUnion(hits.filter { position[$0] != nil }.prefix(Self.shortlist))
        }
        var candidates: [Candidate] = []
        for id in chosen.sorted() {
            guard let item = try item(id), let position = position[id] else { continue }
            let vector =
                dimensions == 0 ? nil : Array(vectors[position * dimensions..<(position + 1) * dimensions])
            let score = relevance.score(wish, item.words, vector: vector)
            if score > 0 { candidates.append(Candidate(id: id, item: item, relevance: score)) }
        }
        return candidates.sorted { ($1.relevance, $0.item.path) < ($0.relevance, $1.item.path) }
    }

    private func nearest(to direction: [Float]?) -> Set<Int> {
        guard let direction, dimensions > 0 else { return [] }
        let scores = direction.withUnsafeBufferPointer { direction in
            vectors.withUnsafeBufferPointer { all in
                ids.indices.map { index in
                    let start = index * dimensions
                    return Vector.dot(direction, UnsafeBufferPointer(rebasing: all[start..<start + dimensions]))
                }
            }
        }
        var best: [(score: Float, index: Int)] = []
        for (index, score) in scores.enumerated() where score > 0 {
            if best.count == Self.shortlist, let last = best.last, score <= last.score { continue }
            let place = best.firstIndex { $0.score < score } ?? best.count
            best.insert((score, index), at: place)
            if best.count > Self.shortlist { best.removeLast() }
        }
        return Set(best.map { ids[$0.index] })
    }

    private mutating func item(_ id: Int) throws -> FootageItem? {
        if let known = items[id] { return known }
        let item = try store.item(id)
        items[id] = item
        return item
    }
}
