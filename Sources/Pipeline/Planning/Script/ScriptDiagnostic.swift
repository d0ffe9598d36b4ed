/// Something about a script that its writer should know.
package struct ScriptDiagnostic: Sendable, Equatable, CustomStringConvertible {
    /// How much it matters.
    package enum Severity: String, Sendable {
        /// Something was done that the writer may not expect.
        case note
        /// Something the writer asked for was not done.
        case warning
    }

    /// Line in the script, from 1; 0 when it is about the whole.
    package var line: Int
    /// One sentence.
    package var message: String
    /// How much it matters.
    package var severity: Severity

    /// Makes a diagnostic.
    package init(line: Int, message: String, severity: Severity) {
        self.line = line
        self.message = message
        self.severity = severity
    }

    /// The diagnostic as a line for a terminal.
    package var description: String { line > 0 ? "line \(line): \(message)" : message }
}
