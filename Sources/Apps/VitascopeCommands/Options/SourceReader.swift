internal import Film
internal import Platform

/// Reads the words a film is made from, and says clearly when there are none.
enum SourceReader {
    /// More bytes than any accepted script has.
    private static let limit = 4 << 20

    /// The brief's source from the command line.
    static func read(prompt: String?, script: String?) throws(FilmError) -> Brief.Source {
        switch (prompt, script) {
        case (nil, nil):
            throw FilmError(
                .usage, "There is nothing to make a film from.",
                remedy: "Give a prompt, as vitascope make \"Why rivers bend\", or --script FILE.md.")
        case (.some, .some):
            throw FilmError(
                .usage, "A prompt and --script were both given.", remedy: "Give one of them.")
        case (let prompt?, nil):
            return .prompt(prompt)
        case (nil, let script?):
            let bytes = script == "-" ? TerminalDevice.readAll(descriptor: 0, limit: limit) : try file(script)
            let name = script == "-" ? "Standard input" : script
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw FilmError(
                    .input, "\(name) is not text in UTF-8.", remedy: "Save the script as plain UTF-8 text.")
            }
            return .script(text)
        }
    }

    private static func file(_ path: String) throws(FilmError) -> [UInt8] {
        try FileSystem.read(path, limit: limit)
    }
}
