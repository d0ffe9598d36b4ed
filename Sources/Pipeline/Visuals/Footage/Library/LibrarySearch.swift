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
    /// - Returns: The hits, at most `limit`.
    /// - Throws: A `FilmError` (`output`) when the index cannot be used.
    package func search(_ text: String, limit: Int = 20, folders: [String]? = nil) async throws -> [Hit] {
        let wish = Wish(sentence: text, queries: [text], vectors: vectors)
        guard !wish.spelled.isEmpty, limit > 0 else { return [] }
        let places = folders?.map(Self.absolute)
        return try await work { [self] store in
            try completeVectors(store)
            var matcher = try Matcher(store: store, folders: try places ?? store.folders(), vectors: vectors)
            return try matcher.candidates(for: wish).filter { $0.relevance >= matcher.threshold * 0.6 }
                .prefix(limit).map { Hit(item: $0.item, score: $0.relevance) }
        }
    }
}
