extension FootageLibrary {
    /// An item that was found, and how well it fits.
    package struct Hit: Sendable, Equatable {
        /// The item.
        package let item: FootageItem
        /// 0 (nothing in common) to 1 (the very thing).
        package let score: Double
    }

    /// Finds items by words and, with word vectors, by meaning; best first.
    ///
    /// - Parameters:
    ///   - text: Anything a person types; no character in it has a special meaning.
    ///   - limit: The most hits wanted.
    ///   - folders: Where to look; everywhere when `nil`.
    ///   - shelf: A second library to look through, all of it.
    /// - Returns: The hits, at most `limit`.
    /// - Throws: A `FilmError` (`output`) when the index cannot be used.
    package func search(
        _ text: String, limit: Int = 20, folders: [String]? = nil, shelf: FootageLibrary? = nil
    ) async throws -> [Hit] {
        let wish = Wish(sentence: text, queries: [text], vectors: vectors)
        guard !wish.spelled.isEmpty, limit > 0 else { return [] }
        let own = try await candidates(for: [[wish]], folders: folders?.map(Self.absolute))
        let found = own.merged(with: try await shelf?.candidates(for: [[wish]]))
        return found.scenes.joined().filter { $0.relevance >= found.threshold * 0.6 }
            .prefix(limit).map { Hit(item: $0.item, score: $0.relevance) }
    }
}
