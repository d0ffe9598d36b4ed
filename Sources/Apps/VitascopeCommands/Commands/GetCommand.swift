internal import ArgumentParser
internal import Film
internal import Films
internal import Platform

/// `vitascope get`: fetches a finished film.
struct GetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "get",
        abstract: "Fetch a finished film of a service, with captions, poster and credits.",
        discussion: """
            EXAMPLES
              vitascope get video_01jd3q5tkm8f2y6w9c4rh7n0ea
              vitascope get video_01jd3q5tkm8f2y6w9c4rh7n0ea --output out/rivers --wait
              vitascope get video_01jd3q5tkm8f2y6w9c4rh7n0ea --only captions

            A download that was cut goes on where it was when the same command is run again.
            """)

    @Argument(help: "The film.") var id: String

    @Option(name: [.short, .long], help: ArgumentHelp("The folder (default out/<id>).", valueName: "DIR"))
    var output: String?

    @Option(
        help: ArgumentHelp(
            "Only this: film, captions, poster, thumbnails, credits or storyboard; may be repeated.",
            valueName: "PART"))
    var only: [FilmPart] = []

    @Flag(help: "Wait until it is done.") var wait = false
    @Flag(help: "The paths as JSON.") var json = false
    @OptionGroup var server: ServerOptions

    func run() async throws {
        let film = try FilmName.check(id)
        let client = try server.client()
        let folder = output ?? Path.join("out", film.rawValue)
        let fetching = Fetching(client: client, film: film, parts: only.isEmpty ? FilmPart.allCases : only)
        let (waits, isJSON) = (wait, json)
        try await ProcessSignals.cancelling {
            if waits { try await Following(client: client, film: film, isJSON: false).run() }
            let paths = try await fetching.run(into: folder)
            guard !paths.isEmpty else { throw FilmError(.input, "The film has nothing of what was asked for.") }
            Terminal.output(
                isJSON ? try JSONText.pretty(["files": paths]) + "\n" : paths.joined(separator: "\n") + "\n")
        }
    }
}
