internal import FoundationEssentials
internal import Logging
internal import Platform

/// A service's log on standard error: a line an event, for people or as JSON; never a prompt, a key or a body.
struct ServiceLog: LogHandler {
    /// How lines look.
    enum Form: String, Sendable {
        case text
        case json
    }

    private let form: Form
    private let label: String
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    /// Makes a logger.
    static func logger(_ form: Form, label: String = "vitascope") -> Logger {
        Logger(label: label) { ServiceLog(form: form, label: $0) }
    }

    private init(form: Form, label: String) {
        self.form = form
        self.label = label
    }

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
        let time = Date().formatted(.iso8601.time(includingFractionalSeconds: true))
        switch form {
        case .text:
            let rest = all.map { " \($0.key)=\(Self.onOneLine("\($0.value)"))" }.joined()
            Terminal.error("\(time) \(level.rawValue) \(Self.onOneLine("\(message)"))\(rest)\n")
        case .json:
            var fields = Dictionary(all.map { ($0.key, "\($0.value)") }) { $1 }
            fields["time"] = time
            fields["level"] = level.rawValue
            fields["message"] = "\(message)"
            fields["logger"] = label
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            guard let bytes = try? encoder.encode(fields) else { return }
            Terminal.error(String(decoding: bytes, as: UTF8.self) + "\n")
        }
    }

    /// Text without control characters: nobody forges lines of the log.
    private static func onOneLine(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : $0 }))
    }
}
