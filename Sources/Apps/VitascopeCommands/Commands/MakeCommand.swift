internal import ArgumentParser
internal import Film
internal import Platform

/// `vitascope make`: words in, film out.
struct MakeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Make a film from a prompt or a script.",
        discussion: """
            EXAMPLES
              vitascope make "Why rivers bend"
              vitascope make --script talk.md --shape 9:16 --captions karaoke --music tender
              vitascope make --script talk.md --library ~/Footage --output out/talk
              vitascope make "The sea at night" --length 30s --output - | mpv -

            It leaves film.mp4, hls/film.m3u8 (playable within a second of starting), storyboard.json, captions.vtt,
            captions.srt, captions.ass, poster.jpg and credits in the output folder. A run that was stopped goes on at
            the last finished scene.
            """)

    @Argument(help: "What the film is about; its sentences are narrated as they are.")
    var prompt: String?

    @OptionGroup var film: FilmOptions
    @OptionGroup var place: OutputOptions

    func run() async throws {
        let source = try SourceReader.read(prompt: prompt, script: film.script)
        let brief = try BriefReader.read(source, film)
        let target = try place.target()
        try await ProcessSignals.cancelling {
            let bench = try Bench(place.progress, pronunciations: place.pronunciations)
            let storyboard = try await bench.plan(brief, scriptPath: film.script, libraries: place.library)
            try await bench.render(storyboard, length: brief.length, into: target.resolved(title: storyboard.title))
        }
    }
}
