import Film
import Films
import HTTPServer
import NIOCore
import NIOHTTP1

extension APIRoutes {
    /// `/v1/videos/{id}/storyboard`: reading and changing what a film is made from.
    static func addStoryboardRoutes(to routes: inout RouteTable) {
        routes.on(.GET, "/v1/videos/{id}/storyboard") { try await StoryboardReading($0).answer() }
        routes.on(.PATCH, "/v1/videos/{id}/storyboard") { try await StoryboardPatch($0).answer() }
    }
}

/// `GET …/storyboard`: the document, named by an entity tag that a change must give back.
struct StoryboardReading: Sendable {
    private let call: Call

    init(_ call: Call) { self.call = call }

    func answer() async throws -> HTTPResponse {
        let query = try call.query()
        try query.only(["revision"])
        let film = try await call.film()
        let revision = try query.whole("revision", in: 1...1_000_000) ?? film.revision
        guard let text = try await call.services.films.storyboard(of: film.id, revision: revision) else {
            throw Self.missing(film, revision: revision)
        }
        let tag = Self.tag(revision: revision, text)
        let headers: HTTPHeaders = ["ETag": tag, "Cache-Control": "no-cache"]
        if EntityTags(call.request.headers["if-none-match"]).matches(tag, weakly: true) {
            return HTTPResponse(.notModified, headers: headers)
        }
        return .json(headers: headers, bytes: ByteBuffer(string: text))
    }

    /// The entity tag of a revision: its number, and a hash because a plan can still settle within a revision.
    static func tag(revision: Int, _ text: String) -> String {
        "\"r\(revision)-\(Digests.sha256(Array(text.utf8)).prefix(16))\""
    }

    /// Why there is no document.
    static func missing(_ film: FilmRecord, revision: Int) -> APIError {
        if revision != film.revision {
            return APIError(.invalidQuery, "The video has no revision \(revision).", param: "revision")
        }
        guard film.status.isFinal else {
            return APIError(.notReady, "The storyboard is not planned yet; ask again in a moment.", retryAfter: 1)
        }
        return APIError(.notAvailable, "The video ended before its storyboard was planned.")
    }
}

/// `PATCH …/storyboard`: the next revision, of which only what changed is rendered.
struct StoryboardPatch: Sendable {
    private let call: Call

    init(_ call: Call) { self.call = call }

    /// Aside: reading and comparing whole storyboards would hold up the connection's event loop.
    @concurrent
    func answer() async throws -> HTTPResponse {
        let query = try call.query()
        try query.only(["dry_run"])
        let isTrial = try query.flag("dry_run")
        let film = try await call.film()
        guard let text = try await call.services.films.storyboard(of: film.id, revision: film.revision) else {
            throw StoryboardReading.missing(film, revision: film.revision)
        }
        try checkCondition(StoryboardReading.tag(revision: film.revision, text))
        let old = try StoryboardCheck.read(Array(text.utf8))
        let new = try await changed(old)
        try await RequestCheck(call.services).checkFiles(of: new, known: Set(old.files.map(\.path)))
        let bytes = try StoryboardCheck.text(of: new)
        let changes = StoryboardChanges(from: old, to: new)
        if isTrial { return Self.answer(changes, film: film, revision: film.revision + 1, isTrial: true, headers: [:]) }
        let revisedText = String(decoding: bytes, as: UTF8.self)
        let revised = try await call.services.films.revise(film.id, expected: film.revision, storyboard: revisedText)
        let tag = StoryboardReading.tag(revision: revised.revision, revisedText)
        return Self.answer(
            changes, film: revised, revision: revised.revision, isTrial: false, headers: ["ETag": tag])
    }

    /// A change without its condition could undo somebody else's (RFC 6585 §3).
    private func checkCondition(_ tag: String) throws(APIError) {
        let tags = EntityTags(call.request.headers["if-match"])
        guard !tags.isEmpty else {
            throw APIError(
                .preconditionRequired,
                "Send If-Match with the ETag of the storyboard that you read, so that nobody's change is lost.",
                param: "If-Match")
        }
        guard tags.matches(tag, weakly: false) else {
            throw APIError(
                .revisionConflict, "The storyboard was changed meanwhile: it is \(tag) now. Read it again.",
                param: "If-Match")
        }
    }

    /// The storyboard after the change that the body asks for.
    private func changed(_ old: Storyboard) async throws -> Storyboard {
        let fields = try await call.json(
            limit: DocumentLimits.bytes / 4, types: ["application/merge-patch+json"])
        let document = try JSONValue(StoryboardCheck.text(of: old))
        guard let operations = fields["operations"] else {
            return try StoryboardCheck.read(
                MergePatch.apply(.object(fields.values), to: document).canonicalBytes)
        }
        try fields.only(["operations"])
        guard case .list(let steps) = operations else { throw fields.wrong("operations", mustBe: "a list of steps") }
        var storyboard = old
        try StoryboardEdit.apply(steps, to: &storyboard)
        try await RequestCheck(call.services).find(&storyboard)
        // Read again as a document: the rules between scenes hold for it like for any other.
        return try StoryboardCheck.read(StoryboardCheck.text(of: storyboard))
    }

    private static func answer(
        _ changes: StoryboardChanges, film: FilmRecord, revision: Int, isTrial: Bool, headers: HTTPHeaders
    ) -> HTTPResponse {
        .json(headers: headers, capacity: 2048 + changes.scenes.count * 64) { writer in
            writer.object { writer in
                writer.field("object", literal: "storyboard.revision")
                writer.field("dry_run", isTrial)
                writer.field("revision", revision)
                writer.field("scenes_drawn", changes.drawn)
                writer.field("scenes_kept", changes.scenes.count - changes.drawn)
                writer.array("scenes") { writer in
                    for scene in changes.scenes {
                        writer.object { writer in
                            writer.field("id", scene.id)
                            writer.field("spoken", scene.isSpoken)
                            writer.field("drawn", scene.isDrawn)
                        }
                    }
                }
                writer.array("removed") { writer in for id in changes.removed { writer.value(id) } }
                writer.key("video")
                VideoObject.write(film, to: &writer)
            }
        }
    }
}
