extension FilmStore {
    /// Events of all films after a number, put together film by film: right for any store, slow for one with many films.
    package func events(after number: Int64, limit: Int) async throws -> [FilmEvent] {
        var found: [FilmEvent] = []
        var query = FilmQuery()
        query.limit = 100
        while true {
            let page = try await films(query)
            for film in page.films {
                found += try await events(of: film.id, after: number, limit: limit)
            }
            guard page.hasMore, let last = page.films.last else { break }
            query.after = last.id
        }
        return Array(found.sorted { $0.number < $1.number }.prefix(limit))
    }
}
