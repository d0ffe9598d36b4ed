internal import ArgumentParser
internal import Film
internal import FoundationEssentials
internal import Speaking

/// `vitascope voices`: who can speak.
struct VoicesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "voices", abstract: "List the voices that can speak now.",
        discussion: """
            EXAMPLES
              vitascope voices
              vitascope voices --json | jq -r '.[].id'
            """)

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let voices = try Workshop().engines.voices
        if json {
            Terminal.output(try JSONText.pretty(voices) + "\n")
            return
        }
        Terminal.output(
            Table.text(
                [["VOICE", "LANGUAGE", "ENGINE", "WHAT IT IS"]]
                    + voices.map { [$0.id, $0.language, $0.engine, $0.summary] }))
    }
}
