package import Films
internal import Platform
internal import SQLite
internal import Steps
internal import Synchronization

/// Films in an SQLite database: the durable store of one machine, shared by the processes on it.
///
/// Every change is on the disk when the call returns; changes of many callers share one wait for it. Any process may be
/// killed at any moment: the others, or the next one, see that it is gone and take over what it was making.
package final class SQLiteFilms: FilmStore {
    /// How often other processes' changes are looked for while somebody watches, in milliseconds.
    static let pace = 50

    /// The database, for what else a service keeps in it.
    package let database: ServiceDatabase
    let rules: FilmRules
    let clock: FilmClock
    let chance: @Sendable () -> Double
    let cache = FilmCache()
    let feed = EventFeed()
    let sessions = StepSessions()
    let presence: Presence
    let presences: String
    /// What was published here; touched on the writer's queue only.
    let published = Mutex((last: Int64(0), isBehind: false))
    let isWatching = Mutex(false)
    /// When dead processes and impossible times were last looked for.
    let lastSweep = Mutex<ContinuousClock.Instant?>(nil)

    /// Opens the store.
    ///
    /// - Parameters:
    ///   - path: The database file; it and its folder are made where they are missing.
    ///   - rules: The numbers to go by.
    ///   - clock: Tells milliseconds since 1970.
    ///   - chance: From 0 up to 1, spreads repeated attempts.
    /// - Throws: ``FilmStoreError`` with a sentence that names the file, or a `FilmError`.
    package init(
        path: String, rules: FilmRules = FilmRules(), clock: @escaping FilmClock = systemTime,
        chance: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
    ) async throws {
        self.rules = rules
        self.clock = clock
        self.chance = chance
        database = try await ServiceDatabase(path: path, migrations: FilmSchema.migrations)
        let folder = path + ".processes"
        presences = folder
        presence = try await runBlocking("presence") {
            Presence.tidy(folder)
            return try Presence(folder: folder)
        }
        let last = try await database.read { try FilmTables(connection: $0).lastEvent() }
        published.withLock { $0.last = last }
    }

    /// Ends every tail and wakes whoever waits for steps.
    package func close() async {
        feed.close()
        for steps in sessions.removeAll() { await steps.revoke(.stale) }
    }

    // MARK: Asking

    package func submit(_ submission: FilmSubmission) async throws -> SubmissionOutcome {
        let now = clock()
        let (entry, events) = FilmEntry.accept(submission.record, now: now)
        let texts = try FilmTexts(entry)
        let outcome = try await database.write { connection -> (SubmissionOutcome, Change?) in
            let tables = FilmTables(connection: connection)
            if let key = submission.idempotency {
                if let used = try tables.use(of: key), used.time + FilmRules.keyLife > now,
                    let id = FilmID(rawValue: used.film), let film = try tables.entry(id)
                {
                    return (used.fingerprint == key.fingerprint ? .repeated(film.record) : .keyReused, nil)
                }
                try tables.use(key, for: entry.record.id, now: now)
            }
            try tables.insert(entry, texts)
            let told = try tables.append(events, of: entry.record, now: now)
            return (.accepted(entry.record), Change(entry: entry, events: told))
        } committed: { outcome, connection in
            if let change = outcome.1 { self.tell([change], connection) }
        }
        return outcome.0
    }

    package func film(_ id: FilmID) async throws -> FilmRecord? {
        if !cache.isTrusted { await look() }
        if let film = cache.film(id) { return film }
        let moment = cache.moment
        let film = try await database.read { try FilmTables(connection: $0).entry(id)?.record }
        if let film { cache.put(film, readAt: moment) }
        return film
    }

    package func films(_ query: FilmQuery) async throws -> FilmPage {
        let found = try await database.read { try FilmTables(connection: $0).films(query).map(\.record) }
        return FilmPage(films: Array(found.prefix(query.pageSize)), hasMore: found.count > query.pageSize)
    }

    package func storyboard(of id: FilmID, revision: Int?) async throws -> String? {
        try await database.read { try FilmTables(connection: $0).storyboard(of: id, revision: revision) }
    }

    package func revise(_ id: FilmID, expected: Int, storyboard: String) async throws -> FilmRecord {
        let now = clock()
        return try await change(id) { entry, tables in
            let events = try entry.revise(expected: expected, now: now)
            try tables.keep(storyboard, of: id, revision: entry.record.revision)
            return events
        }
    }

    package func cancel(_ id: FilmID) async throws -> FilmRecord {
        let (now, rules) = (clock(), rules)
        return try await change(id) { entry, tables in
            let events = entry.cancel(now: now, rules: rules)
            if !events.isEmpty { try tables.settleSteps(of: entry.record) }
            return events
        }
    }

    package func retry(_ id: FilmID) async throws -> FilmRecord {
        let now = clock()
        return try await change(id) { entry, tables in
            let events = try entry.retry(now: now)
            try tables.forgiveSteps(of: entry.record, losses: true)
            return events
        }
    }

    package func delete(_ id: FilmID) async throws {
        let (now, rules) = (clock(), rules)
        _ = try await database.write { connection -> [Change] in
            let tables = FilmTables(connection: connection)
            guard var entry = try tables.entry(id) else { throw FilmStoreError.unknownFilm }
            let stopped = entry.cancel(now: now, rules: rules)
            try tables.dropEvents(of: id)
            try tables.delete(id)
            let events = try tables.append(stopped + [.deleted], of: entry.record, now: now)
            return [Change(entry: entry, events: events, isDeleted: true)]
        } committed: { changes, connection in
            self.tell(changes, connection)
        }
    }

    // MARK: Watching

    package func events(of id: FilmID, after number: Int64, limit: Int) async throws -> [FilmEvent] {
        try await database.read { try FilmTables(connection: $0).events(of: id, after: number, limit: limit) }
    }

    package func events(after number: Int64, limit: Int) async throws -> [FilmEvent] {
        try await database.read { try FilmTables(connection: $0).events(after: number, limit: limit) }
    }

    package func tail() async -> AsyncStream<FilmEvent> {
        // What others committed before this moment is not to come: it is told first, to those who watched before.
        await look()
        let stream = feed.tail()
        watch()
        return stream
    }

    package func lastEvent() async throws -> Int64 {
        try await database.read { try FilmTables(connection: $0).lastEvent() }
    }

    // MARK: Learning and housekeeping

    /// Makes sure that something could be stored now.
    ///
    /// - Throws: ``FilmStoreError`` with what is in the way.
    package func checkWriting() async throws {
        try await database.write { connection in
            try connection.run("UPDATE counters SET value = value WHERE name = 'event'")
        }
    }

    package func learn(_ sample: CostSample) async throws {
        try await database.write { connection in
            let tables = FilmTables(connection: connection)
            var estimator = try tables.estimator()
            estimator.learn(sample)
            try tables.keep(estimator)
        }
    }

    package func estimator() async throws -> Estimator {
        try await database.read { try FilmTables(connection: $0).estimator() }
    }

    package func census() async throws -> FilmCensus {
        try await database.read { try FilmTables(connection: $0).census() }
    }

    package func expired(at time: Int64, limit: Int) async throws -> [FilmID] {
        try await database.read { try FilmTables(connection: $0).expired(at: time, limit: limit) }
    }

    /// Drops idempotency keys and news of deleted films that are older than a day; to be called now and then.
    package func tidy() async throws {
        let now = clock()
        while try await database.write({ try FilmTables(connection: $0).tidy(now: now) }) {}
    }

    /// Writes a copy of the whole store as it is now; see ``ServiceDatabase/backup(to:)``.
    package func backup(to path: String) async throws { try await database.backup(to: path) }
}
