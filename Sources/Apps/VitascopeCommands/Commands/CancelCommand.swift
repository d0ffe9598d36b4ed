internal import ArgumentParser
internal import Film
internal import Platform

/// `vitascope cancel`: stops a film.
struct CancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Stop films of a service that are waiting or being made.",
        discussion: """
            EXAMPLES
              vitascope cancel video_01jd3q5tkm8f2y6w9c4rh7n0ea

            One that has ended stays as it is. Scenes that were done are kept: tried again, it goes on with them.
            """)

    @Argument(help: "The films.") var id: [String]
    @Flag(help: "The service's own JSON, a film a line.") var json = false
    @OptionGroup var server: ServerOptions

    func run() async throws {
        let films = try id.map { text throws(FilmError) in try FilmName.check(text) }
        guard !films.isEmpty else { throw FilmError(.usage, "There is no film to cancel.", remedy: "Give its id.") }
        let (client, isJSON) = (try server.client(), json)
        try await ProcessSignals.cancelling {
            for film in films {
                let answer = try await client.send("POST", "/v1/videos/\(film)/cancel")
                let state = try ServiceClient.decode(RemoteFilm.self, answer.body).state
                Terminal.output(isJSON ? SubmitCommand.line(answer.body) + "\n" : "\(film)  \(state)\n")
            }
        }
    }
}
