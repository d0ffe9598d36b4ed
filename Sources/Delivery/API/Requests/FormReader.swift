package import HTTPServer
import NIOCore

/// Reads a form: fields into values, files to wherever the caller sends them.
package struct FormReader: Sendable {
    /// Takes a file of a form as it comes.
    package protocol FileSink: Sendable {
        /// Takes the next piece.
        func write(_ piece: [UInt8]) async throws
        /// Everything was written: the file may be used from now on.
        ///
        /// - Returns: What the field's value becomes, such as an upload's id.
        func finish() async throws -> String
        /// The form broke off or was refused: nothing must be left.
        func abandon() async
    }

    /// Bytes that all plain fields together may have.
    package static let fieldLimit = Call.jsonLimit

    /// Opens the place for a file.
    package typealias FileOpener = @Sendable (FormPart) async throws -> any FileSink

    /// Reads a form to its end.
    ///
    /// - Parameters:
    ///   - body: The request's body.
    ///   - type: Its `Content-Type`.
    ///   - open: Opens the place for a file; throws for a field that takes none.
    /// - Returns: The fields, nested as their names' brackets say; a file's field holds what its sink gave.
    /// - Throws: An ``APIError``; what the sinks throw. No file is then left.
    package static func read(
        _ body: RequestBody, type: MediaType, open: FileOpener
    ) async throws -> Fields {
        var reader = Self(parser: try MultipartParser(boundary: type.parameters["boundary"]))
        do {
            for try await piece in body {
                for event in try reader.parser.feed(piece.readableBytesView) { try await reader.take(event, open) }
            }
            guard reader.parser.isComplete else { throw HTTPServerError.bodyCut }
        } catch {
            await reader.file?.abandon()
            throw error
        }
        return try BracketKeys.fields(reader.fields)
    }

    private var parser: MultipartParser
    private var fields: [(name: String, value: String)] = []
    private var name = ""
    private var text: [UInt8] = []
    private var size = 0
    private var file: (any FileSink)?

    private init(parser: MultipartParser) { self.parser = parser }

    private mutating func take(_ event: MultipartParser.Event, _ open: FileOpener) async throws {
        switch event {
        case .part(let part):
            name = part.name
            text = []
            size += part.name.utf8.count
            file = part.filename == nil ? nil : try await open(part)
        case .content(let bytes):
            if let file { return try await file.write(bytes) }
            size += bytes.count
            guard size <= Self.fieldLimit else { throw HTTPServerError.bodyTooLarge(limit: Self.fieldLimit) }
            text += bytes
        case .partEnd:
            if let open = file {
                let value = try await open.finish()
                file = nil
                fields.append((name, value))
            } else {
                guard let value = String(validating: text, as: UTF8.self) else {
                    throw APIError(
                        .invalidForm, "The form's field \(Wording.quoted(name)) is not text in UTF-8.",
                        param: String(name.prefix(100)))
                }
                fields.append((name, value))
            }
        case .end: break
        }
    }
}
