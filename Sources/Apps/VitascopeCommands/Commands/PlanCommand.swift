internal import ArgumentParser
internal import Film
internal import Platform

/// `vitascope plan`: words to a storyboard that can be read, edited and rendered.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Write the storyboard that a film would be made from.",
        discussion: """
            EXAMPLES
              vitascope plan --script talk.md > talk.json
              vitascope plan "Why rivers bend" --output rivers.json
            """)

    @Argument(help: "What the film is about.")
    var prompt: String?

    @OptionGroup var film: FilmOptions

    @Option(
        name: [.short, .long], help: ArgumentHelp("Where to write it (default: standard output).", valueName: "FILE"))
    var output: String?

    @Option(help: ArgumentHelp("A folder of videos and photos to choose from; may be repeated.", valueName: "DIR"))
    var library: [String] = []

    func run() async throws {
        let source = try SourceReader.read(prompt: prompt, script: film.script)
        let brief = try BriefReader.read(source, film)
        let command = self
        try await ProcessSignals.cancelling {
            let storyboard = try await Bench(.auto).plan(
                brief, scriptPath: command.film.script, libraries: command.library)
            let bytes = try StoryboardReader.bytes(of: storyboard)
            if let output = command.output, output != "-" {
                try AtomicFile.write(bytes, to: output)
            } else {
                TerminalDevice.write(bytes, descriptor: 1)
            }
        }
    }
}
