package import Films
package import HTTPServer
package import NIOHTTP1
import Platform

extension APIRoutes {
    /// `/v1/videos` in the shape that OpenAI's clients know.
    static func addVideoRoutes(to routes: inout RouteTable) {
        routes.on(.POST, "/v1/videos") { try await VideoCreation($0).answer() }
        routes.on(.GET, "/v1/videos") { try await VideoListing($0).answer() }
        routes.on(.GET, "/v1/videos/{id}") { call in
            try call.query().only([])
            let film = try await call.film()
            return try await call.answer(film, waitingFor: call.preferences)
        }
        routes.on(.DELETE, "/v1/videos/{id}") { try await delete($0) }
        routes.on(.GET, "/v1/videos/{id}/content") { try await VideoContent($0).answer() }
        routes.on(.POST, "/v1/videos/{id}/remix") { try await VideoCreation($0).remix() }
        routes.on(.POST, "/v1/videos/{id}/cancel") { call in
            .video(try await call.services.films.cancel(try await call.film().id))
        }
        routes.on(.POST, "/v1/videos/{id}/retry") { call in
            .video(try await call.services.films.retry(try await call.film().id))
        }
    }

    /// Forgets a film, then removes its files: a film that is half gone is never found.
    private static func delete(_ call: Call) async throws -> HTTPResponse {
        let id = try call.filmID()
        try await call.services.films.delete(id)
        let folder = call.services.places.folder(of: id)
        try await runBlocking("delete") { try FileSystem.remove(folder) }
        return .json { writer in
            writer.object { writer in
                writer.field("id", id.rawValue)
                writer.field("object", literal: "video.deleted")
                writer.field("deleted", true)
            }
        }
    }
}

extension HTTPResponse {
    /// A film as a video object, with the advice when to ask again.
    package static func video(
        _ film: FilmRecord, status: HTTPResponseStatus = .ok, headers: HTTPHeaders = [:]
    ) -> HTTPResponse {
        var headers = headers
        if !film.status.isFinal { headers.add(name: "openai-poll-after-ms", value: String(pollAfter(film))) }
        return .json(status, headers: headers) { VideoObject.write(film, to: &$0) }
    }

    /// Milliseconds until asking again can tell something new: soon while it is about to be done, later when it is far.
    static func pollAfter(_ film: FilmRecord) -> Int {
        guard let left = VideoObject.eta(film), left.isFinite else { return 1000 }
        return Int(min(5000, max(250, left * 100)))
    }
}
