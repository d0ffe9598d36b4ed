internal import ArgumentParser
internal import Film
internal import Platform

/// `vitascope frames`: a storyboard's pictures as raw yuv420p on standard output; for benchmarks and contact sheets.
struct FramesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "frames", abstract: "Draw a film's frames as raw yuv420p, without encoding.",
        shouldDisplay: false)

    @Argument(help: "The storyboard.") var storyboard: String

    func run() async throws {
        guard !Terminal.outputIsTerminal else {
            throw FilmError(.usage, "The frames would go to the terminal.", remedy: "Send them to a file or a program.")
        }
        let document = try StoryboardReader.read(storyboard)
        let path = storyboard
        try await ProcessSignals.cancelling {
            let bench = try Bench(.none)
            let matched = try await bench.match(document, scriptPath: path, libraries: [])
            try await bench.workshop.dumpFrames(matched, Making { _ in })
        }
    }
}
