internal import ArgumentParser
internal import Film
internal import Platform

/// `vitascope watch`: follows a film to its end.
struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Follow a film of a service until it is done.",
        discussion: """
            EXAMPLES
              vitascope watch video_01jd3q5tkm8f2y6w9c4rh7n0ea
              vitascope watch video_01jd3q5tkm8f2y6w9c4rh7n0ea --json | jq .type

            A lost connection is taken up again behind the last event seen. It ends as 'make' would: with 0 for a
            finished film, with the failure's code for one that failed, with 130 for one that was cancelled.
            """)

    @Argument(help: "The film.") var id: String
    @Flag(help: "Every event as the service tells it, one a line.") var json = false
    @OptionGroup var server: ServerOptions

    func run() async throws {
        let following = Following(client: try server.client(), film: try FilmName.check(id), isJSON: json)
        try await ProcessSignals.cancelling { _ = try await following.run() }
    }
}
