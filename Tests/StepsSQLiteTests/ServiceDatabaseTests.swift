import Film
import Films
import FoundationEssentials
import SQLite
import StepsSQLite
import TestSupport
import Testing

@Suite struct `The service's database` {
    private static let schema = [
        Connection.Migration(1, ["CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL UNIQUE) STRICT"])
    ]

    private struct Refused: Error {}

    private func withDatabase(_ body: (ServiceDatabase, String) async throws -> Void) async throws {
        try await withScratch { folder in
            let path = folder + "/data/a.sqlite"
            try await body(try await ServiceDatabase(path: path, migrations: Self.schema), path)
        }
    }

    private static func add(_ body: String, _ connection: Connection) throws {
        try connection.run("INSERT INTO notes (body) VALUES (?)", [.text(body)])
    }

    private static func bodies(_ connection: Connection) throws -> [String] {
        try connection.rows("SELECT body FROM notes ORDER BY id") { $0.text(0) }
    }

    @Test func `undoes a change that fails, and none of those that share its transaction`() async throws {
        try await withDatabase { database, _ async throws in
            let outcomes = await withTaskGroup(of: (Int, Bool).self) { group in
                for index in 0..<200 {
                    group.addTask {
                        do {
                            try await database.write { connection in
                                try Self.add("\(index)", connection)
                                if index.isMultiple(of: 3) { throw Refused() }
                                if index.isMultiple(of: 5) { try Self.add("\(index)", connection) }
                            }
                            return (index, true)
                        } catch { return (index, false) }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            let kept = Set(outcomes.filter(\.1).map { "\($0.0)" })
            #expect(kept == Set((0..<200).filter { $0 % 3 != 0 && $0 % 5 != 0 }.map(String.init)))
            #expect(Set(try await database.read { try Self.bodies($0) }) == kept)
        }
    }

    @Test func `makes changes in the order of asking, also those that nobody waits for`() async throws {
        try await withDatabase { database, _ async throws in
            for index in 0..<50 { database.post { try Self.add("\(index)", $0) } }
            database.post { _ in throw Refused() }
            try await database.write { try Self.add("last", $0) }
            #expect(try await database.read { try Self.bodies($0) } == (0..<50).map(String.init) + ["last"])
        }
    }

    @Test func `tells what was committed in order, before the callers go on`() async throws {
        try await withDatabase { database, _ async throws in
            let told = AsyncStream<Int>.makeStream()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<100 {
                    group.addTask {
                        _ = try await database.write { connection -> Int in
                            try Self.add("\(index)", connection)
                            return connection.lastInsertedID
                        } committed: { id, _ in
                            told.continuation.yield(id)
                        }
                    }
                }
                try await group.waitForAll()
            }
            told.continuation.finish()
            let order = await told.stream.reduce(into: []) { $0.append($1) }
            #expect(order == Array(1...100))
        }
    }

    @Test func `is full without loss, and goes on when there is room again`() async throws {
        try await withDatabase { database, _ async throws in
            try await database.write { try Self.add("first", $0) }
            let pages = try await database.read { try $0.rows("PRAGMA page_count") { $0.integer(0) }[0] }
            #expect(pages < 20)
            // What a full disk answers, SQLite answers here for a file that has reached its size.
            try await database.write { _ = try $0.rows("PRAGMA max_page_count = 24") { $0.integer(0) } }
            var kept = ["first"]
            await #expect(throws: FilmStoreError.full) {
                for index in 0..<100 {
                    let body = String(repeating: "x", count: 3000) + "\(index)"
                    try await database.write { try Self.add(body, $0) }
                    kept.append(body)
                }
            }
            #expect(try await database.read { try Self.bodies($0) } == kept)
            let small = await withTaskGroup(of: Bool.self) { group in
                for index in 0..<40 {
                    group.addTask {
                        let body = index.isMultiple(of: 2) ? String(repeating: "y\(index)", count: 9000) : "s\(index)"
                        do { try await database.write { try Self.add(body, $0) } } catch {
                            #expect(error as? FilmStoreError == .full)
                            return true
                        }
                        return false
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(small.contains(true))
            try await database.write { _ = try $0.rows("PRAGMA max_page_count = 100000") { $0.integer(0) } }
            try await database.write { try Self.add("again", $0) }
            let bodies = try await database.read { try Self.bodies($0) }
            #expect(Array(bodies.prefix(kept.count)) == kept && bodies.last == "again")
        }
    }

    @Test(arguments: [0, 100, 4096, 8192, -5000]) func `refuses a damaged file, names it, and leaves it as it is`(
        at place: Int
    ) async throws {
        try await withScratch { folder in
            let path = folder + "/a.sqlite"
            do {
                let films = try await SQLiteFilms(path: path)
                for index in 0..<50 {
                    var record = FilmRecord(
                        id: FilmID(at: Int64(index)), request: FilmRequest(brief: .init(source: .prompt("rain"))),
                        created: 1)
                    record.title = "\(index)"
                    _ = try await films.submit(FilmSubmission(record: record))
                }
                let copy = folder + "/b.sqlite"
                try await films.backup(to: copy)
                await films.close()
            }
            var bytes = Array(try Data(contentsOf: URL(filePath: folder + "/b.sqlite")))
            if place < 0 {
                bytes.removeLast(-place)
            } else {
                for offset in place..<(place + 90) { bytes[offset] = 0xA5 }
            }
            let damaged = folder + "/c.sqlite"
            try Data(bytes).write(to: URL(filePath: damaged))
            let error = await #expect(throws: FilmStoreError.self) { _ = try await SQLiteFilms(path: damaged) }
            guard case .damaged(let sentence) = error else {
                Issue.record("told \(String(describing: error))")
                return
            }
            #expect(sentence.contains(damaged) && sentence.contains("vitascope backup"))
            #expect(Array(try Data(contentsOf: URL(filePath: damaged))) == bytes)
        }
    }

    @Test func `refuses a file from the future and one that may not be used`() async throws {
        try await withScratch { folder in
            let path = folder + "/a.sqlite"
            do {
                let connection = try Connection(path: path)
                try connection.execute("PRAGMA user_version = 99")
            }
            let newer = await #expect(throws: FilmStoreError.self) { _ = try await SQLiteFilms(path: path) }
            guard case .unavailable(let sentence) = newer else {
                Issue.record("told \(String(describing: newer))")
                return
            }
            #expect(sentence.contains(path) && sentence.contains("newer"))
            await #expect(throws: FilmStoreError.self) { _ = try await SQLiteFilms(path: folder) }
        }
    }

    @Test func `is copied whole while it is written to`() async throws {
        try await withDatabase { database, path async throws in
            try await database.write { try Self.add("one", $0) }
            let writing = Task {
                for index in 0..<200 { try await database.write { try Self.add("\(index)", $0) } }
            }
            let copy = path + ".copy"
            try await database.backup(to: copy)
            try await database.backup(to: copy)
            try await writing.value
            let restored = try await ServiceDatabase(path: copy, migrations: Self.schema)
            let bodies = try await restored.read { try Self.bodies($0) }
            #expect(bodies.first == "one")
            #expect(bodies.dropFirst().elementsEqual((0..<(bodies.count - 1)).map(String.init)))
        }
    }

    @Test func `says that another process holds it`() async throws {
        try await withDatabase { database, path async throws in
            let other = try Connection(path: path, busyTimeout: 1)
            try other.execute("BEGIN IMMEDIATE")
            let writing = Task { try await database.write { try Self.add("mine", $0) } }
            try await Task.sleep(for: .milliseconds(100))
            // Readers do not mind; the writer waits for its turn.
            #expect(try await database.read { try Self.bodies($0) }.isEmpty)
            try Self.add("theirs", other)
            try other.execute("COMMIT")
            try await writing.value
            #expect(try await database.read { try Self.bodies($0) } == ["theirs", "mine"])
        }
    }
}
