import Film
import FoundationEssentials
import Platform
import TestSupport
import Testing

/// Wrong input: one clear sentence that names the thing, the documented exit code, and nothing half-written.
@Suite struct BadInputTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let arguments: [String]
        let status: Int32
        let says: String
        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "nothing to make", arguments: ["make"], status: 64, says: "nothing to make a film from"),
        Case(name: "an empty prompt", arguments: ["make", ""], status: 64, says: "prompt"),
        Case(name: "a blank prompt", arguments: ["make", " \n\t "], status: 64, says: "prompt"),
        Case(name: "a binary prompt", arguments: ["make", "\u{1}\u{2}\u{3}\u{FFFD}\u{4}"], status: 64, says: "prompt"),
        Case(name: "prompt and script", arguments: ["make", "x", "--script", "y.md"], status: 64, says: "both"),
        Case(name: "a missing script", arguments: ["make", "--script", "no.md"], status: 65, says: "no.md"),
        Case(name: "a wordless script", arguments: ["make", "--script", "wordless.md"], status: 65, says: "word"),
        Case(name: "a binary script", arguments: ["make", "--script", "noise.bin"], status: 65, says: "noise.bin"),
        Case(name: "size zero", arguments: ["make", "x y", "--size", "0x0"], status: 64, says: "0x0"),
        Case(name: "a negative size", arguments: ["make", "x y", "--size=-1920x1080"], status: 64, says: "-1920x1080"),
        Case(
            name: "an absurd size", arguments: ["make", "x y", "--size", "99999x99999"], status: 64, says: "99999x99999"
        ),
        Case(name: "an odd size", arguments: ["make", "x y", "--size", "1281x721"], status: 64, says: "1280x720"),
        Case(name: "no size", arguments: ["make", "x y", "--size", "big"], status: 64, says: "\"big\""),
        Case(name: "an unknown shape", arguments: ["make", "x y", "--shape", "16:10"], status: 64, says: "16:9"),
        Case(name: "an odd rate", arguments: ["make", "x y", "--fps", "31"], status: 64, says: "24, 25, 30, 50 or 60"),
        Case(name: "length zero", arguments: ["make", "x y", "--length", "0"], status: 64, says: "\"0\""),
        Case(name: "a negative length", arguments: ["make", "x y", "--length=-5s"], status: 64, says: "-5s"),
        Case(name: "an absurd length", arguments: ["make", "x y", "--length", "900h"], status: 64, says: "900h"),
        Case(name: "an unknown voice", arguments: ["make", "x y", "--voice", "hart"], status: 64, says: "heart"),
        Case(name: "an unknown mood", arguments: ["make", "x y", "--music", "tendr"], status: 64, says: "tender"),
        Case(name: "a missing track", arguments: ["make", "x y", "--music", "no.mp3"], status: 66, says: "no.mp3"),
        Case(
            name: "a missing recording", arguments: ["make", "x y", "--recording", "no.wav"], status: 66, says: "no.wav"
        ),
        Case(
            name: "a recording of noise", arguments: ["plan", "x y", "--recording", "noise.bin"], status: 66,
            says: "noise.bin"),
        Case(name: "a missing logo", arguments: ["make", "x y", "--logo", "no.png"], status: 66, says: "no.png"),
        Case(name: "a drawn logo", arguments: ["make", "x y", "--logo", "mark.svg"], status: 66, says: "PNG"),
        Case(
            name: "a plan's broken logo", arguments: ["plan", "x y", "--logo", "noise.bin"], status: 66, says: "noise"),
        Case(
            name: "an unknown corner", arguments: ["make", "x y", "--logo", "a.png", "--logo-corner", "top-lft"],
            status: 64, says: "top-left"),
        Case(
            name: "a corner for no logo", arguments: ["make", "x y", "--logo-corner", "top-left"], status: 64,
            says: "--logo"),
        Case(
            name: "a logo to submit", arguments: ["submit", "x y", "--logo", "a.png"], status: 64,
            says: "Upload it first"
        ),
        Case(
            name: "an unknown style", arguments: ["make", "x y", "--captions", "karaok"], status: 64, says: "karaoke"),
        Case(name: "a wild speed", arguments: ["make", "x y", "--speed", "9"], status: 64, says: "0.5"),
        Case(
            name: "a missing library", arguments: ["make", "x y", "--library", "nowhere"], status: 65, says: "nowhere"),
        Case(
            name: "a file as folder", arguments: ["make", "x y", "--output", "noise.bin"], status: 73, says: "noise.bin"
        ),
        Case(name: "a broken storyboard", arguments: ["render", "broken.json"], status: 65, says: "scenes"),
        Case(name: "no storyboard", arguments: ["render", "no.json"], status: 65, says: "no.json"),
        Case(name: "a binary storyboard", arguments: ["render", "noise.bin"], status: 65, says: "JSON"),
        Case(name: "an unknown option", arguments: ["make", "x", "--colour", "red"], status: 64, says: "--colour"),
        Case(name: "an unknown pack", arguments: ["models", "fetch", "voice-hart"], status: 64, says: "voice-heart"),
    ]

    @Test(arguments: cases) func saysWhatIsWrong(_ example: Case) async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            _ = try program.file("wordless.md", "# \n\n---\n\n<!-- nothing -->\n")
            _ = try program.file("broken.json", #"{"version": 1, "title": "x", "scenes": 7}"#)
            _ = try program.file("mark.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
            try Data((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 167 ^ 0x80) }).write(
                to: URL(filePath: folder + "/noise.bin"))
            let before = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            let outcome = try await program.run(example.arguments)
            #expect(outcome.status == example.status, "\(outcome.errorText)")
            #expect(outcome.errorText.contains(example.says), "\(outcome.errorText)")
            #expect(outcome.errorText.split(separator: "\n").count <= 8, "more than a sentence: \(outcome.errorText)")
            #expect(outcome.output.isEmpty)
            let after = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0 != "data" }.sorted()
            #expect(after == before.filter { $0 != "data" }, "something was left behind")
        }
    }

    @Test func refusesAPromptOf200_000CharactersOrMakesIt() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            let long = try program.file("long.md", String(repeating: "word ", count: 50_000))
            let outcome = try await program.run(["make", "--script", long] + small)
            #expect(outcome.status == 65)
            #expect(outcome.errorText.contains("200"), "\(outcome.errorText)")
        }
    }

    @Test(arguments: [
        "'; rm -rf ~ ; echo '", "$(reboot) `id`", "[v]drawtext=text=x;[a]", "{\\pos(0,0)\\b900}big{\\r}",
        "../../../../etc/passwd", "%n%s%d", "<script>alert(1)</script>", "a: b, c=d; e\\:f",
    ])
    func takesHostileTextAsText(_ text: String) async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            let outcome = try await program.run(
                ["make", "--output", "film", "--length", "3s", "--music", "none"] + small + ["--", "Say \(text) now."])
            #expect(outcome.succeeded, "\(outcome.errorText)")
            try await FFmpeg.run(["-xerror", "-i", folder + "/film/film.mp4", "-f", "null", "-"])
        }
    }

    @Test func passesOverBrokenMediaInALibrary() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            let library = folder + "/library"
            try FileManager.default.createDirectory(atPath: library, withIntermediateDirectories: true)
            try await FFmpeg.run([
                "-f", "lavfi", "-i", "testsrc2=s=640x360:d=2", "-pix_fmt", "yuv420p", library + "/harbour boats.mp4",
            ])
            try await FFmpeg.run(["-f", "lavfi", "-i", "sine=d=1", library + "/only sound.m4a"])
            let whole = try Data(contentsOf: URL(filePath: library + "/harbour boats.mp4"))
            try whole.prefix(whole.count / 3).write(to: URL(filePath: library + "/harbour truncated.mp4"))
            try Data().write(to: URL(filePath: library + "/harbour empty.jpg"))
            try Data("no picture".utf8).write(to: URL(filePath: library + "/harbour text.png"))
            let outcome = try await program.run(
                ["make", "Boats leave the harbour.", "--library", library, "--output", "film"] + small)
            #expect(outcome.succeeded, "\(outcome.errorText)")
            #expect(try program.text("film/storyboard.json").contains("harbour boats.mp4"))
            let vanished = try StoryboardFile.decode(Array(program.text("film/storyboard.json").utf8))
            #expect(vanished.scenes.contains { $0.shot.choice != nil })
            try FileManager.default.removeItem(atPath: library)
            let gone = try await program.run(["render", "film/storyboard.json", "--progress", "none"])
            #expect(gone.status == 66)
            #expect(gone.errorText.contains("harbour boats.mp4"), "\(gone.errorText)")
        }
    }

    @Test func saysThatTheDiskIsFullAndLeavesNoHalfFilm() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            let disk = folder + "/disk"
            try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
            let mounted = try await Subprocess.run(
                .init("mount", ["-t", "tmpfs", "-o", "size=96k", "tmpfs", disk]))
            try #require(mounted.succeeded, "a small disk needs root: \(mounted.errorText)")
            let outcome = try await program.run(
                ["make", "The sea keeps its own time.", "--output", disk + "/film"] + small)
            let film = program.has("disk/film/film.mp4")
            _ = try await Subprocess.run(.init("umount", [disk]))
            #expect(outcome.status == 73, "\(outcome.errorText)")
            #expect(outcome.errorText.contains("full"), "\(outcome.errorText)")
            #expect(!film)
        }
    }

    @Test func makesASilentlyDrawnFilmWithoutAnyPack() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder, packs: false)
            let outcome = try await program.run(["make", "The sea keeps its own time.", "--output", "film"] + small)
            #expect(outcome.succeeded, "\(outcome.errorText)")
            let notices = Event.read(outcome).compactMap(\.message).joined(separator: "\n")
            #expect(notices.contains("vitascope models fetch voice-heart"))
            #expect(notices.contains("music"))
        }
    }
}
