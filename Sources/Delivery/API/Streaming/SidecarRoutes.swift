import Films
import HTTPServer
import NIOHTTP1
import Platform

extension APIRoutes {
    /// Files beside the film and their media types.
    private static let sidecars: [(name: String, type: String, what: String)] = [
        ("captions.vtt", "text/vtt; charset=utf-8", "captions"),
        ("captions.srt", "application/x-subrip; charset=utf-8", "captions"),
        ("captions.ass", "text/x-ssa; charset=utf-8", "captions"),
        ("credits.txt", "text/plain; charset=utf-8", "credits"),
        ("credits.json", "application/json", "credits"),
        ("poster.jpg", "image/jpeg", "poster"),
        ("thumbnails.jpg", "image/jpeg", "thumbnails"),
        ("thumbnails.vtt", "text/vtt; charset=utf-8", "thumbnails"),
    ]

    /// `GET /v1/videos/{id}/captions.vtt` and its like.
    static func addSidecarRoutes(to routes: inout RouteTable) {
        for file in sidecars {
            routes.on(.GET, "/v1/videos/{id}/\(file.name)") { call in
                let path = try await call.finishedFile(file.name, what: file.what)
                return HTTPResponse(.ok, body: .file(FileBody(path: path, type: file.type))).forAnyPage()
            }
        }
    }
}

extension Call {
    /// Finds a file beside the finished film.
    ///
    /// - Parameters:
    ///   - name: One of ours.
    ///   - what: What it is, for the client's sake.
    /// - Returns: Its path.
    /// - Throws: An ``APIError`` when the film is not finished, or has no such file.
    func finishedFile(_ name: String, what: String) async throws -> String {
        let film = try await film()
        guard let revision = film.finishedRevision else { throw APIError.ended(film, without: what) }
        let path = "\(services.places.folder(of: film.id, revision: revision))/\(name)"
        guard FileSystem.facts(path) != nil else { throw APIError(.notAvailable, "The video has no \(what).") }
        return path
    }
}
