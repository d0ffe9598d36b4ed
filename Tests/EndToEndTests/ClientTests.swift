import FoundationEssentials
import Platform
import TestSupport
import Testing

/// The client commands against a service, both run as a person runs them.
@Suite struct ClientTests {
    /// A service on a port of its own.
    private struct Service: Sendable {
        let program: Program
        let port: Int
        let extra: [String]

        func running<Result: Sendable>(_ body: () async throws -> Result) async throws -> Result {
            let (program, arguments) = (program, ["serve", "--port", "\(port)", "--data", "data"] + extra)
            let server = Task { try await program.run(arguments) }
            defer { server.cancel() }
            for _ in 0..<600 {
                let outcome = try await program.run(["list", "--server", "http://127.0.0.1:\(port)"])
                if outcome.succeeded { break }
                try await Task.sleep(for: .milliseconds(100))
            }
            let result = try await body()
            server.cancel()
            _ = try? await server.value
            return result
        }
    }

    private func service(in folder: String, _ extra: [String] = []) throws -> Service {
        var program = try Program(in: folder)
        let port = Int.random(in: 20_000..<32_000)
        program.environment["VITASCOPE_SERVER"] = "http://127.0.0.1:\(port)"
        return Service(program: program, port: port, extra: extra)
    }

    private let look = ["--size", "320x180", "--quality", "draft", "--music", "none"]

    @Test func makesAFilmFarAwayFetchesItAndChangesIt() async throws {
        try await withScratch { folder in
            let service = try service(in: folder)
            let program = service.program
            try await service.running {
                let made = try await program.run(
                    [
                        "submit", "The sea keeps its own time. It minds nobody.", "--output", "got", "--label",
                        "team=sea",
                    ]
                        + look)
                #expect(made.status == 0, "\(made.errorText)")
                let id = String(made.outputText.prefix { !$0.isNewline })
                #expect(id.hasPrefix("video_"))
                for name in ["film.mp4", "captions.vtt", "captions.srt", "poster.jpg", "storyboard.json"] {
                    #expect(program.has("got/" + name), "\(name)")
                }
                let size = try await FFmpeg.probe([
                    "-select_streams", "v", "-show_entries", "stream=width,height", "-of", "csv=p=0",
                    folder + "/got/film.mp4",
                ])
                #expect(size == ["320,180"])

                let list = try await program.run(["list", "--label", "team=sea", "--text", "nobody"])
                #expect(list.outputText.contains(id))
                let none = try await program.run(["list", "--status", "failed", "--json"])
                #expect(none.outputText == "")
                let status = try await program.run(["status", id])
                #expect(status.outputText.contains("completed"))

                let board = try program.text("got/storyboard.json")
                _ = try program.file("new.json", board.replacing("minds nobody", with: "waits for nobody"))
                let trial = try await program.run(["storyboard", "edit", id, "--file", "new.json", "--dry-run"])
                #expect(trial.status == 0, "\(trial.errorText)")
                #expect(trial.outputText.hasPrefix("revision 2: "))
                let edited = try await program.run(["storyboard", "edit", id, "--file", "new.json", "--wait"])
                #expect(edited.status == 0, "\(edited.errorText)")
                let again = try await program.run(["get", id, "--only", "captions", "--output", "again"])
                #expect(again.status == 0, "\(again.errorText)")
                #expect(try program.text("again/captions.srt").contains("waits"))

                var editing = program
                editing.environment["EDITOR"] = "sed -i s/waits/asks/"
                let typed = try await editing.run(["storyboard", "edit", id, "--dry-run"])
                #expect(typed.outputText.hasPrefix("revision 3: "), "\(typed.errorText)")
            }
        }
    }

    @Test func saysClearlyWhatIsWrong() async throws {
        try await withScratch { folder in
            let service = try service(in: folder, ["--workers", "0"])
            let program = service.program
            let unknown = "video_01jd3q5tkm8f2y6w9c4rh7n0ea"
            let nobody = try await program.run(["status", unknown])
            #expect(nobody.status == 69)
            #expect(nobody.errorText.contains("vitascope serve"))
            try await service.running {
                for (arguments, code, words) in [
                    (["status", unknown], 65, "There is no video"), (["get", "nonsense"], 64, "not the id of a film"),
                    (["submit", "Words.", "--voice", "nobody-at-all"], 64, "nobody-at-all"),
                    (["submit"], 64, "nothing to make a film from"), (["submit", "…"], 64, "words to speak"),
                    (["submit", "Words.", "--callback", "http://169.254.169.254/"], 64, "link-local"),
                    (["list", "--server", "ftp://x/"], 64, "not an http"),
                    (["list", "--status", "done"], 64, "status"),
                ] as [([String], Int32, String)] {
                    let outcome = try await program.run(arguments)
                    #expect(outcome.status == code, "\(arguments): \(outcome.errorText)")
                    #expect(outcome.errorText.contains(words), "\(arguments): \(outcome.errorText)")
                }
                let made = try await program.run(["submit", "Nobody makes this."])
                let id = String(made.outputText.prefix { !$0.isNewline })
                let early = try await program.run(["get", id])
                #expect(early.status == 65)
                let cancelled = try await program.run(["cancel", id])
                #expect(cancelled.outputText.contains("cancelled"))
                let watched = try await program.run(["watch", id, "--json"])
                #expect(watched.status == 130)
            }
        }
    }

    @Test func watchesOnAfterTheServiceWasStoppedAndStarted() async throws {
        try await withScratch { folder in
            let idle = try service(in: folder, ["--workers", "0"])
            let program = idle.program
            let (id, watching) = try await idle.running {
                let made = try await program.run(["submit", "The sea keeps its own time."] + look)
                let id = String(made.outputText.prefix { !$0.isNewline })
                let watching = Task { try await watch(id, program) }
                // Until it is connected and has been told the first event.
                for _ in 0..<600 where (try? program.text("events").contains("video.queued")) != true {
                    try await Task.sleep(for: .milliseconds(100))
                }
                return (id, watching)
            }
            let busy = Service(program: program, port: idle.port, extra: [])
            try await busy.running {
                let watched = try await watching.value
                #expect(watched.status == 0, "\(watched.errorText)")
                let types = try program.text("events").split(separator: "\n").compactMap { line in
                    try? JSONDecoder().decode(Told.self, from: Data(line.utf8)).type
                }
                #expect(types.first == "video.queued")
                #expect(types.last == "video.completed")
                #expect(types.filter { $0 == "video.queued" }.count == 1)
                #expect(watched.errorText.contains("connection to the service was lost"))
                let status = try await program.run(["status", id, "--json"])
                #expect(status.outputText.contains("completed"))
            }
        }
    }

    /// Runs `watch` with its events going to a file that can be read meanwhile.
    private func watch(_ id: String, _ program: Program) async throws -> Subprocess.Outcome {
        var request = Subprocess.Request(
            "sh", ["-c", "exec \"$0\" watch \"$1\" --json > events", Program.path, id])
        request.folder = program.folder
        request.environment = program.environment
        request.deadline = .seconds(300)
        return try await Subprocess.run(request)
    }

    private struct Told: Decodable { var type: String }
}
