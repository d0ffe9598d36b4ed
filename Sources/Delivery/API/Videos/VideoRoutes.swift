import Film
package import Films
package import HTTPServer
package import NIOHTTP1

extension APIRoutes {
    /// `/v1/videos` in the shape that OpenAI's clients know.
    static func addVideoRoutes(to routes: inout RouteTable) {
        routes.on(.POST, "/v1/videos") { try await VideoCreation($0).answer() }
        routes.on(.GET, "/v1/videos") { try await VideoListing($0).answer() }
        routes.on(.GET, "/v1/videos/{id}") { call in .video(try await call.film()) }
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
        return min(5000, max(250, Int(left * 100)))
    }
}
