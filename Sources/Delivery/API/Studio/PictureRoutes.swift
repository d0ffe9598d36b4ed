import Films
import HTTPServer
import NIOHTTP1
import Platform

extension APIRoutes {
    /// Small pictures for the studio: of a film's scenes as they are made, and of what the library holds.
    static func addPictureRoutes(to routes: inout RouteTable) {
        routes.on(.GET, "/v1/videos/{id}/scenes/{file}") { call in try await scene(call) }
        routes.on(.GET, "/v1/library/picture") { call in
            let query = try call.query()
            try query.only(["mark", "path"])
            guard let path = query["path"], !path.isEmpty else {
                throw APIError(.invalidQuery, "path is missing; give one that /v1/library lists.", param: "path")
            }
            let isMark = try query.flag("mark")
            guard await call.services.mayShow(path),
                let picture = try await call.services.libraryPicture(path, isMark)
            else {
                throw APIError(.notFound, "The library has no \(Wording.quoted(path)).", param: "path")
            }
            return HTTPResponse(
                .ok, body: .file(FileBody(path: picture, type: "image/jpeg", cacheControl: "private, max-age=3600")))
        }
    }

    /// `GET …/scenes/3.jpg`: a picture from a scene that is made, counted from 0.
    private static func scene(_ call: Call) async throws -> HTTPResponse {
        let query = try call.query()
        try query.only(["revision"])
        let film = try await call.film()
        let revision = try query.whole("revision", in: 1...1_000_000) ?? film.revision
        let file = call.parameter("file")
        guard file.hasSuffix(".jpg"), let index = Int(file.dropLast(4)), index >= 0, index < 10_000,
            file == "\(index).jpg"
        else { throw APIError(.notFound, "Scenes' pictures are called 0.jpg, 1.jpg and so on.") }
        let folder = call.services.places.folder(of: film.id, revision: revision)
        let path = "\(folder)/scenes/\(index).jpg"
        if FileSystem.facts(path) == nil {
            guard let moment = try await moment(of: index, film.id, revision, call.services),
                try await scenePicture(folder, moment, path, call.services)
            else {
                throw APIError(.notReady, "Scene \(index) is not made yet.", retryAfter: 1)
            }
        }
        return HTTPResponse(
            .ok, body: .file(FileBody(path: path, type: "image/jpeg", cacheControl: "private, max-age=3600")))
    }

    /// Takes the picture, once the scene is published: it is told of as soon as it is drawn, and those before it may
    /// be drawn still.
    private static func scenePicture(
        _ folder: String, _ moment: Int, _ path: String, _ services: Services
    ) async throws -> Bool {
        for _ in 0..<100 {
            if try await services.scenePicture(folder, moment, path) { return true }
            try await Task.sleep(for: .milliseconds(100))
        }
        return false
    }

    /// A telling moment of a scene in milliseconds from the film's start: past its entrance, before its end.
    private static func moment(
        of index: Int, _ film: FilmID, _ revision: Int, _ services: Services
    ) async throws -> Int? {
        var seconds: [Int: Double] = [:]
        for event in try await services.films.events(of: film, after: 0, limit: 100_000) {
            if case .scene(let scene, let length, _) = event.kind, event.revision == revision {
                seconds[scene] = length
            }
        }
        guard let own = seconds[index] else { return nil }
        var start = 0.0
        for scene in 0..<index {
            guard let length = seconds[scene] else { return nil }
            start += length
        }
        return Int((start + min(2.5, own * 0.6)) * 1000)
    }
}
