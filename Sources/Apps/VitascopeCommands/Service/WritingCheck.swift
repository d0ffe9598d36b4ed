internal import API
internal import StepsSQLite

/// Whether the database takes changes, tried once in a few seconds at most: everybody may ask, and trying waits for the
/// disk.
actor WritingCheck {
    private static let pace = Duration.seconds(3)

    private let films: SQLiteFilms
    private var known: (check: ReadinessCheck, time: ContinuousClock.Instant)?

    init(films: SQLiteFilms) { self.films = films }

    /// How the last try went.
    func outcome() async -> ReadinessCheck {
        if let known, ContinuousClock.now - known.time < Self.pace { return known.check }
        var check = ReadinessCheck(name: "writing", fault: nil)
        do {
            try await films.checkWriting()
        } catch {
            check.fault = APIError.telling(error)?.message ?? "The database does not answer."
        }
        known = (check, ContinuousClock.now)
        return check
    }
}
