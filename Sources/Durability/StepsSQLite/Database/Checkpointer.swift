internal import Platform
internal import SQLite
internal import Synchronization

/// Moves the write-ahead log into the file on a queue of its own, so that hardly any commit has to wait for it.
///
/// The log begins anew only at a commit that finds all of it moved; under steady load that is the writer's own
/// checkpoint, at a size that is seldom reached, which then has little left to move.
actor Checkpointer {
    /// After how many changed rows the log is worth moving: a few megabytes.
    private static let rows = 8_000

    private let executor = QueueExecutor(name: "database-checkpoint")
    private let connection: Connection
    private let isBusy = Mutex(false)
    private let count = Mutex(0)

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(path: String) throws { connection = try Connection(path: path) }

    /// Takes note of what was committed.
    nonisolated func note(changedRows: Int) {
        let isDue = count.withLock { count in
            count = count.addingReportingOverflow(changedRows).overflow ? .max : count + changedRows
            return count >= Self.rows
        }
        guard isDue else { return }
        let isFree = isBusy.withLock { isBusy in
            defer { isBusy = true }
            return !isBusy
        }
        guard isFree else { return }
        count.withLock { $0 = 0 }
        executor.async { self.assumeIsolated { $0.checkpoint() } }
    }

    private func checkpoint() {
        // Whatever keeps it from being done keeps it only until the next time.
        try? connection.checkpoint()
        isBusy.withLock { $0 = false }
    }
}
