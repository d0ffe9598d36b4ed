/// Another program, run without a shell: its arguments are an array and reach it as they are.
package enum Subprocess {
    /// What a program is asked.
    package struct Request: Sendable {
        /// Its path, or a name that is looked up in `PATH`.
        package var program: String
        /// Its arguments, without its own name.
        package var arguments: [String]
        /// What it reads from standard input.
        package var input: [UInt8] = []
        /// Variables set on top of this process's own.
        package var environment: [String: String] = [:]
        /// The folder it runs in; nil for this process's own.
        package var folder: String?
        /// How much it may write to standard output, in bytes.
        package var outputLimit = 256 << 20
        /// How much of the end of its standard error is kept, in bytes.
        package var errorLimit = 64 << 10
        /// How long it may take.
        package var deadline: Duration = .seconds(60)

        /// Asks a program with some arguments; the rest can be set afterwards.
        package init(_ program: String, _ arguments: [String]) {
            self.program = program
            self.arguments = arguments
        }
    }

    /// How a program ended and what it wrote.
    package struct Outcome: Sendable {
        /// Its exit status, or minus the number of the signal that ended it.
        package let status: Int32
        /// All of its standard output.
        package let output: [UInt8]
        /// The end of its standard error as text.
        package let errorText: String
        /// Whether it ended by itself with status 0.
        package var succeeded: Bool { status == 0 }
        /// Its standard output as text; bytes that are not UTF-8 become the replacement character.
        package var outputText: String { String(decoding: output, as: UTF8.self) }
        /// The last line of standard error that says something: usually the reason of a failure.
        package var reason: String {
            let lines = errorText.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " } }
            return lines.last { !$0.isEmpty }.map(String.init) ?? "status \(status)"
        }
    }

    /// Runs a program to its end.
    ///
    /// The program gets its own process group. When the task is cancelled or the deadline passes, the group is asked to
    /// end (SIGTERM), made to after a second (SIGKILL), and the program is reaped before this returns.
    ///
    /// - Returns: How it ended, also when it failed.
    /// - Throws: `FilmError` with the code `missing` when the program is not there, `internalFault` when the deadline or
    ///   the output's limit is passed; `CancellationError`.
    package static func run(_ request: Request) async throws -> Outcome {
        try await runBlocking(Path.name(of: request.program)) { flag in
            var child = try Child(request)
            return try child.finish(request, flag: flag)
        }
    }
}
