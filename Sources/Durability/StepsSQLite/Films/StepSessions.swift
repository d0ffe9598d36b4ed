internal import Films
internal import Steps
internal import Synchronization

/// The steps that are being handed out in this process, by film.
final class StepSessions: Sendable {
    private struct Session {
        let lease: FilmLease
        let steps: LeasedSteps
    }

    private let sessions = Mutex<[FilmID: Session]>([:])

    /// Whether there are none.
    var isEmpty: Bool { sessions.withLock { $0.isEmpty } }

    /// The steps of a lease that is open.
    func steps(of lease: FilmLease) -> LeasedSteps? {
        sessions.withLock { all in all[lease.film].flatMap { $0.lease == lease ? $0.steps : nil } }
    }

    /// Opens a lease's steps, or gives them where they are open.
    func open(_ lease: FilmLease, _ make: () -> LeasedSteps) -> LeasedSteps {
        let (steps, old) = sessions.withLock { all -> (LeasedSteps, LeasedSteps?) in
            let old = all[lease.film]
            if let old, old.lease == lease { return (old.steps, nil) }
            let session = Session(lease: lease, steps: make())
            all[lease.film] = session
            return (session.steps, old?.steps)
        }
        if let old { Task { await old.revoke(.stale) } }
        return steps
    }

    /// Closes a lease's steps.
    func end(_ lease: FilmLease) -> LeasedSteps? {
        sessions.withLock { all in
            guard let session = all[lease.film], session.lease == lease else { return nil }
            all[lease.film] = nil
            return session.steps
        }
    }

    /// Closes all.
    func removeAll() -> [LeasedSteps] {
        sessions.withLock { all in
            defer { all = [:] }
            return all.values.map(\.steps)
        }
    }

    /// Ends a film's steps where its lease is over.
    func settle(_ entry: FilmEntry, isDeleted: Bool) {
        let steps = sessions.withLock { all -> LeasedSteps? in
            guard let session = all[entry.record.id], isDeleted || entry.lease != session.lease else { return nil }
            all[entry.record.id] = nil
            return session.steps
        }
        let reason: LeaseError = isDeleted || entry.record.status == .cancelled ? .cancelled : .stale
        if let steps { Task { await steps.revoke(reason) } }
    }

    /// Ends the steps of films whose lease another process's events say is over.
    func settle(_ events: [FilmEvent]) {
        for event in events {
            let reason: LeaseError
            switch event.kind {
            case .cancelled, .deleted: reason = .cancelled
            case .queued, .retrying, .failed, .completed: reason = .stale
            case .started, .stage, .planned, .notice, .progress, .scene, .playable: continue
            }
            if let steps = sessions.withLock({ $0.removeValue(forKey: event.film)?.steps }) {
                Task { await steps.revoke(reason) }
            }
        }
    }
}

/// The steps' side of an SQLite store.
struct SQLiteStepJournal: StepJournal {
    let database: ServiceDatabase
    let lease: FilmLease

    func history() async throws -> [StepID: StepHistory] {
        let lease = lease
        return try await database.write { connection in
            let tables = FilmTables(connection: connection)
            try tables.check(lease)
            return try tables.steps(of: lease)
        }
    }

    func began(_ step: StepID) async {
        let lease = lease
        database.post { connection in
            let tables = FilmTables(connection: connection)
            try tables.check(lease)
            try tables.begin(step, lease)
        }
    }

    func ended(_ step: StepID, _ outcome: StepOutcome) async throws {
        let lease = lease
        try await database.write { connection in
            let tables = FilmTables(connection: connection)
            try tables.check(lease)
            try tables.end(step, outcome, lease)
        }
    }
}
