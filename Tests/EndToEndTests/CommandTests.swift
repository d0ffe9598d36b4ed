import FoundationEssentials
import Platform
import TestSupport
import Testing

@Suite struct CommandTests {
    @Test func speaksIntoAFileWithTimes() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            let outcome = try await program.run([
                "say", "Good evening, ladies.", "--output", "say.wav", "--times", "t.json",
            ])
            #expect(outcome.succeeded, "\(outcome.errorText)")
            let seconds = try await FFmpeg.probe([
                "-show_entries", "format=duration", "-of", "csv=p=0", folder + "/say.wav",
            ])
            #expect((0.8...2.5).contains(try #require(Double(seconds.first ?? ""))))
            #expect(try program.text("t.json").contains("evening,"))
        }
    }

    @Test func saysAWordAsTheUserWants() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            _ = try program.file("mine.txt", "nguyen = win\n")
            _ = try program.file("broken.txt", "no sign here\n")
            for (name, extra) in [("own", ["--pronunciations", "mine.txt"]), ("plain", [])] {
                let outcome = try await program.run(
                    ["say", "Nguyen", "--times", name + ".json", "-o", name + ".wav"] + extra)
                #expect(outcome.succeeded, "\(outcome.errorText)")
            }
            _ = try program.file("win.txt", "win")
            let win = try await program.run(["say", "--input", "win.txt", "--times", "win.json", "-o", "win.wav"])
            #expect(win.succeeded, "\(win.errorText)")
            func phonemes(_ name: String) throws -> [String] {
                struct Times: Decodable {
                    struct Entry: Decodable { var text: String }
                    var phonemes: [Entry]
                }
                return try JSONDecoder().decode(Times.self, from: Data(program.text(name).utf8)).phonemes.map(\.text)
            }
            let (own, plain, wanted) = (try phonemes("own.json"), try phonemes("plain.json"), try phonemes("win.json"))
            #expect(own == wanted)
            #expect(plain != wanted)
            let broken = try await program.run(["say", "x", "--pronunciations", "broken.txt", "-o", "x.wav"])
            #expect(broken.status == 65)
            #expect(broken.errorText.contains("Line 1 of broken.txt"), "\(broken.errorText)")
        }
    }

    @Test func tellsWhatWorksHere() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            let doctor = try await program.run(["doctor"])
            #expect(doctor.succeeded)
            #expect(doctor.outputText.contains("ok       encoder x264: encoded two frames"))
            #expect(try await program.run(["voices"]).outputText.contains("heart"))
            #expect(try await program.run(["models", "list"]).outputText.contains("photos-budgie"))
            #expect(try await program.run(["--version"]).outputText.contains("0."))
        }
    }

    @Test func indexesAndSearchesAFolder() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            let library = folder + "/Footage"
            try FileManager.default.createDirectory(atPath: library, withIntermediateDirectories: true)
            try await FFmpeg.run([
                "-f", "lavfi", "-i", "testsrc2=s=640x360:d=1", "-frames:v", "1", library + "/red bicycle.jpg",
            ])
            let added = try await program.run(["library", "add", library])
            #expect(added.outputText.contains("1 photos"), "\(added.outputText)\(added.errorText)")
            #expect(try await program.run(["library", "list"]).outputText.contains("red bicycle.jpg"))
            #expect(try await program.run(["library", "search", "bicycle"]).outputText.contains("red bicycle.jpg"))
            #expect(try await program.run(["library", "remove", library]).succeeded)
        }
    }

    private static let hasStarterPhotos = FileManager.default.fileExists(
        atPath: UserFolders.cache + "/packs/photos-budgie/ocean-waves.jpg")

    @Test(.enabled(if: hasStarterPhotos))
    func showsTheStarterPhotosWithoutEnteringThem() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            let starter = folder + "/cache/vitascope/packs/photos-budgie"
            // As the user's index once held them.
            #expect(try await program.run(["library", "add", starter]).succeeded)
            for _ in 1...2 {
                let listed = try await program.run(["library", "list"])
                #expect(listed.outputText.split(separator: "ocean-waves.jpg").count == 2, "shown once")
                #expect(listed.errorText.isEmpty)
            }
            #expect(try await program.run(["library", "search", "otters"]).outputText.contains("otters"))
            // Another cache, as when it moves: nothing is said about the old one.
            try FileManager.default.moveItem(atPath: folder + "/cache", toPath: folder + "/moved")
            var moved = program
            moved.environment["XDG_CACHE_HOME"] = folder + "/moved"
            let listed = try await moved.run(["library", "list"])
            #expect(listed.outputText.split(separator: "ocean-waves.jpg").count == 2)
            #expect(!listed.outputText.contains(folder + "/cache/"))
            let planned = try await moved.run(["plan", "The sea is wide."])
            #expect(!planned.errorText.contains("not there any more"))
        }
    }

    @Test(arguments: [
        ["--help"], ["make", "--help"], ["render", "--help"], ["say", "--help"], ["library", "--help"],
    ])
    func showsExamplesInItsHelp(_ arguments: [String]) async throws {
        try await withScratch { folder in
            let outcome = try await Program(in: folder).run(arguments)
            #expect(outcome.succeeded)
            #expect(outcome.outputText.contains("EXAMPLES"))
        }
    }
}
