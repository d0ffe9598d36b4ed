package import Films
import Platform

/// Removes what nobody needs any more: films whose time is over, folders without a film, replaced revisions, files that
/// never got their names, and results that were unused the longest.
package struct Housekeeper: Sendable {
    /// How old a folder must be before it counts as left behind, in milliseconds.
    private static let grace: Int64 = 3_600_000

    /// What was removed.
    package struct Report: Sendable, Equatable {
        /// Films removed.
        package var films: [FilmID] = []
        /// Folders that belonged to no film, or to a revision that was replaced.
        package var folders: [String] = []
        /// Bytes of results removed.
        package var cache = 0
        /// Bytes freed in all.
        package var bytes = 0

        /// Nothing removed.
        package init() {}
    }

    private let store: any FilmStore
    private let places: FilmPlaces
    private let trim: @Sendable (_ dryRun: Bool) async throws -> Int
    private let now: FilmClock

    /// Prepares housekeeping.
    ///
    /// - Parameters:
    ///   - store: The films.
    ///   - places: Where their files are.
    ///   - trim: Brings the cache of results to its size, or only tells what that would free.
    ///   - now: Milliseconds since 1970.
    package init(
        store: any FilmStore, places: FilmPlaces, trim: @escaping @Sendable (_ dryRun: Bool) async throws -> Int,
        now: @escaping FilmClock
    ) {
        self.store = store
        self.places = places
        self.trim = trim
        self.now = now
    }

    /// Removes what is to go.
    ///
    /// - Parameters:
    ///   - age: Films that ended so many milliseconds ago or earlier go too, whatever they were promised; `nil` for none.
    ///   - dryRun: Only tells.
    /// - Returns: What was removed, or would be.
    /// - Throws: `FilmStoreError`; a `FilmError` when files cannot be removed.
    package func clean(endedBefore age: Int64? = nil, dryRun: Bool = false) async throws -> Report {
        var report = Report()
        for film in try await outdated(age) {
            report.bytes += await size(of: places.folder(of: film))
            report.films.append(film)
            if !dryRun { try await remove(film) }
        }
        for folder in try await leftovers(besides: Set(report.films)) {
            report.bytes += await size(of: folder)
            report.folders.append(folder)
            if !dryRun { try await runBlocking("housekeeping") { try FileSystem.remove(folder) } }
        }
        for file in await unfinished() {
            report.bytes += FileSystem.facts(file)?.size ?? 0
            if !dryRun { try await runBlocking("housekeeping") { try FileSystem.remove(file) } }
        }
        report.cache = try await trim(dryRun)
        report.bytes += report.cache
        return report
    }

    /// Films whose promised time is over, and those that ended before an age.
    private func outdated(_ age: Int64?) async throws -> [FilmID] {
        var films = try await store.expired(at: now(), limit: 1000)
        guard let age else { return films }
        var query = FilmQuery()
        query.statuses = Set(FilmStatus.allCases.filter(\.isFinal))
        query.before = now() - age
        query.limit = 100
        while true {
            let page = try await store.films(query)
            let old = page.films.filter { ($0.ended ?? $0.created) < now() - age && !films.contains($0.id) }
            films += old.map(\.id)
            guard page.hasMore, let last = page.films.last else { return films }
            query.after = last.id
        }
    }

    private func remove(_ film: FilmID) async throws {
        do { try await store.delete(film) } catch FilmStoreError.unknownFilm {}
        let folder = places.folder(of: film)
        try await runBlocking("housekeeping") { try FileSystem.remove(folder) }
    }

    /// Folders whose film is gone, and those of revisions before the last finished one.
    private func leftovers(besides films: Set<FilmID>) async throws -> [String] {
        let top = Path.join(places.data, "films")
        let names = try await runBlocking("housekeeping") { (try? FileSystem.names(in: top)) ?? [] }
        var folders: [String] = []
        for name in names {
            let folder = Path.join(top, name)
            guard isOld(folder), let film = FilmID(rawValue: name), !films.contains(film) else { continue }
            guard let record = try await store.film(film) else {
                folders.append(folder)
                continue
            }
            guard let finished = record.finishedRevision, finished > 1 else { continue }
            folders += (1..<finished).map { places.folder(of: film, revision: $0) }.filter(isOld)
        }
        return folders
    }

    /// Files that a process was writing when it was killed, and that never got their names.
    private func unfinished() async -> [String] {
        let folders = [Path.join(places.data, "films"), places.artifacts]
        return
            (try? await runBlocking("housekeeping") {
                try folders.filter { FileSystem.facts($0) != nil }.flatMap { try AtomicFile.leftovers(in: $0) }.filter(
                    isOld)
            }) ?? []
    }

    private func isOld(_ folder: String) -> Bool {
        FileSystem.facts(folder).map { $0.modified / 1_000_000 < now() - Self.grace } ?? false
    }

    private func size(of folder: String) async -> Int {
        (try? await runBlocking("housekeeping") {
            try FileSystem.files(in: folder).reduce(0) { $0 + $1.facts.size }
        }) ?? 0
    }
}
