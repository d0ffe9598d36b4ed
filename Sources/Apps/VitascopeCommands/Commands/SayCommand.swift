internal import ArgumentParser
internal import Film
internal import Platform
internal import Speaking

/// `vitascope say`: text to a WAV file or pipe.
struct SayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "say",
        abstract: "Speak a text to a WAV file or a pipe.",
        discussion: """
            EXAMPLES
              vitascope say "Good evening." --output evening.wav
              vitascope say "Dr. Li paid $3.5 million on 3 May 2024." --voice heart | aplay
              vitascope say --input chapter.txt --times words.json --output chapter.wav
            """)

    @Argument(help: "The words.")
    var text: String?

    @Option(help: ArgumentHelp("A text file instead; - reads standard input.", valueName: "FILE"))
    var input: String?

    @Option(name: [.short, .long], help: ArgumentHelp("The WAV file (default: standard output).", valueName: "FILE"))
    var output: String?

    @Option(help: ArgumentHelp("Who speaks, as 'vitascope voices' lists.", valueName: "VOICE"))
    var voice = "heart"

    @Option(help: ArgumentHelp("Speaking rate, 0.5 to 2.", valueName: "X"))
    var speed = 1.0

    @Option(help: ArgumentHelp("Your own pronunciations, a word = sound on each line.", valueName: "FILE"))
    var pronunciations: String?

    @Option(help: ArgumentHelp("Also write the times of words and phonemes as JSON.", valueName: "FILE"))
    var times: String?

    func run() async throws {
        let command = self
        let words = try spokenText()
        guard (0.5...2).contains(speed) else {
            throw FilmError(
                .usage, "--speed \(speed) is not a speaking rate.", remedy: "Use a number from 0.5 to 2.")
        }
        if (output ?? "-") == "-", Terminal.outputIsTerminal {
            throw FilmError(
                .usage, "The sound would go to the terminal.",
                remedy: "Name a file with --output, or pipe it: vitascope say \"…\" | aplay")
        }
        try await ProcessSignals.cancelling {
            let workshop = try Workshop(pronunciations: command.pronunciations)
            let narration = try await workshop.speak(
                words, VoiceChoice(id: command.voice, speed: command.speed), notice: ProgressView(.auto).notice)
            let wave = WaveFile.bytes(samples: narration.samples, sampleRate: narration.sampleRate)
            if let output = command.output, output != "-" {
                try AtomicFile.write(wave, to: output)
            } else {
                TerminalDevice.write(wave, descriptor: 1)
            }
            if let times = command.times { try AtomicFile.write(NarrationTimes.json(narration), to: times) }
        }
    }

    private func spokenText() throws(FilmError) -> String {
        switch (text, input) {
        case (nil, nil), (.some, .some):
            throw FilmError(.usage, "Give the words, or --input FILE, and not both.")
        case (let text?, nil): return text
        case (nil, let input?):
            guard case .script(let text) = try SourceReader.read(prompt: nil, script: input) else { return "" }
            return text
        }
    }
}
