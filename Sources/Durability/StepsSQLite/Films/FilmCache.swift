internal import Film
internal import Films
internal import Synchronization

/// The films that were asked for or changed lately, so that asking how a film is seldom reaches the database.
///
/// Two generations: what is used moves to the young one; when that is full, the old one is forgotten. Full is a matter of
/// bytes: a film may have been asked for with one sentence or with a book.
final class FilmCache: Sendable {
    private struct State {
        var young: [FilmID: FilmRecord] = [:]
        var old: [FilmID: FilmRecord] = [:]
        /// About how many bytes the young ones are.
        var weight = 0
        /// Counts what was removed, so that a reader that was under way does not put back what it read before.
        var removals = 0
        /// When the database was last seen to hold nothing that is not known here.
        var checked: ContinuousClock.Instant?
    }

    /// How old knowledge of other processes' changes may be.
    static let trust = Duration.milliseconds(100)
    /// About what a film weighs without its words, in bytes.
    private static let weight = 2048

    private let state = Mutex(State())
    private let half: Int
    private let clock = ContinuousClock()

    /// Makes an empty cache of so many bytes, about.
    init(limit: Int = 24 << 20) { half = limit / 2 }

    /// Whether what is known was checked against other processes' changes a moment ago.
    var isTrusted: Bool {
        let now = clock.now
        return state.withLock { state in state.checked.map { $0.duration(to: now) < Self.trust } ?? false }
    }

    /// A film that is known.
    func film(_ id: FilmID) -> FilmRecord? {
        state.withLock { state in
            if let film = state.young[id] { return film }
            guard let film = state.old.removeValue(forKey: id) else { return nil }
            add(film, &state)
            return film
        }
    }

    /// Keeps a film as it was just committed.
    func put(_ film: FilmRecord) {
        state.withLock { state in
            state.old[film.id] = nil
            add(film, &state)
        }
    }

    /// The state of knowledge to pass to ``put(_:readAt:)``.
    var moment: Int { state.withLock { $0.removals } }

    /// Keeps a film that was read from the database, unless something newer is known or may have been.
    func put(_ film: FilmRecord, readAt moment: Int) {
        state.withLock { state in
            guard state.removals == moment, state.young[film.id] == nil, state.old[film.id] == nil else { return }
            add(film, &state)
        }
    }

    /// Forgets films that somebody else changed or deleted.
    func remove(_ ids: some Sequence<FilmID>) {
        state.withLock { state in
            for id in ids {
                state.young[id] = nil
                state.old[id] = nil
                state.removals += 1
            }
        }
    }

    /// Forgets everything.
    func removeAll() {
        state.withLock { state in
            state.young = [:]
            state.old = [:]
            state.weight = 0
            state.removals += 1
        }
    }

    /// Notes that all changes are known as of now.
    func trust() {
        let now = clock.now
        state.withLock { $0.checked = now }
    }

    private func add(_ film: FilmRecord, _ state: inout State) {
        if state.weight >= half {
            state.old = state.young
            state.young = [:]
            state.weight = 0
            state.removals += 1
        }
        // A film that is put again and again counts each time: the generation ends a little sooner.
        state.weight += Self.weight + film.wordCount
        state.young[film.id] = film
    }
}

extension FilmRecord {
    /// The bytes of its long texts.
    fileprivate var wordCount: Int {
        let words =
            switch request.brief.source {
            case .prompt(let text), .script(let text): text.utf8.count
            }
        return words + (request.storyboard?.utf8.count ?? 0)
    }
}
