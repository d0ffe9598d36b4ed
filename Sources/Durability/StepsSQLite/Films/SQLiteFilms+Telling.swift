internal import Films
internal import Platform
internal import SQLite
internal import Synchronization

/// What a committed change leaves to be told.
struct Change: Sendable {
    let entry: FilmEntry
    let events: [FilmEvent]
    var isDeleted = false
}

extension SQLiteFilms {
    /// Changes one film in a transaction.
    func change(
        _ id: FilmID, _ body: @escaping @Sendable (inout FilmEntry, FilmTables) throws -> [FilmEvent.Kind]
    ) async throws -> FilmRecord {
        let now = clock()
        let change = try await database.write { connection -> Change in
            let tables = FilmTables(connection: connection)
            guard var entry = try tables.entry(id) else { throw FilmStoreError.unknownFilm }
            let before = entry
            let kinds = try body(&entry, tables)
            if entry != before { try tables.update(entry) }
            return Change(entry: entry, events: try tables.append(kinds, of: entry.record, now: now))
        } committed: { change, connection in
            self.tell([change], connection)
        }
        return change.entry.record
    }

    /// Tells whoever should know of committed changes; on the writer's queue.
    func tell(_ changes: [Change], _ connection: Connection) {
        // Whoever hears of a change and looks at once must find it.
        for change in changes {
            if change.isDeleted {
                cache.remove([change.entry.record.id])
            } else {
                cache.put(change.entry.record)
            }
        }
        for change in changes {
            publish(change.events, connection)
            sessions.settle(change.entry, isDeleted: change.isDeleted)
        }
        cache.trust()
    }

    /// Publishes events in the order of their numbers; where some are missing, others committed them meanwhile.
    private func publish(_ events: [FilmEvent], _ connection: Connection) {
        guard let first = events.first, let last = events.last else { return }
        let next = published.withLock { $0.last } + 1
        if first.number > next { return catchUp(connection) }
        // They were already told where an earlier change of this transaction caught up.
        guard first.number == next else { return }
        published.withLock { $0.last = last.number }
        feed.publish(events)
    }

    /// Looks for what other processes committed, unless that was done a moment ago.
    func look() async {
        await database.look { connection, isChanged in self.look(connection, isChanged) }
    }

    /// Looks on the writer's queue.
    private func look(_ connection: Connection, _ isChanged: Bool) {
        if isChanged || published.withLock({ $0.isBehind }) { catchUp(connection) }
        if !published.withLock({ $0.isBehind }) { cache.trust() }
    }

    /// Reads and publishes all events that were not published here; on the writer's queue.
    private func catchUp(_ connection: Connection) {
        let known = published.withLock { $0.last }
        guard feed.isWatched || !sessions.isEmpty else { return skip(connection) }
        guard let events = try? FilmTables(connection: connection).events(after: known, limit: .max) else {
            return published.withLock { $0.isBehind = true }
        }
        published.withLock { $0 = (events.last?.number ?? known, false) }
        cache.remove(Set(events.map(\.film)))
        sessions.settle(events)
        feed.publish(events)
    }

    /// Forgets all that may have changed where nobody wants to be told what did.
    private func skip(_ connection: Connection) {
        guard let last = try? FilmTables(connection: connection).lastEvent() else {
            return published.withLock { $0.isBehind = true }
        }
        published.withLock { $0 = (last, false) }
        cache.removeAll()
    }

    /// Looks for other processes' changes while somebody watches or works here.
    func watch() {
        let isFirst = isWatching.withLock { isWatching in
            defer { isWatching = true }
            return !isWatching
        }
        guard isFirst else { return }
        let isStarted = database.watch(every: Self.pace) { [weak self] isChanged in
            guard let self else { return false }
            if isChanged {
                self.database.lookLater { [weak self] in self?.look($0, $1) }
            } else {
                self.cache.trust()
            }
            return self.isWatching.withLock { isWatching in
                isWatching = self.feed.isWatched || !self.sessions.isEmpty
                return isWatching
            }
        }
        if !isStarted { isWatching.withLock { $0 = false } }
    }

    /// This process's sign, which leases carry.
    var process: String { presence.name }

    /// Whether it is time again to look for processes that died: once a second.
    func isSweepDue() -> Bool {
        let now = ContinuousClock().now
        return lastSweep.withLock { last in
            if let last, last.duration(to: now) < .seconds(1) { return false }
            last = now
            return true
        }
    }

    /// Whether a process that took a film still lives.
    func isAlive(_ name: String) -> Bool { name == presence.name || Presence.isThere(name, folder: presences) }
}
