internal import Platform
internal import SQLite

/// One connection that reads, and its queue.
actor DatabaseReader {
    private let executor: QueueExecutor
    private let connection: Connection

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(path: String, number: Int) throws {
        executor = QueueExecutor(name: "database-reader-\(number)")
        connection = try Connection(path: path, mode: .readOnly)
    }

    /// Calls a body with the connection, in one view of the database; it is told instead where that cannot be had.
    nonisolated func run<Value>(
        _ body: @escaping @Sendable (Connection) throws -> Value,
        then finish: @escaping @Sendable (Result<Value, any Error>) -> Void
    ) {
        executor.async {
            self.assumeIsolated { reader in
                let connection = reader.connection
                finish(
                    Result {
                        try connection.run("BEGIN")
                        defer { try? connection.run("COMMIT") }
                        return try body(connection)
                    })
            }
        }
    }
}
