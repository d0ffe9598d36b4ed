import HTTPServer
import NIOHTTP1

/// The body of a request that makes a film: its fields, and the files that came with them.
struct CreationBody: Sendable {
    let fields: Fields
    /// The same bytes for the same request: files by their content, not by the id that they were stored under.
    let canonical: [UInt8]
    let files: [any FormReader.FileSink]

    /// Reads JSON or a form.
    ///
    /// - Throws: An ``APIError``; ``HTTPServerError``; nothing of a form's files is then left.
    static func read(_ call: Call) async throws -> CreationBody {
        let type = MediaType(call.request.headers.first(name: "content-type") ?? "")
        guard type.name == "multipart/form-data" else {
            guard type.name == "application/json" else {
                throw APIError.unsupported(type, expected: ["application/json", "multipart/form-data"])
            }
            let fields = try await call.json()
            return CreationBody(fields: fields, canonical: JSONValue.object(fields.values).canonicalBytes, files: [])
        }
        let form = try await FormReader.read(call.request.body, type: type) { part in
            guard ["input_reference", "logo", "media", "media[]", "recording"].contains(part.name) else {
                throw APIError(
                    .invalidForm, "The form's field \(Wording.quoted(part.name)) does not take a file.",
                    param: String(part.name.prefix(100)))
            }
            return try await UploadSink(call.services.uploads, name: part.filename ?? part.name, type: part.type)
        }
        return CreationBody(fields: form.fields, canonical: form.canonical, files: form.files)
    }

    /// Removes the files again: the film was not made.
    func abandon() async { for file in files { await file.abandon() } }
}
