internal import Films
internal import SQLite

extension FilmTables {
    /// What an idempotency key was used for.
    func use(of key: IdempotencyKey) throws -> (fingerprint: String, film: String, time: Int64)? {
        try connection.rows(
            "SELECT fingerprint, film, time FROM submission_keys WHERE owner = ? AND key = ?",
            [.text(key.owner), .text(key.key)]
        ) { ($0.text(0), $0.text(1), Int64($0.integer(2))) }.first
    }

    /// Notes what an idempotency key is used for.
    func use(_ key: IdempotencyKey, for film: FilmID, now: Int64) throws {
        try connection.run(
            "INSERT OR REPLACE INTO submission_keys (owner, key, fingerprint, film, time) VALUES (?, ?, ?, ?, ?)",
            [.text(key.owner), .text(key.key), .text(key.fingerprint), .text(film.rawValue), .integer(now)])
    }

    /// A page of films, and one more where there is one.
    ///
    /// Text is looked for in every film's words: no index, so that accepting a film stays cheap.
    func films(_ query: FilmQuery) throws -> [FilmEntry] {
        let statuses = query.statuses.map(\.rawValue).sorted().joined(separator: ",")
        let text = query.text.map(FilmQuery.fold) ?? ""
        let bounds: [Value] = [
            .text(statuses), .integer(query.from ?? .min), .integer(query.before ?? .max), .text(text),
            .text(try StoredJSON.text(query.labels)), .integer(query.pageSize + 1),
        ]
        // Ids begin with a letter: they lie between the empty text and a tilde.
        let rows =
            query.ascending
            ? try connection.rows(
                """
                SELECT id, status, lane, revision, attempt, created, started, ended, expires, since, not_before, token,
                    worker, seen, state, request
                FROM films JOIN requests ON requests.film = films.key
                WHERE id > ?7 AND (?1 = '' OR instr(?1, status)) AND created >= ?2 AND created < ?3
                    AND (?4 = '' OR instr(words, ?4) OR instr(title, ?4))
                    AND (?5 = '{}' OR NOT EXISTS (SELECT 1 FROM json_each(?5) AS wanted WHERE NOT EXISTS (
                        SELECT 1 FROM labels
                        WHERE labels.film = films.key AND labels.name = wanted.key AND labels.value = wanted.value)))
                ORDER BY id LIMIT ?6
                """, bounds + [.text(query.after?.rawValue ?? "")], StoredFilm.init)
            : try connection.rows(
                """
                SELECT id, status, lane, revision, attempt, created, started, ended, expires, since, not_before, token,
                    worker, seen, state, request
                FROM films JOIN requests ON requests.film = films.key
                WHERE id < ?7 AND (?1 = '' OR instr(?1, status)) AND created >= ?2 AND created < ?3
                    AND (?4 = '' OR instr(words, ?4) OR instr(title, ?4))
                    AND (?5 = '{}' OR NOT EXISTS (SELECT 1 FROM json_each(?5) AS wanted WHERE NOT EXISTS (
                        SELECT 1 FROM labels
                        WHERE labels.film = films.key AND labels.name = wanted.key AND labels.value = wanted.value)))
                ORDER BY id DESC LIMIT ?6
                """, bounds + [.text(query.after?.rawValue ?? "~")], StoredFilm.init)
        return try rows.map { try $0.entry() }
    }

    /// How many films stand where.
    func census() throws -> FilmCensus {
        let rows = try connection.rows(
            """
            SELECT status, lane, count(*), min(created) FROM films INDEXED BY films_standing
            GROUP BY status, lane
            """
        ) { ($0.text(0), $0.text(1), $0.integer(2), Int64($0.integer(3))) }
        var census = FilmCensus()
        for (status, lane, count, oldest) in rows {
            guard let status = FilmStatus(rawValue: status), let lane = Lane(rawValue: lane) else { continue }
            census.counts[status, default: 0] += count
            guard status == .queued else { continue }
            census.waiting[lane, default: 0] += count
            census.oldestWaiting = min(census.oldestWaiting ?? .max, oldest)
        }
        return census
    }

    /// Films that have ended and whose time is over.
    func expired(at time: Int64, limit: Int) throws -> [FilmID] {
        try connection.rows(
            """
            SELECT id FROM films INDEXED BY films_expiring
            WHERE expires IS NOT NULL AND expires <= ? AND ended IS NOT NULL ORDER BY expires, id LIMIT ?
            """, [.integer(time), .integer(max(limit, 0))]
        ) { FilmID(rawValue: $0.text(0)) }.compactMap { $0 }
    }

    /// What has been learned of costs.
    func estimator() throws -> Estimator {
        let text = try connection.rows("SELECT value FROM learned WHERE name = 'estimator'") { $0.text(0) }.first
        // Nothing depends on it but guesses: one that a newer version wrote differently is begun anew.
        return text.flatMap { try? StoredJSON.value(Estimator.self, $0) } ?? Estimator()
    }

    /// Keeps what has been learned of costs.
    func keep(_ estimator: Estimator) throws {
        try connection.run(
            "INSERT OR REPLACE INTO learned VALUES ('estimator', ?)", [.text(try StoredJSON.text(estimator))])
    }

    /// Drops a part of what is no longer needed: old idempotency keys, and news of films that are gone.
    ///
    /// - Returns: Whether there may be more.
    func tidy(now: Int64) throws -> Bool {
        let old = now - FilmRules.keyLife
        let keys = try connection.rows(
            """
            DELETE FROM submission_keys WHERE (owner, key) IN (
                SELECT owner, key FROM submission_keys INDEXED BY submission_keys_time WHERE time <= ? LIMIT 1000)
            RETURNING 1
            """, [.integer(old)]
        ) { $0.integer(0) }
        let events = try connection.rows(
            """
            DELETE FROM events WHERE film IN (
                SELECT film FROM events INDEXED BY events_deleted
                WHERE kind = '{"deleted":{}}' AND time <= ? LIMIT 1000)
            RETURNING 1
            """, [.integer(old)]
        ) { $0.integer(0) }
        return keys.count == 1000 || events.count >= 1000
    }
}
