import Films
import Platform
import SQLite
import Steps
import StepsSQLite
import TestSupport
import Testing

/// A process that works on a store is killed again and again; nothing it was promised may be missing.
@Suite struct `A store whose process is killed` {
    /// What the killed processes said before they were killed.
    private struct Promises {
        var accepted: Set<String> = []
        var completed: Set<String> = []
        var done: Set<[String]> = []

        /// Only whole lines count: the last may have been cut.
        mutating func add(_ output: String) {
            for line in output.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
                let words = line.split(separator: " ").map(String.init)
                switch words.first {
                case "accepted": accepted.insert(words[1])
                case "completed": completed.insert(words[1])
                case "done": done.insert(Array(words.dropFirst()))
                default: Issue.record("said \(line)")
                }
            }
        }
    }

    /// How often; `VITASCOPE_KILLS` asks for more.
    private static let rounds = Environment["VITASCOPE_KILLS"].flatMap { Int($0) } ?? 8

    @Test func `has everything that was acknowledged, and takes up what was begun at once`() async throws {
        try await withScratch { folder in
            let path = folder + "/films.sqlite"
            let program = Path.join(Path.folder(of: CommandLine.arguments[0]), "store-load")
            var promises = Promises()
            for _ in 0..<Self.rounds {
                let life = "\(Double.random(in: 0.15...0.9))"
                let outcome = try await Subprocess.run(
                    .init("timeout", ["--signal=KILL", life, program, "work", path]))
                #expect(outcome.errorText == "")
                promises.add(outcome.outputText)
                let check = try await Subprocess.run(
                    .init("sqlite3", ["-cmd", ".timeout 10000", path, "PRAGMA integrity_check"]))
                #expect(check.outputText == "ok\n", "\(check.errorText)")
            }
            #expect(promises.accepted.count > 50)
            #expect(!promises.completed.isEmpty)

            let films = try await SQLiteFilms(path: path)
            let statuses = try await films.database.read { connection in
                Dictionary(
                    uniqueKeysWithValues: try connection.rows("SELECT id, status FROM films") {
                        ($0.text(0), $0.text(1))
                    })
            }
            #expect(promises.accepted.subtracting(statuses.keys).isEmpty)
            #expect(promises.completed.allSatisfy { statuses[$0] == "completed" })
            let kept = try await films.database.read { connection in
                Set(
                    try connection.rows(
                        """
                        SELECT id, subject FROM steps JOIN films ON films.key = steps.film
                        WHERE result = 'key-' || subject
                        """
                    ) { [$0.text(0), $0.text(1)] })
            }
            let open = promises.done.filter { statuses[$0[0]] != "completed" }
            #expect(open.subtracting(kept).isEmpty)

            // No lease has to run out: the dead process is known to be dead when the next worker asks for work.
            _ = try await films.lease(WorkerOffer(worker: "next"))
            let left = try await films.database.read { connection in
                try connection.rows(
                    "SELECT count(*) FROM films WHERE status = 'running' AND worker <> 'next'"
                ) { $0.integer(0) }
            }
            #expect(left == [0])
        }
    }
}
