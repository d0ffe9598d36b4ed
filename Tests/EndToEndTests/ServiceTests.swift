import FoundationEssentials
import Platform
import TestSupport
import Testing

/// The service as a whole: the built program, its database, workers and API, each test with a data folder of its own.
@Suite struct ServiceTests {
    /// Six short scenes, some spoken.
    static let script = """
        # Water

        [scenery: sea]
        The sea keeps its own time.

        [scenery: waves]
        Waves cross whole oceans before they meet the shore.

        [scenery: hills]
        A river takes the long way round.

        [card: 37 % | of the way]
        It is in no hurry.

        [scenery: city]
        Nobody is.

        [scenery: aurora]
        Good night.
        """

    @Test func makesTheVeryFilmThatTheCommandMakes() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            let script = try program.file("film.md", Self.script)
            let made = try await program.run(
                ["make", "--script", script, "--output", "film", "--size", "320x180", "--quality", "draft"]
                    + ["--music", "none", "--progress", "json"])
            #expect(made.succeeded, "\(made.errorText)")
            let (_, end) = try await RunningService.run(program, data: folder + "/service") { service in
                let film = try await service.submit(script: Self.script)
                async let stream = service.ask("GET", "/v1/videos/\(film.id)/stream.mp4")
                let done = try await service.until(film.id) { $0.isOver }
                #expect(done.status == "completed")
                let content = try await service.ask("GET", "/v1/videos/\(film.id)/content")
                let files = folder + "/service/films/\(film.id)/r1"
                for name in [
                    "film.mp4", "hls/film.m3u8", "hls/video.m3u8", "captions.vtt", "captions.srt", "captions.ass",
                    "credits.txt", "credits.json", "poster.jpg", "thumbnails.jpg", "storyboard.json",
                ] {
                    #expect(
                        try FileSystem.read(files + "/" + name) == FileSystem.read(folder + "/film/" + name),
                        "\(name) differs")
                }
                #expect(try content.body == FileSystem.read(folder + "/film/film.mp4"))
                #expect(FileSystem.facts(files + "/stream.mp4") == nil)
                try AtomicFile.write(try await stream.body, to: folder + "/stream.mp4")
            }
            #expect(end.succeeded, "\(end.errorText)")
            // Who watched meanwhile saw and heard the same.
            let decoded = { (path: String) in
                try await FFmpeg.run(["-xerror", "-i", path, "-map", "0:v", "-f", "framecrc", "-"])
            }
            #expect(try await decoded(folder + "/stream.mp4") == decoded(folder + "/film/film.mp4"))
        }
    }

    @Test func givesAFilmBackWhenItIsStoppedAndGoesOnLater() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            let data = folder + "/service"
            let (film, end) = try await RunningService.run(program, data: data) { service in
                let film = try await service.submit(script: Self.script, size: "1280x720")
                return try await service.until(film.id) { $0.detail.scenesDone >= 2 }
            }
            #expect(end.status == 0, "\(end.errorText)")
            #expect(!film.isOver)
            let (done, _) = try await RunningService.run(program, data: data) { service in
                try await service.until(film.id) { $0.isOver }
            }
            #expect(done.status == "completed")
            #expect(done.detail.scenesReused >= 2)
            #expect(done.detail.scenesReused < done.detail.scenesTotal)
        }
    }

    @Test func makesAnewOnlyWhatAnEditChanged() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            _ = try await RunningService.run(program, data: folder + "/service") { service in
                let film = try await service.submit(script: Self.script)
                _ = try await service.until(film.id) { $0.isOver }
                let path = "/v1/videos/\(film.id)/storyboard"
                let board = try await service.ask("GET", path)
                let edited = try await service.ask(
                    "PATCH", path, #"{"operations":[{"op":"edit","scene":6,"text":"Sleep well."}]}"#,
                    tag: board.tag)
                #expect(edited.status == 200, "\(edited.text)")
                let done = try await service.until(film.id) { $0.revision == 2 && $0.isOver }
                #expect(done.status == "completed")
                #expect(done.detail.scenesReused == done.detail.scenesTotal - 1)
                let captions = try await service.ask("GET", "/v1/videos/\(film.id)/captions.srt")
                #expect(captions.text.contains("Sleep well."))
            }
        }
    }

    @Test func letsOtherProcessesDoTheWork() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            let (data, process) = (folder + "/service", folder + "/worker.process")
            let (_, end) = try await RunningService.run(program, data: data, ["--workers", "0"]) { service in
                let film = try await service.submit(script: Self.script)
                async let worker = program.start(["work", "--data", data], process: process)
                let done = try await service.until(film.id) { $0.isOver }
                #expect(done.status == "completed")
                try await RunningService.signal("TERM", process)
                let ended = try await worker
                #expect(ended.status == 0, "\(ended.errorText)")
            }
            #expect(end.status == 0, "\(end.errorText)")
        }
    }

    @Test func refusesASecondServerOnItsData() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            let data = folder + "/service"
            _ = try await RunningService.run(program, data: data) { _ in
                let second = try await program.run(["serve", "--port", "0", "--data", data])
                #expect(second.status == 64)
                #expect(second.errorText.contains("Another server already works on \(data)."))
            }
        }
    }

    @Test func listensToTheNetworkOnlyWithAKey() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            let refused = try await program.run(["serve", "--host", "0.0.0.0", "--port", "0", "--data", "service"])
            #expect(refused.status == 64)
            #expect(refused.errorText.contains("there is no API key"))
        }
    }

    @Test func keepsBacksUpAndRemovesWhatItMade() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            let data = folder + "/service"
            let (film, _) = try await RunningService.run(program, data: data) { service in
                let film = try await service.submit(script: "[scenery: sea]\nThe sea.")
                return try await service.until(film.id) { $0.isOver }
            }
            let backup = try await program.run(["backup", "copy.sqlite", "--data", data])
            #expect(backup.succeeded, "\(backup.errorText)")
            let check = try await Subprocess.run(
                .init(
                    "python3",
                    [
                        "-c",
                        "import sqlite3, sys\n"
                            + "c = sqlite3.connect(sys.argv[1])\n"
                            + "print(c.execute('PRAGMA integrity_check').fetchone()[0], "
                            + "c.execute('SELECT count(*) FROM films').fetchone()[0])", folder + "/copy.sqlite",
                    ]))
            #expect(check.outputText == "ok 1\n", "\(check.errorText)")

            let place = data + "/films/\(film.id)"
            let dry = try await program.run(["gc", "--keep", "0s", "--cache-size", "0", "--dry-run", "--data", data])
            #expect(dry.outputText.contains("film \(film.id)\n"), "\(dry.outputText)\(dry.errorText)")
            #expect(FileSystem.facts(place) != nil)
            let real = try await program.run(["gc", "--keep", "0s", "--cache-size", "0", "--data", data])
            #expect(real.outputText.contains("film \(film.id)\n"))
            #expect(FileSystem.facts(place) == nil)
            #expect(try FileSystem.files(in: data + "/artifacts").isEmpty)
            let again = try await program.run(["gc", "--keep", "0s", "--data", data])
            #expect(again.outputText == "freed 0 B\n")
        }
    }

    @Test(arguments: [
        (["--port", "70000"], "--port"), (["--cache-size", "lots"], "--cache-size"), (["--keep", "soon"], "--keep"),
        (["--workers", "-1"], "--workers"), (["--log", "xml"], "--log"), (["--allow-address", "?"], "--allow-address"),
    ])
    func namesTheSettingThatIsWrong(_ options: [String], _ name: String) async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            let outcome = try await program.run(["serve", "--data", "service"] + options)
            #expect(outcome.status == 64)
            #expect(outcome.errorText.contains(name), "\(outcome.errorText)")
        }
    }
}
