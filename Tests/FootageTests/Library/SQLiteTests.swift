import FoundationEssentials
import Platform
import SQLite
import TestSupport
import Testing

@Suite struct `The SQLite wrapper` {
    static let steps: [Connection.Migration] = [
        .init(1, ["CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL UNIQUE, extra BLOB)"]),
        .init(2, ["ALTER TABLE notes ADD COLUMN mark REAL"]),
    ]

    @Test func `keeps every kind of value`() async throws {
        try await withScratch { folder in
            let database = try Connection(path: Path.join(folder, "a.db"))
            try database.migrate(Self.steps)
            let text = "Robert'); DROP TABLE notes;-- \u{0} 🎬"
            try database.run(
                "INSERT INTO notes (body, extra, mark) VALUES (?, ?, ?)", [.text(text), .blob([]), .real(-0.5)])
            try database.run("INSERT INTO notes (body, extra, mark) VALUES (?, ?, ?)", ["b", .blob([0, 255]), nil])
            let rows = try database.rows("SELECT body, extra, mark FROM notes ORDER BY id") { row in
                (row.text(0), row.withBlob(1) { Array($0) }, row.isNull(2) ? nil : row.real(2), row.isNull(1))
            }
            #expect(rows.count == 2)
            #expect(rows[0].0 == text)
            #expect(rows[0].1 == [] && !rows[0].3)
            #expect(rows[0].2 == -0.5)
            #expect(rows[1].1 == [0, 255] && rows[1].2 == nil)
            let mode = try database.rows("PRAGMA journal_mode") { row in row.text(0) }
            #expect(mode == ["wal"])
        }
    }

    @Test func `migrates once, and refuses a file from the future`() async throws {
        try await withScratch { folder in
            let path = Path.join(folder, "a.db")
            let old = try Connection(path: path)
            try old.migrate([Self.steps[0]])
            try old.run("INSERT INTO notes (body) VALUES (?)", ["kept"])
            let new = try Connection(path: path)
            try new.migrate(Self.steps)
            try new.migrate(Self.steps)
            #expect(try new.version() == 2)
            #expect(try new.rows("SELECT body FROM notes") { row in row.text(0) } == ["kept"])
            let error = #expect(throws: SQLiteError.self) { try old.migrate([Self.steps[0]]) }
            #expect(error?.kind == .newer)
        }
    }

    @Test func `undoes a failed transaction and names the broken rule without its values`() async throws {
        try await withScratch { folder in
            let database = try Connection(path: Path.join(folder, "a.db"))
            try database.migrate(Self.steps)
            let error = #expect(throws: SQLiteError.self) {
                try database.transaction {
                    try database.run("INSERT INTO notes (body) VALUES (?)", ["secret"])
                    try database.run("INSERT INTO notes (body) VALUES (?)", ["secret"])
                }
            }
            #expect(error?.kind == .constraint)
            #expect(error?.description.contains("secret") == false)
            #expect(error?.description.contains("INSERT") == false)
            #expect(try database.rows("SELECT count(*) FROM notes") { row in row.integer(0) } == [0])
        }
    }

    @Test func `tells a file that is no database`() async throws {
        try await withScratch { folder in
            let path = Path.join(folder, "a.db")
            try Data(repeating: 0x41, count: 5000).write(to: URL(filePath: path))
            let error = #expect(throws: SQLiteError.self) { _ = try Connection(path: path) }
            #expect(error?.kind == .damaged)
            let missing = #expect(throws: SQLiteError.self) { _ = try Connection(path: Path.join(folder, "no/a.db")) }
            #expect(missing?.kind == .unreadable)
        }
    }

    @Test func `waits no longer than its busy timeout for another's lock`() async throws {
        try await withScratch { folder in
            let path = Path.join(folder, "a.db")
            let one = try Connection(path: path)
            try one.migrate(Self.steps)
            let two = try Connection(path: path, busyTimeout: 1)
            try one.transaction {
                let error = #expect(throws: SQLiteError.self) {
                    try two.run("INSERT INTO notes (body) VALUES (?)", ["x"])
                }
                #expect(error?.kind == .busy)
            }
        }
    }
}
