import Film
import Films
import HTTPServer
import NIOCore
import NIOHTTP1
import Platform

extension APIRoutes {
    /// `GET /v1/videos/{id}/exports/{format}`: for editors (`otio`, `edl`), or everything in one file (`tar`).
    static func addExportRoutes(to routes: inout RouteTable) {
        routes.on(.GET, "/v1/videos/{id}/exports/{format}") { call in
            try call.query().only([])
            let film = try await call.film()
            guard let revision = film.finishedRevision else { throw APIError.ended(film, without: "exports") }
            switch call.parameter("format") {
            case "otio":
                let text = Timeline(try await cut(film, revision, call.services), film: "film.mp4").text()
                return export("application/json", name: "film.otio", .bytes(text))
            case "edl":
                let text = EditList.text(try await cut(film, revision, call.services), film: "film.mp4")
                return export("text/plain; charset=utf-8", name: "film.edl", .bytes(ByteBuffer(string: text)))
            case "tar":
                return try await bundle(call.services.places.folder(of: film.id, revision: revision))
            case let format:
                throw APIError(.notFound, "There is no export \(Wording.quoted(format)); there are otio, edl and tar.")
            }
        }
    }

    private static func export(_ type: String, name: String, _ body: ResponseBody) -> HTTPResponse {
        HTTPResponse(
            .ok,
            headers: [
                "Content-Type": type, "Content-Disposition": "attachment; filename=\"\(name)\"",
                "Cache-Control": "no-cache",
            ], body: body)
    }

    private static func cut(_ film: FilmRecord, _ revision: Int, _ services: Services) async throws -> FilmCut {
        let folder = services.places.folder(of: film.id, revision: revision)
        guard let text = try await services.films.storyboard(of: film.id, revision: revision) else {
            throw APIError(.notAvailable, "The video's storyboard is gone.")
        }
        let storyboard = try StoryboardFile.decode(Array(text.utf8))
        var events: [FilmEvent] = []
        while true {
            let page = try await services.films.events(of: film.id, after: events.last?.number ?? 0, limit: 500)
            events += page
            if page.count < 500 { break }
        }
        let captions = try? await runBlocking("captions") { try FileSystem.readText("\(folder)/captions.vtt") }
        let ours = events.filter { $0.revision == revision }
        guard let cut = FilmCut(storyboard: storyboard, events: ours, captions: captions ?? "") else {
            throw APIError(.notAvailable, "The lengths of the video's scenes are not known any more.")
        }
        return cut
    }

    // MARK: - Everything in one file

    private static let bundled = [
        "film.mp4", "storyboard.json", "captions.vtt", "captions.srt", "captions.ass", "credits.txt", "credits.json",
        "poster.jpg", "thumbnails.jpg", "thumbnails.vtt",
    ]

    private static func bundle(_ folder: String) async throws -> HTTPResponse {
        let entries = bundled.compactMap { name -> Archive.Entry? in
            FileSystem.facts("\(folder)/\(name)").map {
                Archive.Entry(name: name, size: $0.size, modified: $0.modified / 1_000_000_000)
            }
        }
        let stream = ResponseBody.stream { writer in
            for entry in entries {
                try await writer.write(ByteBuffer(bytes: Archive.header(entry)))
                let file = try await runBlocking("export") { try OpenFile(reading: "\(folder)/\(entry.name)") }
                var offset = 0
                while offset < entry.size {
                    let (from, limit) = (offset, min(1 << 20, entry.size - offset))
                    let bytes = try await runBlocking("export") { try file.read(at: from, limit: limit) }
                    // The header has told a length: a file that became shorter cannot be brought to a good end.
                    guard !bytes.isEmpty else { throw StreamCut() }
                    offset += bytes.count
                    try await writer.write(ByteBuffer(bytes: bytes))
                }
                try await writer.write(ByteBuffer(repeating: 0, count: Archive.padding(after: entry.size)))
            }
            try await writer.write(ByteBuffer(bytes: Archive.end))
        }
        return export("application/x-tar", name: "film.tar", stream)
    }
}
