package import Steps

/// A store of films in memory: the twin of the durable ones, for tests and for services that need no tomorrow.
package actor MemoryFilms: FilmStore {
    private struct KeyName: Hashable {
        let owner: String
        let key: String
    }

    private struct UsedKey {
        let fingerprint: String
        let film: FilmID
        let time: Int64
    }

    private var films: [FilmID: FilmEntry] = [:]
    private var storyboards: [FilmID: [Int: String]] = [:]
    private var history: [FilmID: [FilmEvent]] = [:]
    private var keys: [KeyName: UsedKey] = [:]
    private var memories: [StepPlace: [StepID: StepMemory]] = [:]
    private var sessions: [FilmID: (token: UInt64, steps: LeasedSteps)] = [:]
    private var learned = Estimator()
    private var lastNumber: Int64 = 0
    private var lastToken: UInt64 = 0
    private let feed = EventFeed()
    private let rules: FilmRules
    private let clock: FilmClock
    private let chance: @Sendable () -> Double

    /// Makes an empty store.
    ///
    /// - Parameters:
    ///   - rules: The numbers to go by.
    ///   - clock: Tells milliseconds since 1970.
    ///   - chance: From 0 up to 1, spreads repeated attempts.
    package init(
        rules: FilmRules = FilmRules(), clock: @escaping FilmClock = systemTime,
        chance: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
    ) {
        self.rules = rules
        self.clock = clock
        self.chance = chance
    }

    // MARK: Asking

    package func submit(_ submission: FilmSubmission) throws -> SubmissionOutcome {
        let now = clock()
        if let key = submission.idempotency, let used = keys[KeyName(owner: key.owner, key: key.key)],
            let film = films[used.film], used.time + FilmRules.keyLife > now
        {
            return used.fingerprint == key.fingerprint ? .repeated(film.record) : .keyReused
        }
        guard films[submission.record.id] == nil else { throw FilmStoreError.conflict("The film's id is taken.") }
        let (entry, events) = FilmEntry.accept(submission.record, now: now)
        if let key = submission.idempotency {
            keys[KeyName(owner: key.owner, key: key.key)] = UsedKey(
                fingerprint: key.fingerprint, film: entry.record.id, time: now)
        }
        store(entry, events)
        return .accepted(entry.record)
    }

    package func film(_ id: FilmID) -> FilmRecord? { films[id]?.record }

    package func films(_ query: FilmQuery) -> FilmPage {
        let found = films.values.map(\.record).filter { film in
            guard query.matches(film) else { return false }
            guard let after = query.after else { return true }
            return query.ascending ? film.id > after : film.id < after
        }.sorted { query.ascending ? $0.id < $1.id : $0.id > $1.id }
        return FilmPage(films: Array(found.prefix(query.pageSize)), hasMore: found.count > query.pageSize)
    }

    package func storyboard(of id: FilmID, revision: Int?) -> String? {
        guard let revision = revision ?? films[id]?.record.revision else { return nil }
        return storyboards[id]?[revision]
    }

    package func revise(_ id: FilmID, expected: Int, storyboard: String) throws -> FilmRecord {
        try change(id) { entry throws(FilmStoreError) in
            let events = try entry.revise(expected: expected, now: clock())
            storyboards[id, default: [:]][entry.record.revision] = storyboard
            return events
        }
    }

    package func cancel(_ id: FilmID) throws -> FilmRecord {
        try change(id) { $0.cancel(now: clock(), rules: rules) }
    }

    package func retry(_ id: FilmID) throws -> FilmRecord {
        let film = try change(id) { entry throws(FilmStoreError) in try entry.retry(now: clock()) }
        memories[StepPlace(film: id, revision: film.revision)]?.forgive(losses: true)
        return film
    }

    package func delete(_ id: FilmID) throws {
        let film = try cancel(id)
        films[id] = nil
        storyboards[id] = nil
        history[id] = nil
        memories = memories.filter { $0.key.film != id }
        record([.deleted], of: film)
    }

    // MARK: Working

    package func lease(_ offer: WorkerOffer) -> FilmLease? {
        let now = clock()
        for (id, var entry) in films where !entry.record.status.isFinal {
            if entry.mend(now: now, rules: rules) { films[id] = entry }
            guard entry.isLost(now: now) else { continue }
            memories[StepPlace(film: id, revision: entry.record.revision)]?.lose()
            let events = entry.lose(now: now, rules: rules)
            store(entry, events)
        }
        var load = WorkerLoad()
        var waiting: [WaitingFilm] = []
        for entry in films.values {
            if entry.record.status == .running, entry.standing.worker == offer.worker { load.add(WaitingFilm(entry)) }
            if entry.record.status == .queued, entry.standing.notBefore <= now { waiting.append(WaitingFilm(entry)) }
        }
        guard let id = offer.choose(from: waiting, load: load, now: now), var entry = films[id] else { return nil }
        lastToken += 1
        let events = entry.take(worker: offer.worker, token: lastToken, now: now)
        store(entry, events)
        return entry.lease
    }

    package func heartbeat(_ lease: FilmLease) throws {
        try work(lease) { entry throws(LeaseError) in
            try entry.heartbeat(lease, now: clock(), rules: rules)
        }
    }

    package func report(_ lease: FilmLease, _ events: [FilmEvent.Kind], storyboard: String?) throws {
        try work(lease) { entry throws(LeaseError) in
            let events = try entry.report(lease, events, now: clock(), rules: rules)
            if let storyboard { storyboards[lease.film, default: [:]][lease.revision] = storyboard }
            return events
        }
    }

    package func finish(_ lease: FilmLease, _ outcome: FilmOutcome) throws {
        guard var entry = films[lease.film] else { throw LeaseError.cancelled }
        let events = try entry.finish(lease, outcome, now: clock(), chance: chance(), rules: rules)
        if case .retry = outcome {
            memories[StepPlace(film: lease.film, revision: lease.revision)]?.forgive(losses: false)
        }
        if entry.record.status == .completed { memories = memories.filter { $0.key.film != lease.film } }
        store(entry, events)
    }

    package func steps(of lease: FilmLease) throws -> any StepStore {
        guard let entry = films[lease.film] else { throw LeaseError.cancelled }
        try entry.check(lease)
        if let session = sessions[lease.film], session.token == lease.token { return session.steps }
        let steps = LeasedSteps(journal: MemoryStepJournal(films: self, lease: lease))
        sessions[lease.film] = (lease.token, steps)
        return steps
    }

    // MARK: Watching

    package func events(of id: FilmID, after number: Int64, limit: Int) -> [FilmEvent] {
        Array((history[id] ?? []).filter { $0.number > number }.prefix(max(limit, 0)))
    }

    package func events(after number: Int64, limit: Int) -> [FilmEvent] {
        let later = history.values.joined().filter { $0.number > number }
        return Array(later.sorted { $0.number < $1.number }.prefix(max(limit, 0)))
    }

    package func tail() -> AsyncStream<FilmEvent> { feed.tail() }

    package func lastEvent() -> Int64 { lastNumber }

    /// Ends every tail.
    package func close() { feed.close() }

    // MARK: Learning and housekeeping

    package func learn(_ sample: CostSample) { learned.learn(sample) }

    package func estimator() -> Estimator { learned }

    package func census() -> FilmCensus {
        var census = FilmCensus()
        for entry in films.values {
            census.counts[entry.record.status, default: 0] += 1
            guard entry.record.status == .queued else { continue }
            census.waiting[entry.record.lane, default: 0] += 1
            census.oldestWaiting = min(census.oldestWaiting ?? .max, entry.record.created)
        }
        return census
    }

    package func expired(at time: Int64, limit: Int) -> [FilmID] {
        let over = films.values.map(\.record).filter { $0.status.isFinal && ($0.expires ?? .max) <= time }
        return Array(over.sorted { ($0.expires ?? 0, $0.id) < ($1.expires ?? 0, $1.id) }.map(\.id).prefix(limit))
    }

    package func tidy() {
        let old = clock() - FilmRules.keyLife
        keys = keys.filter { $0.value.time > old }
        history = history.filter { films[$0.key] != nil || ($0.value.last?.time ?? 0) > old }
    }

    // MARK: The journal's side

    func stepHistory(_ lease: FilmLease) throws -> [StepID: StepHistory] {
        try check(lease)
        return (memories[StepPlace(film: lease.film, revision: lease.revision)] ?? [:]).mapValues(\.history)
    }

    func stepBegan(_ step: StepID, _ lease: FilmLease) {
        guard (try? check(lease)) != nil else { return }
        memories[StepPlace(film: lease.film, revision: lease.revision), default: [:]][step, default: .init()].begin()
    }

    func stepEnded(_ step: StepID, _ outcome: StepOutcome, _ lease: FilmLease) throws {
        try check(lease)
        memories[StepPlace(film: lease.film, revision: lease.revision), default: [:]][step, default: .init()]
            .end(outcome)
    }

    // MARK: Changing

    private func check(_ lease: FilmLease) throws(LeaseError) {
        guard let entry = films[lease.film] else { throw .cancelled }
        try entry.check(lease)
    }

    private func change(
        _ id: FilmID, _ body: (inout FilmEntry) throws(FilmStoreError) -> [FilmEvent.Kind]
    ) throws(FilmStoreError) -> FilmRecord {
        guard var entry = films[id] else { throw .unknownFilm }
        let events = try body(&entry)
        store(entry, events)
        return entry.record
    }

    private func work(
        _ lease: FilmLease, _ body: (inout FilmEntry) throws(LeaseError) -> [FilmEvent.Kind]
    ) throws(LeaseError) {
        guard var entry = films[lease.film] else { throw .cancelled }
        let events = try body(&entry)
        store(entry, events)
        guard entry.record.status == .running else { throw .stale }
    }

    private func store(_ entry: FilmEntry, _ events: [FilmEvent.Kind]) {
        let id = entry.record.id
        films[id] = entry
        if entry.lease == nil { memories[StepPlace(film: id, revision: entry.record.revision)]?.settle() }
        if let session = sessions[id], entry.lease?.token != session.token {
            sessions[id] = nil
            let reason: LeaseError = entry.record.status == .cancelled ? .cancelled : .stale
            Task { await session.steps.revoke(reason) }
        }
        record(events, of: entry.record)
    }

    private func record(_ kinds: [FilmEvent.Kind], of film: FilmRecord) {
        let events = kinds.map { kind in
            lastNumber += 1
            return FilmEvent(
                number: lastNumber, film: film.id, revision: film.revision, time: clock(), kind: kind)
        }
        history[film.id, default: []].keep(events)
        feed.publish(events)
    }
}
