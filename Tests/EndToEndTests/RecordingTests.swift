import Film
import FoundationEssentials
import Platform
import TestSupport
import Testing

/// A person's own voice in a film, heard by a recogniser that knows nothing of ours.
@Suite struct `A recorded narration` {
    private static let script = """
        # A brother's promise

        And Mr. John Dashwood had then leisure to consider how much there might be prudently in his power to do for them. \
        He was not an ill disposed young man, unless to be rather cold hearted and rather selfish is to be ill disposed.

        Had he married a more amiable woman, he might have been made still more respectable than he was. \
        He might even have been made amiable himself.
        """

    private struct Board: Decodable {
        struct Scene: Decodable {
            struct Recording: Decodable {
                var file: String
                var start: Int?
                var end: Int?
            }
            var id: String
            var narration: String?
            var recording: Recording?
        }
        var scenes: [Scene]
    }

    private func board(_ program: Program, _ path: String) throws -> Board {
        try JSONDecoder().decode(Board.self, from: Data(try program.text(path).utf8))
    }

    private static func plain(_ text: String) -> [String] {
        text.lowercased().replacing("mr.", with: "mister").replacing("-", with: " ")
            .split { !$0.isLetter }.map { String($0) }
    }

    /// Where captions begin, with their words, from SubRip (hours:minutes:seconds,milliseconds).
    private static func cues(_ srt: String) throws -> [(start: Double, words: [String])] {
        try srt.split(separator: "\n\n").map { block in
            let lines = block.split(separator: "\n")
            let clock = lines[1].prefix(12).split { ":,".contains($0) }.compactMap { Double($0) }
            try #require(clock.count == 4)
            return (
                clock[0] * 3600 + clock[1] * 60 + clock[2] + clock[3] / 1000,
                plain(lines.dropFirst(2).joined(separator: " "))
            )
        }
    }

    @Test func `is heard in the film, and its captions come when the words do`() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            let script = try program.file("talk.md", Self.script)
            try Reading.write(to: folder + "/me.wav", pause: 0.4, lead: 1.5)
            let arguments = ["--music", "none", "--output", "film"] + small
            let outcome = try await program.run(["make", "--script", script, "--recording", "me.wav"] + arguments)
            #expect(outcome.succeeded, "\(outcome.errorText)")
            let heard = try #require(try await Listener.words(in: [folder + "/film/film.mp4"]).first)
            let said = Self.plain(heard.map(\.text).joined(separator: " "))
            let wanted = Self.plain(Self.script.split(separator: "\n").dropFirst().joined(separator: " "))
            let wrong = wanted.difference(from: said).count
            #expect(wrong <= wanted.count / 8, "\(said)")
            // Whisper's times are good to a tenth of a second or two, and a caption comes 40 ms before its word.
            var off: [Double] = []
            var rest = heard.flatMap { word in Self.plain(word.text).map { (text: $0, start: word.start) } }[...]
            for cue in try Self.cues(try program.text("film/captions.srt")) {
                while let word = rest.first, word.text != cue.words.first { rest = rest.dropFirst() }
                guard let word = rest.first else { break }
                off.append(abs(word.start - cue.start))
                rest = rest.dropFirst(cue.words.count)
            }
            print("captions of a recording against Whisper: \(off)")
            #expect(off.count >= 5 && off.sorted()[off.count / 2] <= 0.2 && (off.max() ?? 9) <= 0.7)

            let scenes = try board(program, "film/storyboard.json").scenes.filter { $0.narration != nil }
            #expect(scenes.allSatisfy { $0.recording?.file.hasSuffix("/me.wav") == true })
            let stretches = scenes.compactMap { $0.recording }
            #expect(zip(stretches, stretches.dropFirst()).allSatisfy { ($0.end ?? 0) <= ($1.start ?? 0) })
            let credits = try program.text("film/credits.txt")
            #expect(credits.contains("me.wav") && !credits.contains("Heart"))

            // The document says all: rendered from it, nothing is made anew.
            let again = try await program.run(
                ["render", "film/storyboard.json", "--output", "film2", "--progress", "json"])
            let summary = try #require(Event.read(again).last?.summary, "\(again.errorText)")
            #expect(summary.reused == summary.scenes)
        }
    }

    @Test func `that leaves a sentence out lets the voice say it, and says so`() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            let script = try program.file("talk.md", Self.script)
            try Reading.write(to: folder + "/me.wav", leavingOut: 4)
            let outcome = try await program.run([
                "plan", "--script", script, "--recording", "me.wav", "--output", "plan.json",
            ])
            #expect(outcome.succeeded && outcome.errorText.contains("leave out “He might even"), "\(outcome.errorText)")
            let scenes = try board(program, "plan.json").scenes.filter { $0.narration != nil }
            #expect(scenes.last?.recording == nil && scenes.dropLast().allSatisfy { $0.recording != nil })
        }
    }

    @Test func `of other words, or of nothing, is refused before anything is made`() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            try Reading.write(to: folder + "/me.wav")
            let other =
                "The river carries the light of a hundred cities. Boats slide under the arches before anyone wakes."
            let outcome = try await program.run(["make", other, "--recording", "me.wav", "--output", "film"])
            #expect(outcome.status == 65 && outcome.errorText.contains("me.wav does not seem to be of these words"))
            try await FFmpeg.run(["-f", "lavfi", "-i", "anullsrc=r=16000:cl=mono", "-t", "4", folder + "/still.wav"])
            let silent = try await program.run(["make", other, "--recording", "still.wav", "--output", "film"])
            #expect(silent.status == 66 && silent.errorText.contains("Nobody speaks"), "\(silent.errorText)")
            #expect(!program.has("film/film.mp4"))
        }
    }

    @Test func `of one scene is trimmed, and stands where a stretch is named`() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            try FileManager.default.copyItem(atPath: try Reading.sentences[1].path, toPath: folder + "/take.wav")
            func film(_ recording: String, output: String) async throws -> Subprocess.Outcome {
                let board = try program.file(
                    output + ".json",
                    """
                    {"size": "320x180", "quality": "draft", "music": "none", "scenes": [{"id": "a", "pauseAfter": 0,
                     "narration": "He was not an ill disposed young man.", "recording": \(recording),
                     "shot": {"kind": "scenery", "name": "sea"}}]}
                    """)
                return try await program.run(["render", board, "--output", output, "--progress", "json"])
            }
            let whole = try await film(#"{"file": "\#(folder)/take.wav"}"#, output: "whole")
            let trimmed = try #require(Event.read(whole).last?.summary?.seconds, "\(whole.errorText)")
            // 2.99 s with some 0.4 s of silence around it, and a third of a second before the film's first word.
            #expect((2.5...3.2).contains(trimmed), "\(trimmed)")
            let part = try await film(#"{"file": "\#(folder)/take.wav", "start": 200, "end": 1200}"#, output: "part")
            let exact = try #require(Event.read(part).last?.summary?.seconds, "\(part.errorText)")
            #expect(abs(exact - 1.32) < 0.05, "\(exact)")
            let beyond = try await film(#"{"file": "\#(folder)/take.wav", "start": 9000}"#, output: "beyond")
            #expect(beyond.status == 66 && beyond.errorText.contains("has nothing at 9.0 s"), "\(beyond.errorText)")
            let gone = try await film(#"{"file": "\#(folder)/gone.wav"}"#, output: "gone")
            #expect(gone.status == 66 && gone.errorText.contains("gone.wav"), "\(gone.errorText)")
        }
    }
}
