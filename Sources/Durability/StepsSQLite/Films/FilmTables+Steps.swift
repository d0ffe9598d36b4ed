internal import Films
internal import SQLite
internal import Steps

extension FilmTables {
    /// Makes sure of a film's lease without reading the film.
    ///
    /// - Throws: `LeaseError`.
    func check(_ lease: FilmLease) throws {
        let rows = try connection.rows(
            "SELECT status, token, revision FROM films WHERE id = ?", [.text(lease.film.rawValue)]
        ) { ($0.text(0), UInt64(clamping: $0.integer(1)), $0.integer(2)) }
        guard let (status, token, revision) = rows.first else { throw LeaseError.cancelled }
        if token == lease.token, status == FilmStatus.cancelled.rawValue { throw LeaseError.cancelled }
        guard status == FilmStatus.running.rawValue, token == lease.token, revision == lease.revision else {
            throw LeaseError.stale
        }
    }

    /// What earlier holders of a film did with its steps.
    func steps(of lease: FilmLease) throws -> [StepID: StepHistory] {
        let rows = try connection.rows(
            """
            SELECT kind, subject, failures, losses, result FROM steps
            WHERE film = (SELECT key FROM films WHERE id = ?) AND revision = ?
            """, [.text(lease.film.rawValue), .integer(lease.revision)]
        ) { row -> (StepID, StepHistory)? in
            guard let kind = StepKind(rawValue: row.text(0)) else { return nil }
            var history = StepHistory()
            history.failures = row.integer(2)
            history.losses = row.integer(3)
            history.key = row.isNull(4) ? nil : row.text(4)
            return (StepID(kind, row.text(1)), history)
        }
        return Dictionary(rows.compactMap { $0 }) { first, _ in first }
    }

    /// A step was begun.
    func begin(_ step: StepID, _ lease: FilmLease) throws {
        try connection.run(
            """
            INSERT INTO steps (film, revision, kind, subject, is_begun, failures, losses)
            SELECT key, ?2, ?3, ?4, 1, 0, 0 FROM films WHERE id = ?1
            ON CONFLICT DO UPDATE SET is_begun = 1
            """, Self.place(step, lease))
    }

    /// A step ended.
    func end(_ step: StepID, _ outcome: StepOutcome, _ lease: FilmLease) throws {
        switch outcome {
        case .done(let key):
            try connection.run(
                """
                INSERT INTO steps (film, revision, kind, subject, is_begun, failures, losses, result)
                SELECT key, ?2, ?3, ?4, 0, 0, 0, ?5 FROM films WHERE id = ?1
                ON CONFLICT DO UPDATE SET is_begun = 0, failures = 0, losses = 0, result = excluded.result
                """, Self.place(step, lease) + [.text(key)])
        case .retry, .failed:
            try connection.run(
                """
                INSERT INTO steps (film, revision, kind, subject, is_begun, failures, losses)
                SELECT key, ?2, ?3, ?4, 0, 1, 0 FROM films WHERE id = ?1
                ON CONFLICT DO UPDATE SET is_begun = 0, failures = failures + 1, result = NULL
                """, Self.place(step, lease))
        }
    }

    /// The film was given back in order: nobody vanished over its steps.
    func settleSteps(of film: FilmRecord) throws {
        try connection.run(
            "UPDATE steps SET is_begun = 0 WHERE film = (SELECT key FROM films WHERE id = ?) AND revision = ? AND is_begun",
            [.text(film.id.rawValue), .integer(film.revision)])
    }

    /// The film's worker vanished while it did some steps.
    func loseSteps(of film: FilmRecord) throws {
        try connection.run(
            """
            UPDATE steps SET is_begun = 0, losses = losses + (result IS NULL)
            WHERE film = (SELECT key FROM films WHERE id = ?) AND revision = ? AND is_begun
            """, [.text(film.id.rawValue), .integer(film.revision)])
    }

    /// The film is tried again: its steps have all their attempts again.
    func forgiveSteps(of film: FilmRecord, losses: Bool) throws {
        try connection.run(
            """
            UPDATE steps SET failures = 0, losses = CASE WHEN ?3 THEN 0 ELSE losses END
            WHERE film = (SELECT key FROM films WHERE id = ?1) AND revision = ?2
            """, [.text(film.id.rawValue), .integer(film.revision), .integer(losses ? 1 : 0)])
    }

    /// The film is done and needs its steps no more.
    func dropSteps(of film: FilmRecord) throws {
        try connection.run(
            "DELETE FROM steps WHERE film = (SELECT key FROM films WHERE id = ?)", [.text(film.id.rawValue)])
    }

    private static func place(_ step: StepID, _ lease: FilmLease) -> [Value] {
        [.text(lease.film.rawValue), .integer(lease.revision), .text(step.kind.rawValue), .text(step.subject)]
    }
}
