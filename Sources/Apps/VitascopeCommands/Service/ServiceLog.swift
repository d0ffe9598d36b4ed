internal import API
internal import Films
internal import Logging
internal import Platform

/// A service's log on standard error, a line an event, for people (``JSONLogHandler`` writes for machines); never a
/// prompt, a key or a body.
struct ServiceLog: LogHandler {
    /// How lines look.
    enum Form: String, Sendable {
        case text
        case json
    }

    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    /// Makes a logger.
    static func logger(_ form: Form, label: String = "vitascope") -> Logger {
        switch form {
        case .text: Logger(label: label) { _ in ServiceLog() }
        case .json: Logger(label: label) { JSONLogHandler(label: $0) }
        }
    }

    private init() {}

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    // The protocol fixes these parameters.
    // swift-format-ignore: UseSingleLinePropertyGetter
    func log(
        level: Logger.Level, message: Logger.Message, metadata more: Logger.Metadata?, source: String, file: String,
        function: String, line: UInt
    ) {
        let all = metadata.merging(more ?? [:]) { $1 }.sorted { $0.key < $1.key }
        let rest = all.map { " \($0.key)=\(Self.onOneLine("\($0.value)"))" }.joined()
        Terminal.error("\(LogTime.text(systemTime())) \(level.rawValue) \(Self.onOneLine("\(message)"))\(rest)\n")
    }

    /// Text without control characters: nobody forges lines of the log.
    private static func onOneLine(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : $0 }))
    }
}
