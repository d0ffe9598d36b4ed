extension Connection {
    /// A number that changes when another connection, of this process or another, has changed the database
    /// (<https://www.sqlite.org/pragma.html#pragma_data_version>).
    package func dataVersion() throws(SQLiteError) -> Int {
        try rows("PRAGMA data_version") { row in row.integer(0) }.first ?? 0
    }

    /// Looks through the file for pages that contradict one another; reads all of it.
    ///
    /// - Throws: ``SQLiteError`` of kind `damaged` when it finds any.
    package func quickCheck() throws(SQLiteError) {
        let findings = try rows("PRAGMA quick_check(1)") { row in row.text(0) }
        if findings != ["ok"] { throw SQLiteError(kind: .damaged) }
    }

    /// Writes a compact copy of the database as it is now; others may go on writing meanwhile.
    ///
    /// - Parameter path: The copy; there must be no file of that name, or an empty one.
    /// - Throws: ``SQLiteError`` when it cannot be written.
    package func copy(to path: String) throws(SQLiteError) { try run("VACUUM INTO ?", [.text(path)]) }

    /// Moves what the write-ahead log holds into the file, as far as no reader still needs it; nobody waits for it.
    package func checkpoint() throws(SQLiteError) { try run("PRAGMA wal_checkpoint(PASSIVE)") }
}
