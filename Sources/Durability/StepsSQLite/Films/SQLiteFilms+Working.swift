package import Films
internal import SQLite
package import Steps

extension SQLiteFilms {
    package func lease(_ offer: WorkerOffer) async throws -> FilmLease? {
        let (now, rules, isSweepDue) = (clock(), rules, isSweepDue())
        // A worker that finds nothing writes nothing: what is only read does not wait for the disk.
        let result = try await database.write { connection -> (FilmLease?, [Change]) in
            let tables = FilmTables(connection: connection)
            var changes = try self.sweep(tables, now: now, rules: rules, dead: isSweepDue)
            let load = try tables.load(of: offer.worker)
            guard let id = offer.choose(from: try tables.heads(offer, now: now), load: load, now: now),
                var entry = try tables.entry(id)
            else { return (nil, changes) }
            let kinds = entry.take(worker: offer.worker, token: try tables.nextToken(), now: now)
            try tables.update(entry, takenBy: self.process)
            try tables.trimEvents(of: id)
            changes.append(Change(entry: entry, events: try tables.append(kinds, of: entry.record, now: now)))
            return (entry.lease, changes)
        } committed: { result, connection in
            self.tell(result.1, connection)
        }
        return result.0
    }

    /// Takes films from workers that vanished: their process is gone, or they were silent for too long.
    private func sweep(_ tables: FilmTables, now: Int64, rules: FilmRules, dead: Bool) throws -> [Change] {
        var lost = Set(try tables.silent(now: now))
        var dreaming: [FilmID] = []
        var orphans: Set<FilmID> = []
        if dead {
            let running = try tables.processes()
            let gone = Set(running.map(\.process)).filter { !isAlive($0) }
            orphans = Set(running.filter { gone.contains($0.process) }.map(\.film))
            lost.formUnion(orphans)
            dreaming = try tables.dreaming(now: now, rules: rules)
        }
        var changes: [Change] = []
        for id in lost.union(dreaming).sorted() {
            guard var entry = try tables.entry(id) else { continue }
            let isMended = entry.mend(now: now, rules: rules)
            var kinds: [FilmEvent.Kind] = []
            if orphans.contains(id) || entry.isLost(now: now) {
                try tables.loseSteps(of: entry.record)
                kinds = entry.lose(now: now, rules: rules)
            }
            guard isMended || !kinds.isEmpty else { continue }
            try tables.update(entry)
            changes.append(Change(entry: entry, events: try tables.append(kinds, of: entry.record, now: now)))
        }
        return changes
    }

    package func heartbeat(_ lease: FilmLease) async throws {
        let (now, rules) = (clock(), rules)
        try await work(lease) { entry, _ in try entry.heartbeat(lease, now: now, rules: rules) }
    }

    package func report(_ lease: FilmLease, _ events: [FilmEvent.Kind], storyboard: String?) async throws {
        let (now, rules) = (clock(), rules)
        try await work(lease) { entry, tables in
            let kinds = try entry.report(lease, events, now: now, rules: rules)
            if let storyboard { try tables.keep(storyboard, of: lease.film, revision: lease.revision) }
            return kinds
        }
    }

    /// Changes a leased film; its lease is over where the film is no longer being made afterwards.
    private func work(
        _ lease: FilmLease, _ body: @escaping @Sendable (inout FilmEntry, FilmTables) throws -> [FilmEvent.Kind]
    ) async throws {
        do {
            let film = try await change(lease.film) { entry, tables in
                let kinds = try body(&entry, tables)
                if entry.record.status != .running { try tables.settleSteps(of: entry.record) }
                return kinds
            }
            guard film.status == .running else { throw LeaseError.stale }
        } catch { throw await refused(lease, error) }
    }

    package func finish(_ lease: FilmLease, _ outcome: FilmOutcome) async throws {
        let (now, rules, chance) = (clock(), rules, chance())
        do {
            _ = try await change(lease.film) { entry, tables in
                let kinds = try entry.finish(lease, outcome, now: now, chance: chance, rules: rules)
                if entry.record.status == .completed {
                    try tables.dropSteps(of: entry.record)
                } else {
                    try tables.settleSteps(of: entry.record)
                    if case .retry = outcome { try tables.forgiveSteps(of: entry.record, losses: false) }
                }
                return kinds
            }
        } catch { throw await refused(lease, error) }
    }

    package func steps(of lease: FilmLease) async throws -> any StepStore {
        if let steps = sessions.steps(of: lease) { return steps }
        try await database.read { try FilmTables(connection: $0).check(lease) }
        let steps = sessions.open(lease) { LeasedSteps(journal: SQLiteStepJournal(database: database, lease: lease)) }
        watch()
        // The lease may have ended before its steps could be told.
        do { try await database.read { try FilmTables(connection: $0).check(lease) } } catch {
            throw await refused(lease, error)
        }
        return steps
    }

    /// Makes the steps of a lost lease stale too; what the lease's holder is told.
    private func refused(_ lease: FilmLease, _ error: any Error) async -> any Error {
        let refusal = error as? FilmStoreError == .unknownFilm ? LeaseError.cancelled : error
        if let refusal = refusal as? LeaseError { await sessions.end(lease)?.revoke(refusal) }
        return refusal
    }
}
