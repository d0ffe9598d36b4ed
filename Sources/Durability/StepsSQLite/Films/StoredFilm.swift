internal import Films
internal import SQLite

/// A film's row as it was read, not yet understood: reading must not throw anything but the database's own errors.
struct StoredFilm {
    private let id: String
    private let status: String
    private let lane: String
    private let revision: Int
    private let attempt: Int
    private let created: Int64
    private let started: Int64?
    private let ended: Int64?
    private let expires: Int64?
    private let since: Int64
    private let notBefore: Int64
    private let token: UInt64
    private let worker: String?
    private let seen: Int64?
    private let state: String
    private let request: String

    init(_ row: Row) throws(SQLiteError) {
        id = row.text(0)
        status = row.text(1)
        lane = row.text(2)
        revision = row.integer(3)
        attempt = row.integer(4)
        created = Int64(row.integer(5))
        started = row.optional(6)
        ended = row.optional(7)
        expires = row.optional(8)
        since = Int64(row.integer(9))
        notBefore = Int64(row.integer(10))
        token = UInt64(clamping: row.integer(11))
        worker = row.isNull(12) ? nil : row.text(12)
        seen = row.optional(13)
        state = row.text(14)
        request = row.text(15)
    }

    /// The film.
    ///
    /// - Throws: ``FilmStoreError`` `.damaged` when its JSON cannot be understood.
    func entry() throws -> FilmEntry {
        guard let id = FilmID(rawValue: id), let status = FilmStatus(rawValue: status), let lane = Lane(rawValue: lane)
        else { throw FilmStoreError.damaged("The database holds a film that cannot be read.") }
        var record = FilmRecord(id: id, request: try StoredJSON.value(FilmRequest.self, request), created: created)
        record.status = status
        record.lane = lane
        record.revision = revision
        record.attempt = attempt
        record.started = started
        record.ended = ended
        record.expires = expires
        var standing = FilmStanding(since: since)
        standing.notBefore = notBefore
        standing.token = token
        standing.worker = worker
        standing.seen = seen
        var entry = FilmEntry(record: record, standing: standing)
        try StoredJSON.value(FilmState.self, state).fill(&entry)
        return entry
    }
}

extension Row {
    /// The column as an integer, or `nil` for null.
    func optional(_ column: Int) -> Int64? { isNull(column) ? nil : Int64(integer(column)) }
}

extension Value {
    /// An integer, or null for `nil`.
    static func integer(optional value: Int64?) -> Value { value.map { .integer($0) } ?? .null }
}
