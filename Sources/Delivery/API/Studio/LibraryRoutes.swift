import HTTPServer
import NIOHTTP1

extension APIRoutes {
    /// `POST|PATCH /v1/library`: uploads become part of the library, and get words to be found by.
    static func addLibraryRoutes(to routes: inout RouteTable) {
        routes.on(.POST, "/v1/library") { call in
            let fields = try await call.json()
            try fields.only(["upload"])
            guard let id = try fields.text("upload") else {
                throw APIError(.missingField, "upload is missing: the id of a finished upload.", param: "upload")
            }
            let path = try await call.services.uploads.path(of: id, as: [.photo, .clip], param: "upload")
            return .json(.created) { [entry = try await call.services.keepInLibrary(path)] in write(entry, to: &$0) }
        }
        routes.on(.PATCH, "/v1/library") { call in
            let fields = try await call.json()
            try fields.only(["path", "words"])
            guard let path = try fields.text("path", limit: 4096) else {
                throw APIError(.missingField, "path is missing: one that GET /v1/library lists.", param: "path")
            }
            guard let words = try fields.texts("words", limit: 100, count: 50) else {
                throw APIError(.missingField, "words is missing: a list of what is to be seen.", param: "words")
            }
            guard let entry = try await call.services.describeInLibrary(path, words) else {
                throw APIError(
                    .conflict,
                    "\(Wording.quoted(path)) was not given to this service, so its words stay as its owner wrote them.",
                    param: "path")
            }
            return .json { write(entry, to: &$0) }
        }
    }
}
