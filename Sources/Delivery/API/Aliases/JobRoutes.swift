import Films
import HTTPServer
import NIOHTTP1

extension APIRoutes {
    /// `/jobs`: the short interface that many scripts expect, on the same films as `/v1/videos`.
    static func addJobRoutes(to routes: inout RouteTable) {
        routes.on(.POST, "/jobs") { call in
            let film = try await submit(call)
            return .json(.accepted, headers: ["Location": "/jobs/\(film.id)"]) { JobView.write(job: film, to: &$0) }
        }
        routes.on(.GET, "/jobs") { call in try await jobs(call) }
        routes.on(.GET, "/jobs/{id}") { call in
            try call.query().only([])
            let film = try await call.film()
            return .json { JobView.write(job: film, to: &$0) }
        }
        routes.on(.GET, "/jobs/{id}/result") { call in try await result(call, idName: "id") }
    }

    /// Puts a film in line that was asked for under the short names.
    static func submit(_ call: Call) async throws -> FilmRecord {
        let body = try await call.aliasBody()
        do {
            var request = try FilmRequestReader(body.fields).request()
            try await RequestCheck(call.services).check(&request)
            let key = try call.idempotencyKey(
                fingerprint: "\(call.request.method.rawValue) \(call.request.path)", body.canonical)
            let (film, isRepeated) = try await call.submit(request, idempotency: key)
            if isRepeated { await body.abandon() }
            return film
        } catch {
            await body.abandon()
            throw error
        }
    }

    /// What a finished job made; 409 with `Retry-After` before, and the reason when it failed.
    static func result(_ call: Call, idName: StaticString) async throws -> HTTPResponse {
        try call.query().only([])
        let film = try await call.film()
        guard film.finishedRevision != nil else { throw APIError.ended(film, without: "result") }
        return .json { JobView.write(result: film, idName: idName, to: &$0) }
    }

    private static func jobs(_ call: Call) async throws -> HTTPResponse {
        let items = try call.query()
        try items.only(["status", "limit", "after", "q"])
        var query = FilmQuery()
        query.limit = try items.whole("limit", in: 1...100) ?? 20
        query.text = items["q"].flatMap { $0.isEmpty ? nil : String($0.prefix(200)) }
        if let status = items["status"] {
            guard let statuses = JobView.statuses(named: status) else {
                throw APIError(
                    .invalidQuery,
                    "status is \(Wording.quoted(status)); it must be pending, processing, completed or failed.",
                    param: "status")
            }
            query.statuses = statuses
        }
        if let after = items["after"] {
            guard let id = FilmID(rawValue: after) else {
                throw APIError(
                    .invalidQuery, "after is \(Wording.quoted(after)); it must be a job's id.", param: "after")
            }
            query.after = id
        }
        let page = try await call.services.films.films(query)
        return .json(capacity: 512 * (page.films.count + 1)) { writer in
            writer.object { writer in
                writer.array("jobs") { writer in for film in page.films { JobView.write(job: film, to: &writer) } }
                writer.field("has_more", page.hasMore)
                writer.field("next", page.hasMore ? page.films.last?.id.rawValue : nil)
            }
        }
    }
}
