package import ArgumentParser
internal import Film
internal import Platform

/// The command that people type.
package struct Vitascope: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "vitascope",
        abstract: "Text in, finished film out, and it plays while it is being made.",
        discussion: """
            EXAMPLES
              vitascope make "Why rivers bend"
              vitascope make --script talk.md --shape 9:16 --captions karaoke
              vitascope plan --script talk.md --output talk.json
              vitascope render talk.json --output out/talk
              vitascope say "Good evening." --output evening.wav

            Exit codes: 0 done, 64 usage, 65 input, 66 media, 69 missing pack, program or service, 70 fault,
            73 cannot write, 130 stopped. Shell completions: vitascope --generate-completion-script bash|zsh|fish.
            """,
        version: version,
        subcommands: [
            MakeCommand.self, PlanCommand.self, RenderCommand.self, SayCommand.self, VoicesCommand.self,
            LibraryCommand.self, ModelsCommand.self, DoctorCommand.self, FramesCommand.self, ServeCommand.self,
            WorkCommand.self, GcCommand.self, BackupCommand.self, KeysCommand.self, SubmitCommand.self,
            StatusCommand.self, ListCommand.self, WatchCommand.self, GetCommand.self, CancelCommand.self,
            StoryboardCommand.self,
        ])

    /// The version printed by `--version`.
    package static let version = "0.1.0"

    package init() {}

    /// Parses the command line, runs the command and exits with its documented code.
    @concurrent package static func run(_ arguments: [String]? = nil) async -> Never {
        Allocator.keepLean()
        ProcessSignals.ignoreBrokenPipes()
        do {
            var command = try parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            exit(withError: nil)
        } catch {
            finish(error)
        }
    }

    /// Tells the person what went wrong and leaves with the code that scripts can act on.
    private static func finish(_ error: any Error) -> Never {
        if let failure = error as? FilmError {
            Terminal.complain(failure)
            exit(withError: ExitCode(failure.exitCode))
        }
        if error is CancellationError {
            Terminal.complain(FilmError(.cancelled, "Stopped.", remedy: "Run it again to go on where it was."))
            exit(withError: ExitCode(130))
        }
        if exitCode(for: error) == .success || error is ExitCode || exitCode(for: error) == .validationFailure {
            exit(withError: error)
        }
        Terminal.complain(FilmError(.internalFault, "Something went wrong inside: \(error)."))
        exit(withError: ExitCode(70))
    }
}
