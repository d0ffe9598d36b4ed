internal import Dispatch
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
        /// The writer waits until there are so many jobs.
        var wanted: Int?
    }

    /// How many changes share a transaction at most, so that none waits for too many others.
    private static let batch = 256
    /// How long to wait at most for changes to share a transaction, in nanoseconds.
    private static let longestGathering = 3_000_000
    /// A database up to this size is looked through when it is opened; it costs a few tenths of a second at most.
    private static let checkedSize = 64 << 20

    private let executor = QueueExecutor(name: "database-writer")
    private let pending = Mutex(Pending())
    private let arrival = DispatchSemaphore(value: 0)
    private let connection: Connection
    private let checkpointer: Checkpointer
    private var dataVersion = 0
    private var changeCount = 0
    /// How many changes the last transaction held.
    private var crowd = 0
    /// How long a commit takes lately, in nanoseconds.
    private var commitTime = 0.0

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(path: String, schema: Schema) throws {
        // Looked at before anything is written: a file that is refused stays as it was.
        if let size = FileSystem.facts(path)?.size, size > 0 {
            let look = try Connection(path: path, mode: .readOnly)
            if size <= Self.checkedSize { try look.quickCheck() }
            try look.check(schema.migrations)
        }
        connection = try Connection(path: path, mode: .durable, busyTimeout: 10_000)
        // The checkpointer's work, where it cannot keep up: at 64 MB the log is moved by a commit.
        try connection.execute("PRAGMA wal_autocheckpoint = 16000")
        try connection.execute("PRAGMA journal_size_limit = 16777216")
        try connection.execute("PRAGMA cache_size = -16384")
        try connection.execute("PRAGMA temp_store = MEMORY")
        try connection.migrate(schema.migrations)
        dataVersion = try connection.dataVersion()
        changeCount = connection.changeCount
        checkpointer = try Checkpointer(path: path)
    }

    /// Hands in a change.
    nonisolated func add(_ job: WriteJob) {
        let (isFirst, isEnough) = pending.withLock { pending in
            pending.jobs.append(job)
            let isEnough = pending.wanted.map { pending.jobs.count >= $0 } ?? false
            if isEnough { pending.wanted = nil }
            defer { pending.isScheduled = true }
            return (!pending.isScheduled, isEnough)
        }
        if isEnough { arrival.signal() }
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
            gather()
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

    /// Waits a moment for those whom the last commit let go.
    ///
    /// They are about to come back, and would otherwise have to wait through another commit of a few that were quicker.
    /// It never lasts longer than half of what a commit takes.
    private func gather() {
        let limit = min(Int(commitTime / 2), Self.longestGathering)
        let isShort = pending.withLock { pending in
            guard crowd > 4, pending.jobs.count < crowd * 3 / 4, !pending.jobs.isEmpty else { return false }
            pending.wanted = crowd * 3 / 4
            return true
        }
        guard isShort else { return }
        if arrival.wait(timeout: .now() + .nanoseconds(limit)) == .timedOut {
            // Whoever took the wish away meanwhile has signalled, or is about to.
            let isTaken = pending.withLock { pending in
                defer { pending.wanted = nil }
                return pending.wanted == nil
            }
            if isTaken { arrival.wait() }
        }
    }

    /// Why a transaction is done again with a savepoint for each change.
    private struct Entangled: Error {}

    /// Runs changes in one transaction; one that fails is undone alone.
    private func commit(_ jobs: [WriteJob]) {
        var results: [Result<WriteJob.Ending, any Error>] = []
        do {
            // Savepoints copy every page that a change touches, and hardly any change fails after it changed something:
            // it is tried without them first.
            do { results = try run(jobs, attempt: attempt) } catch is Entangled {
                try connection.run("ROLLBACK")
                results = try run(jobs, attempt: attemptInSavepoint)
            }
            let start = ContinuousClock().now
            try connection.run("COMMIT")
            let length = start.duration(to: ContinuousClock().now) / .nanoseconds(1)
            commitTime += (length - commitTime) / 8
            crowd = jobs.count
            checkpointer.note(changedRows: connection.changeCount - changeCount)
            changeCount = connection.changeCount
        } catch {
            if connection.isInTransaction { try? connection.run("ROLLBACK") }
            // A log that was moved as a whole is begun anew, in the place it has: what frees space is small and may fit.
            if (error as? SQLiteError)?.kind == .full { checkpointer.note(changedRows: .max) }
            for job in jobs { job.fail(error) }
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

    private func run(
        _ jobs: [WriteJob], attempt: (WriteJob) throws -> Result<WriteJob.Ending, any Error>
    ) throws -> [Result<WriteJob.Ending, any Error>] {
        try connection.run("BEGIN IMMEDIATE")
        return try jobs.map(attempt)
    }

    /// Makes a change; the transaction can only go on where one that failed had changed nothing.
    private func attempt(_ job: WriteJob) throws -> Result<WriteJob.Ending, any Error> {
        let count = connection.changeCount
        let result = Result { try job.body(connection) }
        if case .failure(let error) = result {
            // A full disk may end the transaction itself: with it goes all that was done before.
            guard connection.isInTransaction else { throw error }
            guard connection.changeCount == count else { throw Entangled() }
        }
        return result
    }

    private func attemptInSavepoint(_ job: WriteJob) throws -> Result<WriteJob.Ending, any Error> {
        try connection.run("SAVEPOINT change")
        let result = Result { try job.body(connection) }
        if case .failure(let error) = result {
            guard connection.isInTransaction else { throw error }
            try connection.run("ROLLBACK TO change")
        }
        try connection.run("RELEASE change")
        return result
    }
}
