import Crypto
package import HTTPServer
import NIOCore

/// Reads a form: fields into values, files to wherever the caller sends them.
package struct FormReader {
    /// Takes a file of a form as it comes.
    package protocol FileSink: Sendable {
        /// Takes the next piece.
        func write(_ piece: [UInt8]) async throws
        /// Everything was written: the file may be used from now on.
        ///
        /// - Returns: What the field's value becomes, such as an upload's id.
        func finish() async throws -> String
        /// Nothing must be left, finished or not: the form broke off or was refused.
        func abandon() async
    }

    /// A form that was read.
    package struct Form: Sendable {
        /// The fields, nested as their names' brackets say; a file's field holds what its sink gave.
        package let fields: Fields
        /// The same bytes for the same form, files by their content.
        package let canonical: [UInt8]
        /// The files' sinks, finished.
        package let files: [any FileSink]
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
    /// - Returns: What it held.
    /// - Throws: An ``APIError``; what the sinks throw. No file is then left.
    package static func read(_ body: RequestBody, type: MediaType, open: FileOpener) async throws -> Form {
        var reader = Self(parser: try MultipartParser(boundary: type.parameters["boundary"]))
        do {
            for try await piece in body {
                for event in try reader.parser.feed(piece.readableBytesView) { try await reader.take(event, open) }
            }
            guard reader.parser.isComplete else { throw HTTPServerError.bodyCut }
            let fields = try BracketKeys.fields(reader.fields.map { ($0.name, $0.value) })
            let canonical = try BracketKeys.fields(reader.fields.map { ($0.name, $0.meaning) })
            return Form(
                fields: fields, canonical: JSONValue.object(canonical.values).canonicalBytes, files: reader.files)
        } catch {
            for file in reader.files { await file.abandon() }
            throw error
        }
    }

    private var parser: MultipartParser
    private var fields: [(name: String, value: String, meaning: String)] = []
    private var files: [any FileSink] = []
    private var name = ""
    private var isFile = false
    private var hash = SHA256()
    private var text: [UInt8] = []
    private var size = 0

    private init(parser: MultipartParser) { self.parser = parser }

    private mutating func take(_ event: MultipartParser.Event, _ open: FileOpener) async throws {
        switch event {
        case .part(let part):
            name = part.name
            size += part.name.utf8.count
            text = []
            isFile = part.filename != nil
            if isFile {
                files.append(try await open(part))
                hash = SHA256()
            }
        case .content(let bytes):
            if isFile {
                hash.update(data: bytes)
                try await files.last?.write(bytes)
            } else {
                size += bytes.count
                guard size <= Self.fieldLimit else { throw HTTPServerError.bodyTooLarge(limit: Self.fieldLimit) }
                text += bytes
            }
        case .partEnd:
            if isFile, let file = files.last {
                fields.append((name, try await file.finish(), hash.finalize().description))
            } else {
                guard let value = String(validating: text, as: UTF8.self) else {
                    throw APIError(
                        .invalidForm, "The form's field \(Wording.quoted(name)) is not text in UTF-8.",
                        param: String(name.prefix(100)))
                }
                fields.append((name, value, value))
            }
        case .end: break
        }
    }
}
