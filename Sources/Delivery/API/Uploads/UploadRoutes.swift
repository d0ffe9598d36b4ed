import FoundationEssentials
import HTTPServer
import NIOCore
import NIOHTTP1

extension APIRoutes {
    /// Uploads: resumable by tus 1.0.0 (<https://tus.io/protocols/resumable-upload>: core, creation,
    /// creation-with-upload, expiration, termination), or in one go as a form or by `PUT`.
    static func addUploadRoutes(to routes: inout RouteTable) {
        for pattern in ["/v1/uploads", "/v1/uploads/{id}"] {
            routes.on(.OPTIONS, pattern, access: .open) { call in
                HTTPResponse(
                    .noContent,
                    headers: [
                        "Tus-Resumable": Tus.version, "Tus-Version": Tus.version, "Tus-Extension": Tus.extensions,
                        "Tus-Max-Size": String(call.services.uploads.rules.most),
                    ])
            }
        }
        routes.on(.POST, "/v1/uploads") { call in
            let type = MediaType(call.request.headers.first(name: "content-type") ?? "")
            if type.name == "multipart/form-data" { return try await form(call, type) }
            return try await Tus.answering(call) { try await begin(call, type) }
        }
        routes.on(.GET, "/v1/uploads/{id}") { call in
            try await Tus.answering(call) { try await upload(call).answer() }
        }
        routes.on(.PATCH, "/v1/uploads/{id}") { call in
            try await Tus.answering(call) { try await goOn(call) }
        }
        routes.on(.DELETE, "/v1/uploads/{id}") { call in
            try await Tus.answering(call) {
                try await call.services.uploads.remove(try call.uploadID())
                return HTTPResponse(.noContent)
            }
        }
        routes.on(.PUT, "/v1/uploads/{name}") { call in try await whole(call) }
    }

    // MARK: - Resumable

    private static func begin(_ call: Call, _ type: MediaType) async throws -> HTTPResponse {
        let headers = call.request.headers
        let length = try Tus.number("Upload-Length", headers)
        guard length > 0 else {
            throw APIError(.invalidHeader, "Upload-Length is 0; an empty file is of no use.", param: "Upload-Length")
        }
        let described = try Tus.metadata(headers.first(name: "Upload-Metadata") ?? "")
        let uploads = call.services.uploads
        var upload = try await uploads.create(
            name: described["filename"] ?? described["name"] ?? "upload",
            claimedType: described["filetype"] ?? described["type"], length: length)
        if type.name == Tus.contentType {
            upload = try await uploads.add(to: upload.id, at: 0, call.request.body)
        }
        return upload.answer(.created)
    }

    private static func goOn(_ call: Call) async throws -> HTTPResponse {
        let headers = call.request.headers
        let type = MediaType(headers.first(name: "content-type") ?? "")
        guard type.name == Tus.contentType else { throw .unsupported(type, expected: [Tus.contentType]) }
        let offset = try Tus.number("Upload-Offset", headers)
        let upload = try await call.services.uploads.add(to: try call.uploadID(), at: offset, call.request.body)
        return HTTPResponse(.noContent, headers: upload.headers)
    }

    private static func upload(_ call: Call) async throws -> Upload {
        let id = try call.uploadID()
        guard let upload = try await call.services.uploads.file(id).state() else {
            throw APIError.unknownUpload(id.rawValue)
        }
        return upload
    }

    // MARK: - In one go

    /// `PUT /v1/uploads/beach.jpg`, the file as the body.
    private static func whole(_ call: Call) async throws -> HTTPResponse {
        let uploads = call.services.uploads
        if let length = call.request.body.length { try uploads.rules.check(length: length, at: "/") }
        let begun = try await uploads.create(
            name: call.parameter("name"), claimedType: call.request.headers.first(name: "content-type"), length: nil)
        do {
            return try await uploads.add(to: begun.id, at: 0, call.request.body, isWhole: true).answer(.created)
        } catch {
            try? await uploads.remove(begun.id)
            throw error
        }
    }

    /// A form with one file.
    private static func form(_ call: Call, _ type: MediaType) async throws -> HTTPResponse {
        let uploads = call.services.uploads
        let form = try await FormReader.read(call.request.body, type: type) { part in
            try await UploadSink(uploads, name: part.filename ?? "upload", type: part.type)
        }
        guard form.files.count == 1, let name = form.fields.values.keys.first, form.fields.values.count == 1,
            case .text(let text)? = form.fields[name], let id = UploadID(rawValue: text),
            let upload = try await uploads.file(id).state()
        else {
            for file in form.files { await file.abandon() }
            throw APIError(.invalidForm, "The form must have one field, and that must be a file.")
        }
        return upload.answer(.created)
    }
}

extension Call {
    /// The upload that the route's `{id}` names.
    fileprivate func uploadID() throws(APIError) -> UploadID {
        guard let id = UploadID(rawValue: parameter("id")) else { throw .unknownUpload(parameter("id")) }
        return id
    }
}

extension Upload {
    /// Where the upload stands, as tus tells it.
    fileprivate var headers: HTTPHeaders {
        var headers: HTTPHeaders = [
            "Upload-Offset": String(offset), "Cache-Control": "no-store",
            "Upload-Expires": HTTPDate.text(Int(expires / 1000)),
        ]
        if let length = note.length { headers.add(name: "Upload-Length", value: String(length)) }
        return headers
    }

    fileprivate func answer(_ status: HTTPResponseStatus = .ok) -> HTTPResponse {
        var headers = headers
        if status == .created { headers.add(name: "Location", value: "/v1/uploads/\(id)") }
        return .json(status, headers: headers) { write(to: &$0) }
    }
}
