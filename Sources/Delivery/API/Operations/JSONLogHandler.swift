import Films
package import Logging
import NIOCore
import Platform

/// Writes log messages as JSON, one object a line, to standard error: `{"time", "level", "logger", "message", …}`.
package struct JSONLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var logLevel: Logger.Level
    private let label: String
    private let write: @Sendable ([UInt8]) -> Void

    /// Makes a handler.
    ///
    /// - Parameters:
    ///   - label: The logger's name.
    ///   - level: What is at least written.
    ///   - write: Takes a line with its line end; standard error unless given.
    package init(
        label: String, level: Logger.Level = .info,
        write: @escaping @Sendable ([UInt8]) -> Void = { TerminalDevice.write($0, descriptor: 2) }
    ) {
        self.label = label
        logLevel = level
        self.write = write
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(
        level: Logger.Level, message: Logger.Message, metadata: Logger.Metadata?, source: String, file: String,
        function: String, line: UInt
    ) {
        let all = self.metadata.merging(metadata ?? [:]) { _, new in new }
        var text = JSONWriter.bytes(capacity: 320) { writer in
            writer.object { writer in
                writer.field("time", LogTime.text(systemTime()))
                writer.field("level", level.rawValue)
                writer.field("logger", label)
                writer.field("message", message.description)
                for (name, value) in all.sorted(by: { $0.key < $1.key }) {
                    writer.key(name)
                    Self.write(value, to: &writer)
                }
            }
        }
        text.writeStaticString("\n")
        write(Array(text.readableBytesView))
    }

    /// Numbers and flags stay what they are; everything else is text.
    private static func write(_ value: Logger.MetadataValue, to writer: inout JSONWriter) {
        switch value {
        case .string(let text): writer.value(text)
        case .stringConvertible(let number as Int): writer.value(number)
        case .stringConvertible(let number as Double): writer.value(number)
        case .stringConvertible(let flag as Bool): writer.value(flag)
        case .stringConvertible(let other): writer.value(other.description)
        case .array(let values): writer.array { writer in for value in values { write(value, to: &writer) } }
        case .dictionary(let fields):
            writer.object { writer in
                for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
                    writer.key(name)
                    write(value, to: &writer)
                }
            }
        }
    }
}
