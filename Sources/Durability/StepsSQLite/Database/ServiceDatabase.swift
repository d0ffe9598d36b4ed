internal import Films
internal import Platform
package import SQLite
internal import Synchronization

/// A service's database: one writer that commits many callers' changes at once, and readers beside it.
///
/// Writing: callers hand in closures. One queue takes all that wait, runs each in a savepoint of one transaction, waits
/// once for the disk, and then lets every caller go on. Reading: on connections of their own, which see the last commit
/// and never wait for the writer. All of it off the cooperative pool.
package final class ServiceDatabase: Sendable {
    /// The file.
    package let path: String
    private let writer: DatabaseWriter
    private let readers: [DatabaseReader]
    private let turn = Mutex(0)

    /// Opens a database and brings its schema up to date before anything else happens.
    ///
    /// - Parameters:
    ///   - path: The file; it and its folder are made where they are missing.
    ///   - migrations: The schema.
    ///   - readers: Connections for reading, at least 1.
    /// - Throws: ``FilmStoreError``: `.damaged` for a file that cannot be trusted, which stays untouched;
    ///   `.unavailable` for one of a newer version or that may not be used.
    package init(path: String, migrations: [Connection.Migration], readers: Int = 2) async throws {
        self.path = path
        let steps = Schema(migrations: migrations)
        (writer, self.readers) = try await runBlocking("database-open") {
            do {
                try FileSystem.makeFolder(Path.folder(of: path))
                let writer = try DatabaseWriter(path: path, schema: steps)
                let readers = try (0..<max(readers, 1)).map { try DatabaseReader(path: path, number: $0) }
                return (writer, readers)
            } catch { throw ServiceDatabase.refusal(error, path: path) }
        }
    }

    /// Changes the database, durably when it returns.
    ///
    /// - Parameters:
    ///   - body: The change; it is undone when it throws. It may share a transaction with others, in the order of asking,
    ///     and may be run again after being undone when one of them fails: it must change nothing but the database.
    ///   - committed: Called on the writer's queue once the change is durable, in order, before this returns.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws; ``FilmStoreError`` when the database refuses.
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (Connection) throws -> Value,
        committed: @escaping @Sendable (Value, Connection) -> Void = { _, _ in }
    ) async throws -> Value {
        let path = path
        return try await withCheckedThrowingContinuation { continuation in
            writer.add(
                WriteJob { connection in
                    let value = try body(connection)
                    return WriteJob.Ending(
                        committed: { committed(value, $0) }, resume: { continuation.resume(returning: value) })
                } fail: {
                    continuation.resume(throwing: Self.refusal($0, path: path))
                })
        }
    }

    /// Hands in a change that nobody waits for; it is made before any that is handed in later.
    package func post(_ body: @escaping @Sendable (Connection) throws -> Void) {
        writer.add(
            WriteJob { connection in
                try body(connection)
                return WriteJob.Ending(committed: { _ in }, resume: {})
            } fail: { _ in
            })
    }

    /// Reads from the database as of the last commit.
    ///
    /// - Parameter body: The questions; all see the same moment.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws; ``FilmStoreError`` when the database refuses.
    package func read<Value: Sendable>(_ body: @escaping @Sendable (Connection) throws -> Value) async throws -> Value {
        let number = turn.withLock { turn in
            turn += 1
            return turn % readers.count
        }
        let (reader, path) = (readers[number], path)
        return try await withCheckedThrowingContinuation { continuation in
            reader.run(body) { result in
                continuation.resume(with: result.mapError { Self.refusal($0, path: path) })
            }
        }
    }

    /// Calls a body on the writer's queue, with its connection and whether another process has changed the database since
    /// this was last asked.
    package func look(_ body: @escaping @Sendable (Connection, Bool) -> Void) async {
        await withCheckedContinuation { continuation in
            writer.look { connection, isChanged in
                body(connection, isChanged)
                continuation.resume()
            }
        }
    }

    /// Notices now and then whether anybody has committed, without asking the database.
    ///
    /// - Parameters:
    ///   - interval: How often, in milliseconds.
    ///   - body: Called every time, on a thread of its own, with whether somebody may have; it ends this by returning false.
    /// - Returns: False when the system gave no thread.
    package func watch(every interval: Int, _ body: @escaping @Sendable (Bool) -> Bool) -> Bool {
        FileWatch.start(path + "-wal", every: interval, body)
    }

    /// Calls a body as ``look(_:)`` does, without waiting for it.
    package func lookLater(_ body: @escaping @Sendable (Connection, Bool) -> Void) { writer.look(body) }

    /// Writes a copy of the database as it is now, whole or not at all, while it is in use.
    ///
    /// - Parameter target: The new file; one of that name is replaced.
    /// - Throws: ``FilmStoreError`` or a `FilmError` when it cannot be written.
    package func backup(to target: String) async throws {
        let path = path
        try await runBlocking("database-backup") {
            let temporary = AtomicFile.temporarySibling(of: target)
            do {
                try Connection(path: path).copy(to: temporary)
                try AtomicFile.publish(temporary, as: target)
            } catch {
                try? FileSystem.remove(temporary)
                throw Self.refusal(error, path: target)
            }
        }
    }

    /// What users are told of a failure.
    static func refusal(_ error: any Error, path: String) -> any Error {
        guard let error = error as? SQLiteError else { return error }
        switch error.kind {
        case .full: return FilmStoreError.full
        case .damaged:
            return FilmStoreError.damaged(
                "The database \(path) is damaged and was left as it is. Stop the service and put a copy that "
                    + "`vitascope backup` made in its place, or move the file away to begin with an empty one.")
        case .newer:
            return FilmStoreError.unavailable(
                "The database \(path) was written by a newer Vitascope. Run that version, or use another data folder.")
        case .busy:
            return FilmStoreError.unavailable(
                "Another process holds the database \(path). Try again; if it lasts, look for what has it open.")
        case .readOnly:
            return FilmStoreError.unavailable(
                "The database \(path) cannot be written. Check the rights of the file and its folder.")
        case .unreadable:
            return FilmStoreError.unavailable(
                "The database \(path) cannot be opened or read (\(error)). Check its folder and the disk.")
        case .constraint, .other: return FilmStoreError.unavailable("The database \(path) refused: \(error).")
        }
    }
}

/// A schema on its way to the writer's thread.
struct Schema: Sendable {
    let migrations: [Connection.Migration]
}
