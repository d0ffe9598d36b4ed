import SQLite

/// The index's tables, in numbered steps, append-only; what they hold can always be made again from the folders.
enum LibrarySchema {
    /// Raised when the same file would be described otherwise than before: every file is then read again.
    static let reading = 1

    /// The steps.
    static let migrations: [Connection.Migration] = [
        .init(
            1,
            [
                "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
                "CREATE TABLE folders (path TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
                """
                CREATE TABLE items (
                    id INTEGER PRIMARY KEY,
                    path TEXT NOT NULL UNIQUE,
                    stamp TEXT NOT NULL,
                    kind TEXT NOT NULL CHECK (kind IN ('photo', 'clip')),
                    width INTEGER NOT NULL CHECK (width > 0),
                    height INTEGER NOT NULL CHECK (height > 0),
                    duration INTEGER NOT NULL CHECK (duration >= 0 AND (kind = 'clip') = (duration > 0)),
                    rate REAL NOT NULL,
                    rotation INTEGER NOT NULL CHECK (rotation IN (0, 90, 180, 270)),
                    title TEXT NOT NULL,
                    tags TEXT NOT NULL,
                    description TEXT NOT NULL,
                    author TEXT NOT NULL,
                    licence TEXT NOT NULL,
                    source TEXT NOT NULL,
                    fingerprint INTEGER NOT NULL,
                    subject TEXT NOT NULL,
                    vector BLOB
                ) STRICT
                """,
                "CREATE INDEX items_without_vector ON items (id) WHERE vector IS NULL",
                "CREATE TABLE skipped (path TEXT PRIMARY KEY, stamp TEXT NOT NULL, reason TEXT NOT NULL) STRICT",
                "CREATE VIRTUAL TABLE words USING fts5(title, tags, description, tokenize = 'porter unicode61')",
            ])
    ]
}
