internal import CSQLite

/// A connection to one database file, closed with its last reference.
///
/// It is not `Sendable`: one thread at a time uses it, as SQLite's multi-thread mode asks. SQL is given as literals only
/// and everything else is bound, so no text of a user's can become SQL.
package final class Connection {
    /// What a connection is for.
    package enum Mode: Sendable {
        /// Reading and writing; a commit survives the end of the process, the last few may not survive a power cut.
        case fast
        /// Reading and writing; a commit survives a power cut: each waits for the disk.
        case durable
        /// Reading only; the file must be there.
        case readOnly
    }

    let handle: OpaquePointer
    private var statements: [UInt: Statement] = [:]

    /// Opens a database file, creating it where it is not there, in write-ahead mode.
    ///
    /// - Parameters:
    ///   - path: The file; its folder must exist.
    ///   - mode: What for.
    ///   - busyTimeout: How long a statement waits for another process's lock, in milliseconds.
    /// - Throws: ``SQLiteError`` when it cannot be opened or is no database.
    package init(path: String, mode: Mode = .fast, busyTimeout: Int = 5000) throws(SQLiteError) {
        var opened: OpaquePointer?
        let access = mode == .readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        let code = sqlite3_open_v2(path, &opened, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let opened else {
            sqlite3_close_v2(opened)
            throw SQLiteError(code: code)
        }
        handle = opened
        sqlite3_busy_timeout(handle, Int32(busyTimeout))
        // The database is the program's own, but its file is a user's: a planted trigger or view must not run functions.
        try configure(SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
        try configure(SQLITE_DBCONFIG_DEFENSIVE, 1)
        switch mode {
        case .fast:
            try execute("PRAGMA journal_mode = WAL")
            try execute("PRAGMA synchronous = NORMAL")
        case .durable:
            try execute("PRAGMA journal_mode = WAL")
            try execute("PRAGMA synchronous = FULL")
        case .readOnly:
            try execute("PRAGMA query_only = ON")
        }
        try execute("PRAGMA foreign_keys = ON")
    }

    deinit { sqlite3_close_v2(handle) }

    /// Counts the rows that this connection has changed since it was opened.
    package var changeCount: Int { Int(sqlite3_total_changes(handle)) }

    /// Whether a transaction is open; a full disk ends one without being asked.
    package var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Runs one statement that has no parameters and whose rows nobody wants.
    package func execute(_ sql: StaticString) throws(SQLiteError) { try Statement(sql, on: self).run() }

    /// Compiles a statement.
    package func prepare(_ sql: StaticString) throws(SQLiteError) -> Statement { try Statement(sql, on: self) }

    /// Runs one statement with bound values; it is compiled once and kept.
    package func run(_ sql: StaticString, _ values: [Value] = []) throws(SQLiteError) { try kept(sql).run(values) }

    /// Runs one query with bound values; it is compiled once and kept.
    package func rows<T>(
        _ sql: StaticString, _ values: [Value] = [], _ read: (Row) throws(SQLiteError) -> T
    ) throws(SQLiteError) -> [T] {
        try kept(sql).rows(values, read)
    }

    /// The compiled form of a literal, known by its address; a fresh one while the kept one is in the midst of its rows.
    private func kept(_ sql: StaticString) throws(SQLiteError) -> Statement {
        let place = UInt(bitPattern: sql.utf8Start)
        if let statement = statements[place] { return statement.isRunning ? try prepare(sql) : statement }
        let statement = try prepare(sql)
        statements[place] = statement
        return statement
    }

    /// The row id of the last insertion on this connection.
    package var lastInsertedID: Int { Int(sqlite3_last_insert_rowid(handle)) }

    /// Runs a body as one transaction: all of it, or, when it throws, nothing.
    package func transaction<T>(_ body: () throws -> T) throws -> T {
        try execute("BEGIN IMMEDIATE")
        do {
            let result = try body()
            try execute("COMMIT")
            return result
        } catch {
            // A full disk may have rolled back already; a second roll-back then fails harmlessly.
            try? execute("ROLLBACK")
            throw error
        }
    }

    private func configure(_ option: Int32, _ value: Int32) throws(SQLiteError) {
        var result: Int32 = 0
        let code = csqlite_configure(handle, option, value, &result)
        guard code == SQLITE_OK else { throw SQLiteError(code: code) }
    }

    func extendedCode(_ code: Int32) -> Int32 {
        let extended = sqlite3_extended_errcode(handle)
        return extended & 0xff == code & 0xff ? extended : code
    }
}
