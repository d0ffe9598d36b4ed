internal import Films
internal import SQLite

extension FilmTables {
    /// The waiting films among which a worker's next one is: see ``WorkerOffer/choose(from:load:now:)``.
    func heads(_ offer: WorkerOffer, now: Int64) throws -> [WaitingFilm] {
        var heads: [WaitingFilm] = []
        for lane in offer.lanes {
            heads += try connection.rows(
                """
                SELECT id, lane, rank, since, memory, bytes FROM films INDEXED BY films_waiting
                WHERE status = 'queued' AND lane = ?1 AND not_before <= ?2 AND memory <= ?3 AND bytes <= ?4
                ORDER BY rank, id LIMIT 1
                """, [.text(lane.rawValue), .integer(now), .integer(offer.memory), .integer(offer.disk)],
                Self.waiting
            ).compactMap { $0 }
            guard offer.memory < .max || offer.disk < .max else { continue }
            heads += try connection.rows(
                """
                SELECT id, lane, rank, since, memory, bytes FROM films INDEXED BY films_waiting
                WHERE status = 'queued' AND lane = ?1 AND not_before <= ?2 AND (memory > ?3 OR bytes > ?4)
                    AND since <= ?5
                ORDER BY rank, id LIMIT 64
                """,
                [
                    .text(lane.rawValue), .integer(now), .integer(offer.memory), .integer(offer.disk),
                    .integer(now - FilmRules.patience),
                ], Self.waiting
            ).compactMap { $0 }
        }
        return heads
    }

    /// What a worker is making.
    func load(of worker: String) throws -> WorkerLoad {
        try connection.rows(
            """
            SELECT id, lane, rank, since, memory, bytes FROM films INDEXED BY films_running
            WHERE status = 'running' AND worker = ?
            """, [.text(worker)], Self.waiting
        ).compactMap { $0 }.reduce(into: WorkerLoad()) { $0.add($1) }
    }

    /// Films whose workers have been silent for too long, or were seen at a time that has not come.
    func silent(now: Int64) throws -> [FilmID] {
        try connection.rows(
            """
            SELECT id FROM films INDEXED BY films_running
            WHERE status = 'running' AND (seen <= ?1 OR seen > ?2) ORDER BY id LIMIT 1000
            """, [.integer(now - FilmRules.leaseLength), .integer(now)]
        ) { FilmID(rawValue: $0.text(0)) }.compactMap { $0 }
    }

    /// The processes that are making films, and which.
    func processes() throws -> [(process: String, film: FilmID)] {
        try connection.rows(
            "SELECT coalesce(process, ''), id FROM films INDEXED BY films_running WHERE status = 'running'"
        ) { row in FilmID(rawValue: row.text(1)).map { (row.text(0), $0) } }.compactMap { $0 }
    }

    /// Films that wait for a time which only a clock that was set back can have meant.
    func dreaming(now: Int64, rules: FilmRules) throws -> [FilmID] {
        try connection.rows(
            "SELECT id FROM films INDEXED BY films_waiting WHERE status = 'queued' AND not_before > ?",
            [.integer(now + rules.longestBackoff)]
        ) { FilmID(rawValue: $0.text(0)) }.compactMap { $0 }
    }

    private static func waiting(_ row: Row) throws(SQLiteError) -> WaitingFilm? {
        guard let id = FilmID(rawValue: row.text(0)), let lane = Lane(rawValue: row.text(1)) else { return nil }
        return WaitingFilm(
            id: id, lane: lane, rank: Int64(row.integer(2)), since: Int64(row.integer(3)),
            memory: Int64(row.integer(4)), bytes: Int64(row.integer(5)))
    }
}
