internal import Film
internal import Platform

/// The person's terminal: colours when wanted, width, and where text goes.
enum Terminal {
    /// Whether standard error is a terminal.
    static let errorIsTerminal = TerminalDevice.isTerminal(descriptor: 2)
    /// Whether standard output is a terminal.
    static let outputIsTerminal = TerminalDevice.isTerminal(descriptor: 1)
    /// Columns of the terminal, 80 when unknown.
    static var width: Int { TerminalDevice.columns(descriptor: 2) ?? 80 }

    /// Whether colours are wanted: a terminal that is not dumb, and no `NO_COLOR` (no-color.org).
    private static let colours =
        errorIsTerminal && (Platform.Environment["NO_COLOR"] ?? "").isEmpty && Platform.Environment["TERM"] != "dumb"

    /// Writes to standard output.
    static func output(_ text: String) { TerminalDevice.write(text, descriptor: 1) }

    /// Writes to standard error.
    static func error(_ text: String) { TerminalDevice.write(text, descriptor: 2) }

    /// Bold on a colour terminal.
    static func bold(_ text: String) -> String { colours ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

    /// Tells what went wrong and what to do.
    static func complain(_ failure: FilmError) {
        let mark = colours ? "\u{1B}[31merror:\u{1B}[0m" : "error:"
        error("\(mark) \(failure.message)\n")
        if !failure.remedy.isEmpty { error("       \(failure.remedy)\n") }
    }
}
