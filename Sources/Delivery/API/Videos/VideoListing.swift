import Film
import Films
import HTTPServer
import NIOHTTP1

/// `GET /v1/videos`: a page of films, newest first.
struct VideoListing: Sendable {
    private let call: Call

    init(_ call: Call) { self.call = call }

    func answer() async throws -> HTTPResponse {
        let query = try Self.query(try call.query())
        let page = try await call.services.films.films(query)
        return .json(capacity: 1024 * (page.films.count + 1)) { writer in
            writer.object { writer in
                writer.field("object", literal: "list")
                writer.array("data") { writer in
                    for film in page.films { VideoObject.write(film, to: &writer) }
                }
                writer.field("first_id", page.films.first?.id.rawValue)
                writer.field("last_id", page.films.last?.id.rawValue)
                writer.field("has_more", page.hasMore)
            }
        }
    }

    /// Reads the page's place and the filters.
    static func query(_ items: QueryItems) throws(APIError) -> FilmQuery {
        try items.only(["after", "limit", "order", "status", "created_after", "created_before", "q", "label."])
        var query = FilmQuery()
        query.limit = try items.whole("limit", in: 1...100) ?? 20
        if let after = items["after"] {
            guard let id = FilmID(rawValue: after) else {
                throw APIError(
                    .invalidQuery, "after is \(Wording.quoted(after)); it must be a video's id.", param: "after")
            }
            query.after = id
        }
        switch items["order"] {
        case nil, "desc": query.ascending = false
        case "asc": query.ascending = true
        case let order?:
            throw APIError(
                .invalidQuery, "order is \(Wording.quoted(order)); it must be asc or desc.", param: "order")
        }
        query.statuses = try statuses(items)
        query.from = try time(items, "created_after")
        query.before = try time(items, "created_before")
        if let text = items["q"], !text.isEmpty {
            guard text.unicodeScalars.count <= 200 else {
                throw APIError(.invalidQuery, "q has more than 200 characters.", param: "q")
            }
            query.text = text
        }
        for (name, value) in items.items where name.hasPrefix("label.") {
            query.labels[String(name.dropFirst("label.".count))] = value
        }
        return query
    }

    /// Statuses by either name: OpenAI's, or ours, which tell cancelled from failed.
    private static func statuses(_ items: QueryItems) throws(APIError) -> Set<FilmStatus> {
        var found: Set<FilmStatus> = []
        for word in items.all("status").flatMap({ $0.split(separator: ",").map(String.init) }) {
            switch word {
            case "queued": found.insert(.queued)
            case "in_progress", "running": found.insert(.running)
            case "completed": found.insert(.completed)
            case "failed": found.insert(.failed)
            case "cancelled": found.insert(.cancelled)
            default:
                let known = ["queued", "in_progress", "completed", "failed", "cancelled"]
                let hint = NearestName.find(word, among: known).map { " Did you mean \($0)?" } ?? ""
                throw APIError(
                    .invalidQuery,
                    "status is \(Wording.quoted(word)); it must be \(Wording.list(known)).\(hint)", param: "status")
            }
        }
        return found
    }

    private static func time(_ items: QueryItems, _ name: String) throws(APIError) -> Int64? {
        try items.whole(name, in: 0...253_402_300_799).map { Int64($0) * 1000 }
    }
}
