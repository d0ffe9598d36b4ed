internal import Films
internal import SQLite

/// The statements of the films' tables, on one connection.
struct FilmTables {
    let connection: Connection

    // MARK: Films

    /// A film by its id.
    func entry(_ id: FilmID) throws -> FilmEntry? {
        try connection.rows(
            """
            SELECT id, status, lane, revision, attempt, created, started, ended, expires, since, not_before, token, worker,
                seen, state, request
            FROM films JOIN requests ON requests.film = films.key WHERE id = ?
            """, [.text(id.rawValue)], StoredFilm.init
        ).first?.entry()
    }

    /// Puts a new film in.
    func insert(_ entry: FilmEntry, _ text: FilmTexts) throws {
        let (record, standing) = (entry.record, entry.standing)
        do throws(SQLiteError) {
            try connection.run(
                """
                INSERT INTO films (id, status, lane, revision, attempt, created, started, ended, expires, since, rank,
                    not_before, token, memory, bytes, state)
                VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, ?, ?, ?, ?, 0, ?, ?, ?)
                """,
                [
                    .text(record.id.rawValue), .text(record.status.rawValue), .text(record.lane.rawValue),
                    .integer(record.revision), .integer(record.attempt), .integer(record.created),
                    .integer(optional: record.expires), .integer(standing.since), .integer(entry.rank),
                    .integer(standing.notBefore), .integer(record.estimate?.memory ?? 0),
                    .integer(record.estimate?.bytes ?? 0), .text(text.state),
                ])
        } catch {
            guard error.kind == .constraint else { throw error }
            throw FilmStoreError.conflict("The film's id is taken.")
        }
        let key = connection.lastInsertedID
        try connection.run(
            "INSERT INTO requests (film, request, words) VALUES (?, ?, ?)",
            [.integer(key), .text(text.request), .text(text.words)])
        for (name, value) in record.request.labels {
            try connection.run(
                "INSERT INTO labels (film, name, value) VALUES (?, ?, ?)", [.integer(key), .text(name), .text(value)])
        }
    }

    /// Writes what changed of a film.
    ///
    /// - Parameters:
    ///   - entry: The film.
    ///   - process: The sign of the process that is taking it now; otherwise the old one stays while the film is running.
    /// - Throws: What the database refuses.
    func update(_ entry: FilmEntry, takenBy process: String? = nil) throws {
        let (record, standing) = (entry.record, entry.standing)
        try connection.run(
            """
            UPDATE films SET status = ?2, lane = ?3, revision = ?4, attempt = ?5, started = ?6, ended = ?7, expires = ?8,
                since = ?9, rank = ?10, not_before = ?11, token = ?12, worker = ?13, seen = ?14, title = ?15, state = ?16,
                process = CASE WHEN ?2 = 'running' THEN coalesce(?17, process) END
            WHERE id = ?1
            """,
            [
                .text(record.id.rawValue), .text(record.status.rawValue), .text(record.lane.rawValue),
                .integer(record.revision), .integer(record.attempt), .integer(optional: record.started),
                .integer(optional: record.ended), .integer(optional: record.expires), .integer(standing.since),
                .integer(entry.rank), .integer(standing.notBefore), .integer(Int64(clamping: standing.token)),
                .text(optional: standing.worker), .integer(optional: standing.seen),
                .text(optional: record.title.map(FilmQuery.fold)), .text(try StoredJSON.text(FilmState(entry))),
                .text(optional: process),
            ])
    }

    /// Removes a film and all that hangs on it but its events.
    func delete(_ id: FilmID) throws {
        try connection.run("DELETE FROM films WHERE id = ?", [.text(id.rawValue)])
    }

    // MARK: Counters

    /// The next fencing token.
    func nextToken() throws -> UInt64 {
        UInt64(
            clamping: try connection.rows(
                "UPDATE counters SET value = value + 1 WHERE name = 'token' RETURNING value", [], { $0.integer(0) }
            ).first ?? 0)
    }

    // MARK: Storyboards

    /// A revision's storyboard.
    func storyboard(of id: FilmID, revision: Int?) throws -> String? {
        try connection.rows(
            """
            SELECT storyboard FROM storyboards JOIN films ON films.key = storyboards.film
            WHERE films.id = ?1 AND storyboards.revision = coalesce(?2, films.revision)
            """, [.text(id.rawValue), .integer(optional: revision.map(Int64.init))]
        ) { $0.text(0) }.first
    }

    /// Keeps a revision's storyboard.
    func keep(_ storyboard: String, of id: FilmID, revision: Int) throws {
        try connection.run(
            """
            INSERT INTO storyboards (film, revision, storyboard) SELECT key, ?2, ?3 FROM films WHERE id = ?1
            ON CONFLICT DO UPDATE SET storyboard = excluded.storyboard
            """, [.text(id.rawValue), .integer(revision), .text(storyboard)])
    }
}

/// A film's long texts, made before its turn to be written comes.
struct FilmTexts: Sendable {
    let state: String
    let request: String
    let words: String

    init(_ entry: FilmEntry) throws {
        state = try StoredJSON.text(FilmState(entry))
        request = try StoredJSON.text(entry.record.request)
        words = entry.record.searchText
    }
}
