/// A failure as the person who asked is told it: what, where, and what to do.
///
/// Stages have typed errors of their own; what crosses to the user is this, so that every message has one shape and
/// every failure one exit code.
package struct FilmError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Whose fault it is and so what a caller should do; each has one exit code (`docs/exit-codes.md`).
    package enum Code: String, Sendable, CaseIterable, Codable {
        /// The command line or brief is wrong.
        case usage
        /// An input file or document is missing or cannot be understood.
        case input
        /// A media file cannot be used.
        case media
        /// A pack, program or library is not there.
        case missing
        /// The output cannot be written (full disk, read-only folder).
        case output
        /// The person stopped it.
        case cancelled
        /// A fault of ours.
        case internalFault
    }

    /// The kind of failure.
    package let code: Code
    /// What went wrong and where, one sentence.
    package let message: String
    /// What to do about it, one sentence; empty when there is nothing to do.
    package let remedy: String

    /// Makes an error.
    package init(_ code: Code, _ message: String, remedy: String = "") {
        self.code = code
        self.message = message
        self.remedy = remedy
    }

    /// Message and remedy together.
    package var description: String { remedy.isEmpty ? message : "\(message) \(remedy)" }

    /// The process exit code that reports this failure.
    package var exitCode: Int32 {
        switch code {
        case .usage: 64
        case .input: 65
        case .media: 66
        case .missing: 69
        case .internalFault: 70
        case .output: 73
        case .cancelled: 130
        }
    }
}
