internal import Films
internal import Synchronization

/// The films that were asked for or changed lately, so that asking how a film is seldom reaches the database.
///
/// Two generations: what is used moves to the young one; when that is full, the old one is forgotten.
final class FilmCache: Sendable {
    private struct State {
        var young: [FilmID: FilmRecord] = [:]
        var old: [FilmID: FilmRecord] = [:]
        /// Counts what was removed, so that a reader that was under way does not put back what it read before.
        var removals = 0
        /// When the database was last seen to hold nothing that is not known here.
        var checked: ContinuousClock.Instant?
    }

    /// How old knowledge of other processes' changes may be.
    static let trust = Duration.milliseconds(50)

    private let state = Mutex(State())
    private let half: Int
    private let clock = ContinuousClock()

    /// Makes an empty cache for so many films at most.
    init(limit: Int = 16_384) { half = max(limit / 2, 1) }

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

    /// Notes that all changes are known as of now.
    func trust() {
        let now = clock.now
        state.withLock { $0.checked = now }
    }

    private func add(_ film: FilmRecord, _ state: inout State) {
        if state.young.count >= half {
            state.old = state.young
            state.young = [:]
            state.removals += 1
        }
        state.young[film.id] = film
    }
}
