import Film
import FoundationEssentials
import Platform
import TestSupport
import Testing

@Suite struct MakeTests {
    @Test func leavesAWholeFilmThatIndependentProgramsAccept() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            let script = try program.file("film.md", sampleScript)
            let outcome = try await program.run(["make", "--script", script, "--output", "film"] + small)
            #expect(outcome.succeeded, "\(outcome.errorText)")
            for name in [
                "film.mp4", "hls/film.m3u8", "storyboard.json", "captions.vtt", "captions.srt", "captions.ass",
                "poster.jpg", "credits.txt", "credits.json", "thumbnails.jpg", "thumbnails.vtt",
            ] {
                #expect(program.has("film/" + name), "\(name) is missing")
            }
            let summary = try #require(Event.read(outcome).last?.summary)
            #expect(outcome.outputText == "film/film.mp4\nfilm/hls/film.m3u8\n")

            let film = folder + "/film/film.mp4"
            let streams = try await FFmpeg.probe([
                "-show_entries",
                "stream=codec_name,width,height,pix_fmt,color_space,color_range,start_time,duration", "-of",
                "csv=p=0", film,
            ])
            #expect(streams.count == 2)
            #expect(streams[0].contains("h264,320,180,yuv420p,tv,bt709,0.000000"), "\(streams)")
            #expect(streams[1].hasPrefix("aac,0.000000"), "\(streams)")
            for stream in streams {
                let length = try #require(Double(stream.split(separator: ",").last ?? ""))
                #expect(abs(length - summary.seconds) < 0.03)
            }
            try await FFmpeg.run(["-xerror", "-i", film, "-f", "null", "-"])
            try await FFmpeg.run(["-xerror", "-i", folder + "/film/hls/film.m3u8", "-f", "null", "-"])
            let playlist = try program.text("film/hls/video.m3u8")
            #expect(playlist.contains("#EXT-X-ENDLIST"))
            #expect(try program.text("film/credits.txt").contains("Inter"))
        }
    }

    @Test func soundsAsLoudAsPlatformsAsk() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            let script = try program.file("film.md", sampleScript)
            let outcome = try await program.run(["make", "--script", script, "--output", "film"] + small)
            #expect(outcome.succeeded, "\(outcome.errorText)")
            let meter = try await Subprocess.run(
                .init(
                    "ffmpeg",
                    [
                        "-nostdin", "-hide_banner", "-i", folder + "/film/film.mp4", "-af", "ebur128=peak=true", "-f",
                        "null", "-",
                    ]))
            func figure(_ name: String) throws -> Double {
                let line = try #require(meter.errorText.split(separator: "\n").last { $0.contains(name) })
                return try #require(Double(line.split(separator: " ").dropFirst().first ?? ""))
            }
            #expect(abs(try figure("I:") + 14) <= 1)
            #expect(try figure("Peak:") <= -1)
        }
    }

    @Test func makesTheSameFilmTwiceAndReusesEveryScene() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            let script = try program.file("film.md", sampleScript)
            let first = try await program.run(["make", "--script", script, "--output", "one"] + small)
            let again = try await program.run(["make", "--script", script, "--output", "two"] + small)
            #expect(first.succeeded && again.succeeded)
            let summary = try #require(Event.read(again).last?.summary)
            #expect(summary.reused == summary.scenes)
            var other = program
            other.environment["XDG_CACHE_HOME"] = try Program(in: folder + "/elsewhere").environment["XDG_CACHE_HOME"]
            let anew = try await other.run(["make", "--script", script, "--output", "three"] + small)
            #expect(Event.read(anew).last?.summary?.reused == 0)
            let films = try ["one", "two", "three"].map {
                try Data(contentsOf: URL(filePath: folder + "/\($0)/film.mp4"))
            }
            let same = films.map { $0 == films[0] }
            #expect(same == [true, true, true], "a film made again, or anew, differs from the first")
        }
    }

    @Test func rendersOnlyTheChangedSceneOfAnEditedStoryboard() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            let script = try program.file("film.md", sampleScript)
            let first = try await program.run(["make", "--script", script, "--output", "film"] + small)
            #expect(first.succeeded, "\(first.errorText)")
            let board = try program.text("film/storyboard.json")
            #expect(board.contains("The hills do not mind."))
            _ = try program.file(
                "film/storyboard.json",
                board.replacing("The hills do not mind.", with: "The hills are used to waiting."))
            let second = try await program.run(["render", "film/storyboard.json", "--progress", "json"])
            #expect(second.succeeded, "\(second.errorText)")
            let events = Event.read(second)
            let fresh = events.filter { $0.event == "scene" && $0.reused == false }.count
            #expect(fresh == 1)
            #expect(try program.text("film/captions.srt").contains("used to waiting"))
        }
    }

    @Test(arguments: [
        ["--voice", "none", "--music", "none"], ["--music", "none", "--captions", "boxed", "--shape", "9:16"],
        ["--voice", "none", "--length", "12s", "--captions", "none"], ["--fps", "24", "--captions", "karaoke"],
        ["--fps", "60", "--shape", "1:1", "--speed", "1.3"],
    ])
    func makesEveryKindOfFilm(options: [String]) async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            var arguments = options + ["--quality", "draft", "--progress", "json", "--output", "film"]
            if !options.contains("--shape") { arguments += ["--size", "320x180"] }
            let outcome = try await program.run(["make", "Rivers run to the sea. Nobody tells them to."] + arguments)
            #expect(outcome.succeeded, "\(outcome.errorText)")
            try await FFmpeg.run(["-xerror", "-i", folder + "/film/film.mp4", "-f", "null", "-"])
            if let wanted = options.firstIndex(of: "--length").map({ options[$0 + 1] }) {
                let length = try #require(Event.read(outcome).last?.summary?.seconds)
                #expect(abs(length - (Double(wanted.dropLast()) ?? 0)) < 0.5)
            }
        }
    }

    @Test func putsALogoInItsCornerAndRendersItFromElsewhere() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            try await FFmpeg.run([
                "-f", "lavfi", "-i", "color=c=0x00FF00:s=200x100", "-frames:v", "1", folder + "/mark.png",
            ])
            let script = try program.file(
                "film.md", "---\nlogo: mark.png\nlogo-corner: bottom-left\n---\nRivers run to the sea.")
            let options = small + ["--voice", "none", "--captions", "none"]
            let first = try await program.run(["make", "--script", script, "--output", "one"] + options)
            #expect(first.succeeded, "\(first.errorText)")
            let second = try await program.run(
                [
                    "make", "Rivers run to the sea.", "--logo", "mark.png", "--output", "two",
                ] + options)
            #expect(second.succeeded, "\(second.errorText)")
            // Green of a pixel near the middle of the logo, in the middle of the film: 320x180 has a margin of 8.
            func green(_ film: String, _ x: Int, _ y: Int) async throws -> [UInt8] {
                try await FFmpeg.run([
                    "-ss", "1", "-i", "\(folder)/\(film)/film.mp4", "-vf", "crop=2:2:\(x):\(y)", "-frames:v", "1", "-f",
                    "rawvideo", "-pix_fmt", "rgb24", "-",
                ])
            }
            func isGreen(_ pixel: [UInt8]) -> Bool {
                pixel.count > 2 && pixel[0] < 40 && pixel[1] > 215 && pixel[2] < 40
            }
            #expect(isGreen(try await green("one", 14, 166)))
            #expect(!isGreen(try await green("one", 300, 14)))
            #expect(isGreen(try await green("two", 300, 14)))
            #expect(try program.text("two/storyboard.json").contains("\(folder)/mark.png"))
            // A file beside the storyboard, moved to another corner: every scene is drawn anew, nothing is spoken.
            let board = try program.text("two/storyboard.json")
            _ = try program.file(
                "two/storyboard.json",
                board.replacing("\(folder)/mark.png", with: "../mark.png").replacing("top-right", with: "top-left"))
            let third = try await program.run(["render", "two/storyboard.json", "--progress", "json"])
            #expect(third.succeeded, "\(third.errorText)")
            #expect(Event.read(third).last?.summary?.reused == 0)
            #expect(isGreen(try await green("two", 20, 14)))
        }
    }

    @Test func streamsAFilmToAPipe() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            let outcome = try await program.run(
                ["make", "The sea keeps its own time.", "--output", "-"] + small)
            #expect(outcome.succeeded, "\(outcome.errorText)")
            let path = folder + "/stream.mp4"
            try Data(outcome.output).write(to: URL(filePath: path))
            try await FFmpeg.run(["-xerror", "-i", path, "-f", "null", "-"])
            let starts = try await FFmpeg.probe(["-show_entries", "stream=start_time", "-of", "csv=p=0", path])
            #expect(starts == ["0.000000", "0.000000"])
        }
    }

    @Test func plansAStoryboardThatRenderTakes() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            let script = try program.file("film.md", sampleScript)
            let plan = try await program.run(["plan", "--script", script, "--size", "320x180", "--quality", "draft"])
            #expect(plan.succeeded, "\(plan.errorText)")
            _ = try StoryboardFile.decode(plan.output)
            _ = try program.file("board.json", plan.outputText)
            let render = try await program.run(["render", "board.json", "--output", "film", "--progress", "none"])
            #expect(render.succeeded, "\(render.errorText)")
            #expect(render.errorText == "")
        }
    }
}
