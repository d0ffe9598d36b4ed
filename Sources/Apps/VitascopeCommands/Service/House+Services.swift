internal import API
internal import Film
internal import Films
internal import Footage
internal import Rendering
internal import Workers

extension House {
    /// Searches what films may be illustrated with; everything there is when no words are given.
    func search(_ words: String, limit: Int) async throws -> [LibraryEntry] {
        let library = try await workshop.library { _ in }
        let folders = maker.standingFolders
        for folder in folders { try await library.add(folder: folder) }
        guard words.contains(where: { !$0.isWhitespace }) else {
            var entries: [LibraryEntry] = []
            for folder in folders where entries.count < limit {
                entries += try await library.list(folder: folder).map { LibraryEntry($0, score: nil) }
            }
            return Array(entries.prefix(limit))
        }
        return try await library.search(words, limit: limit, folders: folders).map {
            LibraryEntry($0.item, score: $0.score)
        }
    }

    /// Plans a request and speaks its sentences, so that its film begins with them done.
    func prefetch(_ request: FilmRequest) async throws {
        let storyboard = try await maker.plan(request) { _ in }
        let turns = scheduler.join(lane: .long, priority: -10)
        turns.play()
        defer { turns.leave() }
        try await workshop.speakAll(
            storyboard, Making(turns: turns, scheduling: { turns.scheduling($0) }) { _ in })
    }
}

extension LibraryEntry {
    /// An item as clients see it.
    fileprivate init(_ item: FootageItem, score: Double?) {
        self.init(
            path: item.path, kind: item.kind.rawValue,
            title: item.words.title.isEmpty ? item.words.description : item.words.title, score: score,
            width: item.width, height: item.height,
            seconds: item.kind == .clip ? Double(item.duration) / 1000 : nil, credit: item.credit)
    }
}
