internal import ArgumentParser
internal import Film
internal import FoundationEssentials
internal import Platform

/// `vitascope status`: where a film stands.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Tell where a film of a service stands.",
        discussion: """
            EXAMPLES
              vitascope status video_01jd3q5tkm8f2y6w9c4rh7n0ea
              vitascope status video_01jd3q5tkm8f2y6w9c4rh7n0ea --json

            It ends with 0 whatever became of the film; 'watch' ends as 'make' would.
            """)

    @Argument(help: "The film.") var id: String
    @Flag(help: "The service's own JSON.") var json = false
    @OptionGroup var server: ServerOptions

    func run() async throws {
        let film = try FilmName.check(id)
        let client = try server.client()
        let isJSON = json
        try await ProcessSignals.cancelling {
            let answer = try await client.send("GET", "/v1/videos/\(film)")
            if isJSON {
                Terminal.output(SubmitCommand.line(answer.body) + "\n")
            } else {
                Terminal.output(Self.text(try ServiceClient.decode(RemoteFilm.self, answer.body), client.base))
            }
        }
    }

    /// A film in a few lines.
    static func text(_ film: RemoteFilm, _ base: String) -> String {
        var rows = [["film", film.id]]
        if !film.name.isEmpty { rows.append(["title", film.name]) }
        rows.append(["state", state(of: film)])
        if film.detail.scenesTotal > 0 {
            rows.append(["scenes", "\(film.detail.scenesDone) of \(film.detail.scenesTotal)"])
        }
        if let duration = film.duration { rows.append(["length", ProgressView.clock(duration)]) }
        if let bytes = film.bytes { rows.append(["size", "\(film.size), \(ByteText.text(Int(bytes)))"]) }
        if film.detail.playableAfter != nil || film.status == "completed" {
            rows.append(["watch", base + film.urls.hls])
        }
        if let error = film.error, film.state == "failed" { rows.append(["reason", OneLine.text(error.message)]) }
        return Table.text(rows)
    }

    private static func state(of film: RemoteFilm) -> String {
        guard film.status == "in_progress" else { return film.state }
        var text = "\(film.progress) %"
        if let stage = film.stage { text = "\(stage), \(text)" }
        if let left = film.etaSeconds { text += ", \(ProgressView.clock(left)) left" }
        return text
    }
}
