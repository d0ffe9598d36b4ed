internal import ArgumentParser
internal import Film
internal import Platform

/// `vitascope render`: a storyboard, edited or not, to a film.
struct RenderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Make the film that a storyboard describes; only what changed is made anew.",
        discussion: """
            EXAMPLES
              vitascope render out/rivers/storyboard.json
              vitascope render talk.json --output out/talk --progress json

            Scenes that name no picture are matched against the libraries; choices that stand in the file are kept.
            Without --output the film goes where the storyboard lies when that is a film's folder, else to out/<title>.
            """)

    @Argument(help: ArgumentHelp("The storyboard, as 'vitascope plan' writes it.", valueName: "storyboard.json"))
    var storyboard: String

    @OptionGroup var place: OutputOptions

    func run() async throws {
        let document = try StoryboardReader.read(storyboard)
        var target = try place.target()
        if case .folder(nil) = target, Path.name(of: storyboard) == "storyboard.json" {
            let folder = Path.folder(of: storyboard)
            if FileSystem.facts(Path.join(folder, "hls")) != nil { target = .folder(folder) }
        }
        let place = place
        let path = storyboard
        let chosen = target
        try await ProcessSignals.cancelling {
            let bench = try Bench(place.progress, pronunciations: place.pronunciations)
            let matched = try await bench.match(document, scriptPath: path, libraries: place.library)
            try await bench.render(matched, into: chosen.resolved(title: matched.title))
        }
    }
}
