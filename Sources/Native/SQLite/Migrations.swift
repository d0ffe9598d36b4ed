internal import CSQLite

extension Connection {
    /// One numbered step of a schema; once released it is never edited, only followed by another.
    package struct Migration {
        /// 1, 2, 3 …, without gaps.
        package let number: Int
        /// The statements, run in order.
        package let statements: [StaticString]

        /// Makes a step.
        package init(_ number: Int, _ statements: [StaticString]) {
            self.number = number
            self.statements = statements
        }
    }

    /// Brings the schema up to date: runs, in one transaction each, the steps that `user_version` says are missing.
    ///
    /// - Throws: ``SQLiteError`` of kind `newer` when the file has steps that this build does not know.
    package func migrate(_ migrations: [Migration]) throws {
        for (offset, migration) in migrations.enumerated() {
            precondition(migration.number == offset + 1, "migrations are numbered from 1 without gaps")
        }
        try check(migrations)
        for migration in migrations where try version() < migration.number {
            try transaction {
                // Another process may have run the step while this one waited for the lock.
                guard try version() < migration.number else { return }
                for statement in migration.statements { try execute(statement) }
                try setVersion(migration.number)
            }
        }
    }

    /// Makes sure, without changing anything, that the file has no steps that this build does not know.
    ///
    /// - Throws: ``SQLiteError`` of kind `newer`.
    package func check(_ migrations: [Migration]) throws(SQLiteError) {
        if try version() > migrations.count { throw SQLiteError(kind: .newer) }
    }

    /// The number of the last migration that this file has seen.
    package func version() throws(SQLiteError) -> Int {
        try rows("PRAGMA user_version") { row in row.integer(0) }.first ?? 0
    }

    private func setVersion(_ number: Int) throws(SQLiteError) {
        let code = csqlite_set_user_version(handle, Int32(number))
        guard code == SQLITE_OK else { throw SQLiteError(code: extendedCode(code)) }
    }
}
