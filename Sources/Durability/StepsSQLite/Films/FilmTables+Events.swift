internal import Films
internal import SQLite

extension FilmTables {
    /// Appends events of a film and drops the progress that they outdate.
    func append(_ kinds: [FilmEvent.Kind], of film: FilmRecord, now: Int64) throws -> [FilmEvent] {
        guard !kinds.isEmpty else { return [] }
        let last =
            try connection.rows(
                "UPDATE counters SET value = value + ? WHERE name = 'event' RETURNING value", [.integer(kinds.count)]
            ) { Int64($0.integer(0)) }.first ?? 0
        if kinds.contains(where: \.isProgress) {
            try connection.run(
                "DELETE FROM events INDEXED BY events_progress WHERE film = ? AND is_progress = 1",
                [.text(film.id.rawValue)])
        }
        let events = kinds.enumerated().map { offset, kind in
            FilmEvent(
                number: last - Int64(kinds.count - 1 - offset), film: film.id, revision: film.revision, time: now,
                kind: kind)
        }
        let progress = events.last(where: \.kind.isProgress)?.number
        for event in events where !event.kind.isProgress || event.number == progress {
            try connection.run(
                "INSERT INTO events (number, film, revision, time, is_progress, kind) VALUES (?, ?, ?, ?, ?, ?)",
                [
                    .integer(event.number), .text(film.id.rawValue), .integer(event.revision), .integer(event.time),
                    .integer(event.kind.isProgress ? 1 : 0), .text(try Self.text(event.kind)),
                ])
        }
        return events
    }

    /// Events of one film.
    func events(of id: FilmID, after number: Int64, limit: Int) throws -> [FilmEvent] {
        try connection.rows(
            """
            SELECT number, film, revision, time, kind FROM events INDEXED BY events_film
            WHERE film = ? AND number > ? ORDER BY number LIMIT ?
            """, [.text(id.rawValue), .integer(number), .integer(max(limit, 0))], StoredEvent.init
        ).map { try $0.event() }
    }

    /// Events of all films.
    func events(after number: Int64, limit: Int = .max) throws -> [FilmEvent] {
        try connection.rows(
            "SELECT number, film, revision, time, kind FROM events WHERE number > ? ORDER BY number LIMIT ?",
            [.integer(number), .integer(max(limit, 0))], StoredEvent.init
        ).map { try $0.event() }
    }

    /// The last number given out.
    func lastEvent() throws -> Int64 {
        try connection.rows("SELECT value FROM counters WHERE name = 'event'") { Int64($0.integer(0)) }.first ?? 0
    }

    /// Drops a film's events that are too many; the oldest go first.
    func trimEvents(of id: FilmID) throws {
        try connection.run(
            """
            DELETE FROM events WHERE film = ?1 AND number <= (
                SELECT number FROM events WHERE film = ?1 ORDER BY number DESC LIMIT 1 OFFSET ?2)
            """, [.text(id.rawValue), .integer([FilmEvent].longestHistory)])
    }

    /// Drops all of a film's events.
    func dropEvents(of id: FilmID) throws {
        try connection.run("DELETE FROM events WHERE film = ?", [.text(id.rawValue)])
    }

    private static func text(_ kind: FilmEvent.Kind) throws -> String {
        // The event of every submission need not be made anew.
        kind == .queued ? #"{"queued":{}}"# : try StoredJSON.text(kind)
    }
}

/// An event's row as it was read.
private struct StoredEvent {
    private let number: Int64
    private let film: String
    private let revision: Int
    private let time: Int64
    private let kind: String

    init(_ row: Row) throws(SQLiteError) {
        number = Int64(row.integer(0))
        film = row.text(1)
        revision = row.integer(2)
        time = Int64(row.integer(3))
        kind = row.text(4)
    }

    func event() throws -> FilmEvent {
        guard let film = FilmID(rawValue: film) else {
            throw FilmStoreError.damaged("The database holds an event that cannot be read.")
        }
        return FilmEvent(
            number: number, film: film, revision: revision, time: time,
            kind: try StoredJSON.value(FilmEvent.Kind.self, kind))
    }
}
