import FoundationEssentials
import Platform
import TestSupport
import Testing

/// What happens to a film whose making is cut off, and to one that is watched meanwhile.
@Suite struct InterruptionTests {
    /// Starts the program, waits for so many events of a kind, does something to it, and prints what it saw.
    private static let watcher = """
        import json, os, signal, subprocess, sys
        action, event, count, folder = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
        process = subprocess.Popen(sys.argv[5:], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        seen = 0
        report = {}
        for line in process.stderr:
            if not line.startswith("{"): continue
            if json.loads(line)["event"] == event: seen += 1
            if seen == count:
                seen += 1
                if action == "kill": process.send_signal(signal.SIGKILL)
                if action == "interrupt": process.send_signal(signal.SIGINT)
                if action == "look":
                    report["film"] = os.path.exists(folder + "/film.mp4")
                    report["ended"] = "ENDLIST" in open(folder + "/hls/video.m3u8").read()
                    probe = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-t", "0.8", "-i",
                        folder + "/hls/film.m3u8", "-f", "framecrc", "-"], capture_output=True, text=True)
                    report["frames"] = sum(1 for l in probe.stdout.splitlines() if l.startswith("0,"))
        report["status"] = process.wait()
        print(json.dumps(report))
        """

    private struct Report: Decodable {
        var status: Int32
        var film: Bool?
        var ended: Bool?
        var frames: Int?
    }

    private func watch(
        _ action: String, event: String, count: Int, _ program: Program, _ arguments: [String]
    ) async throws -> Report {
        var request = Subprocess.Request(
            "python3",
            ["-c", Self.watcher, action, event, "\(count)", program.folder + "/film", Program.path] + arguments)
        request.folder = program.folder
        request.environment = program.environment
        request.deadline = .seconds(200)
        let outcome = try await Subprocess.run(request)
        #expect(outcome.succeeded, "\(outcome.errorText)")
        return try JSONDecoder().decode(Report.self, from: Data(outcome.output))
    }

    @Test(arguments: [("kill", Int32(-9)), ("interrupt", Int32(130))])
    func goesOnAtTheLastFinishedScene(_ action: String, _ status: Int32) async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            let script = try program.file("film.md", sampleScript)
            let arguments =
                ["make", "--script", script, "--output", folder + "/film", "--size", "640x360", "--progress", "json"]
            let cut = try await watch(action, event: "scene", count: 3, program, arguments)
            #expect(cut.status == status)
            #expect(!program.has("film/film.mp4"), "a half-written film stands under its final name")
            let second = try await program.run(arguments)
            #expect(second.succeeded, "\(second.errorText)")
            let summary = try #require(Event.read(second).last?.summary)
            #expect(summary.reused >= 3)
            #expect(summary.reused < summary.scenes)
            try await FFmpeg.run(["-xerror", "-i", folder + "/film/film.mp4", "-f", "null", "-"])
        }
    }

    @Test func letsOneProcessAtATimeMakeAFilmInAFolder() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            let one = ["make", "The sea keeps its own time.", "--output", "film"] + small
            let two = [
                "make", "A river takes the long way.", "--output", "film", "--shape", "1:1", "--quality", "draft",
            ]
            async let first = program.run(one)
            async let second = program.run(two)
            let outcomes = try await [first, second]
            #expect(outcomes.allSatisfy { $0.succeeded }, "\(outcomes.map(\.errorText))")
            try await FFmpeg.run(["-xerror", "-i", folder + "/film/film.mp4", "-f", "null", "-"])
            try await FFmpeg.run(["-xerror", "-i", folder + "/film/hls/film.m3u8", "-f", "null", "-"])
        }
    }

    @Test func canBeWatchedBeforeItIsFinished() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            let script = try program.file("film.md", sampleScript)
            let report = try await watch(
                "look", event: "playable", count: 1, program,
                ["make", "--script", script, "--output", folder + "/film", "--size", "640x360", "--progress", "json"])
            #expect(report.status == 0)
            #expect(report.film == false)
            #expect(report.ended == false)
            #expect((report.frames ?? 0) >= 20)
        }
    }
}
