import Film
import Films
import HTTPServer
import NIOCore
import NIOHTTP1

extension APIRoutes {
    /// Who can speak, and what there is to show.
    static func addCatalogueRoutes(to routes: inout RouteTable) {
        routes.on(.GET, "/v1/voices") { call in
            try call.query().only([])
            let voices = try await call.services.voices()
            let canSpeak = call.services.sample != nil
            return .json(capacity: 256 * (voices.count + 1)) { writer in
                writer.object { writer in
                    writer.field("object", literal: "list")
                    writer.array("data") { writer in
                        for voice in voices { write(voice, canSpeak: canSpeak, to: &writer) }
                    }
                    writer.field("has_more", false)
                }
            }
        }
        routes.on(.GET, "/v1/voices/{id}/sample") { call in try await sample(call) }
        routes.on(.GET, "/v1/library") { call in try await library(call) }
    }

    private static func write(_ voice: Voice, canSpeak: Bool, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("id", voice.id)
            writer.field("object", literal: "voice")
            writer.field("summary", voice.summary)
            writer.field("language", voice.language)
            writer.field("engine", voice.engine)
            writer.key("credit")
            write(voice.credit, to: &writer)
            writer.field("sample", canSpeak ? "/v1/voices/\(PercentCoding.encode(voice.id))/sample" : nil)
        }
    }

    private static func write(_ credit: Credit, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("title", credit.title)
            writer.field("author", credit.author)
            writer.field("licence", credit.licence)
            writer.field("source", credit.source)
        }
    }

    // MARK: - A voice's sample

    /// `GET /v1/voices/{id}/sample?text=`: a short sentence as a WAV file.
    private static func sample(_ call: Call) async throws -> HTTPResponse {
        let query = try call.query()
        try query.only(["text"])
        guard let speak = call.services.sample else {
            throw APIError(.notAvailable, "This service makes no voice samples.")
        }
        let text = query["text"] ?? "The river keeps its own time, and so does this voice."
        guard text.unicodeScalars.count <= 300, text.contains(where: \.isLetter) else {
            throw APIError(.invalidQuery, "text must have 1 to 300 characters, with words to speak.", param: "text")
        }
        let id = call.parameter("id")
        let known = try await call.services.voices().map(\.id)
        guard known.contains(id) else {
            let hint = NearestName.find(id, among: known).map { " Did you mean \($0)?" } ?? ""
            throw APIError(.notFound, "There is no voice \(Wording.quoted(id)).\(hint)", param: "id")
        }
        let bytes = try await speak(id, text)
        return HTTPResponse(
            .ok, headers: ["Content-Type": "audio/wav", "Cache-Control": "private, max-age=3600"],
            body: .bytes(ByteBuffer(bytes: bytes)))
    }

    // MARK: - The library

    /// `GET /v1/library?q=`: the best entries for some words; without words all of them, a page at a time.
    private static func library(_ call: Call) async throws -> HTTPResponse {
        let query = try call.query()
        try query.only(["q", "limit", "offset"])
        let limit = try query.whole("limit", in: 1...200) ?? 50
        let offset = try query.whole("offset", in: 0...1_000_000) ?? 0
        var entries: [LibraryEntry]
        let hasMore: Bool
        if let words = query["q"], !words.isEmpty {
            guard words.unicodeScalars.count <= 200 else {
                throw APIError(.invalidQuery, "q has more than 200 characters.", param: "q")
            }
            guard offset <= 1000 else {
                throw APIError(.invalidQuery, "offset goes to 1000 in a search.", param: "offset")
            }
            entries = Array(try await call.services.searchLibrary(words, offset + limit + 1).dropFirst(offset))
            hasMore = entries.count > limit
            entries = Array(entries.prefix(limit))
        } else {
            let page = try await call.services.listLibrary(offset, limit)
            entries = Array(page.entries.prefix(limit))
            hasMore = offset + entries.count < page.count
        }
        return .json(capacity: 320 * (entries.count + 1)) { writer in
            writer.object { writer in
                writer.field("object", literal: "list")
                writer.array("data") { writer in for entry in entries { write(entry, to: &writer) } }
                writer.field("has_more", hasMore)
            }
        }
    }

    static func write(_ entry: LibraryEntry, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("object", literal: "library.entry")
            writer.field("path", entry.path)
            writer.field("kind", entry.kind)
            writer.field("title", entry.title)
            writer.field("score", entry.score)
            writer.field("width", entry.width)
            writer.field("height", entry.height)
            writer.field("seconds", entry.seconds)
            writer.field("own", entry.isOwn)
            writer.array("words") { writer in for word in entry.words { writer.value(word) } }
            writer.key("credit")
            if let credit = entry.credit { write(credit, to: &writer) } else { writer.null() }
        }
    }
}
