internal import Film

extension FilmRecord {
    /// The words it was asked with, folded for searching.
    package var searchText: String {
        switch request.brief.source {
        case .prompt(let text), .script(let text): FilmQuery.fold(text)
        }
    }
}

extension FilmQuery {
    /// What is compared when text is searched: all in lower case.
    package static func fold(_ text: String) -> String { text.lowercased() }

    /// How many films are given at most.
    package var pageSize: Int { min(max(limit, 1), 100) }

    /// Whether a film is wanted, its place in the order left aside.
    package func matches(_ film: FilmRecord) -> Bool {
        if !statuses.isEmpty, !statuses.contains(film.status) { return false }
        if let from, film.created < from { return false }
        if let before, film.created >= before { return false }
        if labels.contains(where: { film.request.labels[$0.key] != $0.value }) { return false }
        guard let text, !text.isEmpty else { return true }
        let wanted = Self.fold(text)
        return film.searchText.contains(wanted) || film.title.map { Self.fold($0).contains(wanted) } == true
    }
}
