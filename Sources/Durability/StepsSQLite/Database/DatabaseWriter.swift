internal import Platform
internal import SQLite
internal import Synchronization

/// A change on its way into the database.
struct WriteJob: Sendable {
    /// What happens when the change is durable.
    struct Ending: Sendable {
        /// Told first, for all changes of a transaction in order.
        let committed: @Sendable (Connection) -> Void
        /// Lets the caller go on.
        let resume: @Sendable () -> Void
    }

    /// Makes the change inside a transaction.
    let body: @Sendable (Connection) throws -> Ending
    /// Tells the caller that nothing was changed.
    let fail: @Sendable (any Error) -> Void

    init(
        body: @escaping @Sendable (Connection) throws -> Ending, fail: @escaping @Sendable (any Error) -> Void
    ) {
        self.body = body
        self.fail = fail
    }
}

/// The one connection that writes, and its queue.
actor DatabaseWriter {
    private struct Pending {
        var jobs: [WriteJob] = []
        var isScheduled = false
    }

    /// How many changes share a transaction at most, so that none waits for too many others.
    private static let batch = 256
    /// A database up to this size is looked through when it is opened; it costs a few tenths of a second at most.
    private static let checkedSize = 64 << 20

    private let executor = QueueExecutor(name: "database-writer")
    private let pending = Mutex(Pending())
    private let connection: Connection
    private var dataVersion = 0

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(path: String, schema: Schema) throws {
        let size = FileSystem.facts(path)?.size ?? 0
        connection = try Connection(path: path, mode: .durable, busyTimeout: 10_000)
        // A checkpoint makes one commit wait for the whole log: 16 MB cost about as little as 4 and come rarer.
        try connection.execute("PRAGMA wal_autocheckpoint = 4000")
        try connection.execute("PRAGMA cache_size = -16384")
        if size > 0, size <= Self.checkedSize { try connection.quickCheck() }
        try connection.migrate(schema.migrations)
        dataVersion = try connection.dataVersion()
    }

    /// Hands in a change.
    nonisolated func add(_ job: WriteJob) {
        let isFirst = pending.withLock { pending in
            pending.jobs.append(job)
            defer { pending.isScheduled = true }
            return !pending.isScheduled
        }
        if isFirst { executor.async { self.assumeIsolated { $0.drain() } } }
    }

    /// Calls a body with the connection, outside any transaction.
    nonisolated func look(_ body: @escaping @Sendable (Connection, Bool) -> Void) {
        executor.async { self.assumeIsolated { body($0.connection, $0.isChanged()) } }
    }

    /// Whether another process has committed since this was last asked; in doubt it has.
    private func isChanged() -> Bool {
        guard let version = try? connection.dataVersion() else { return true }
        defer { dataVersion = version }
        return version != dataVersion
    }

    private func drain() {
        while true {
            let jobs = pending.withLock { pending in
                let jobs = Array(pending.jobs.prefix(Self.batch))
                pending.jobs.removeFirst(jobs.count)
                pending.isScheduled = !jobs.isEmpty
                return jobs
            }
            if jobs.isEmpty { return }
            commit(jobs)
        }
    }

    /// Runs changes in one transaction; one that fails is undone alone.
    private func commit(_ jobs: [WriteJob]) {
        var results: [Result<WriteJob.Ending, any Error>] = []
        results.reserveCapacity(jobs.count)
        do {
            try connection.run("BEGIN IMMEDIATE")
            for job in jobs {
                do { results.append(.success(try attempt(job))) } catch {
                    // A full disk may end the transaction itself: with it goes all that was done before.
                    guard connection.isInTransaction else { throw error }
                    results.append(.failure(error))
                }
            }
            try connection.run("COMMIT")
        } catch {
            if connection.isInTransaction { try? connection.run("ROLLBACK") }
            for (number, job) in jobs.enumerated() {
                if number < results.count, case .failure(let own) = results[number] {
                    job.fail(own)
                } else {
                    job.fail(error)
                }
            }
            return
        }
        for case .success(let ending) in results { ending.committed(connection) }
        for (job, result) in zip(jobs, results) {
            switch result {
            case .success(let ending): ending.resume()
            case .failure(let error): job.fail(error)
            }
        }
    }

    private func attempt(_ job: WriteJob) throws -> WriteJob.Ending {
        try connection.run("SAVEPOINT change")
        do {
            let ending = try job.body(connection)
            try connection.run("RELEASE change")
            return ending
        } catch {
            if connection.isInTransaction {
                try connection.run("ROLLBACK TO change")
                try connection.run("RELEASE change")
            }
            throw error
        }
    }
}
