internal import CSQLite

/// A failure of the embedded database; its text never holds SQL or bound values.
package struct SQLiteError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of failure it is, as far as a caller can act on it.
    package enum Kind: Sendable, Equatable {
        /// The file is not a database, or its pages contradict one another.
        case damaged
        /// Another process held the database for longer than the busy timeout.
        case busy
        /// The disk is full.
        case full
        /// The file or its folder cannot be written.
        case readOnly
        /// The file cannot be opened or read.
        case unreadable
        /// A declared rule (unique, not null, check, foreign key) was broken.
        case constraint
        /// The database was written by a newer version of its owner.
        case newer
        /// Anything else; a fault of the caller.
        case other
    }

    /// The kind of failure.
    package let kind: Kind
    /// SQLite's extended result code (<https://www.sqlite.org/rescode.html>).
    package let code: Int32

    /// Classifies a result code.
    init(code: Int32) {
        self.code = code
        kind =
            switch code & 0xff {
            case SQLITE_CORRUPT, SQLITE_NOTADB: .damaged
            case SQLITE_BUSY, SQLITE_LOCKED: .busy
            case SQLITE_FULL: .full
            case SQLITE_READONLY, SQLITE_PERM: .readOnly
            case SQLITE_CANTOPEN, SQLITE_IOERR, SQLITE_AUTH: .unreadable
            case SQLITE_CONSTRAINT: .constraint
            default: .other
            }
    }

    /// Makes an error that has no result code of its own.
    init(kind: Kind) {
        self.kind = kind
        code = SQLITE_ERROR
    }

    /// SQLite's own words for the result code: no SQL, no path, no values.
    package var description: String {
        kind == .newer
            ? "database written by a newer version" : "\(String(cString: sqlite3_errstr(code))) (code \(code))"
    }
}
