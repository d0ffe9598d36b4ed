import Films
import HTTPServer
import NIOCore
import NIOHTTP1
import Platform

extension APIRoutes {
    /// `GET /v1/videos/{id}/hls/{file...}`: the playlists and segments, under addresses that stay while the film grows
    /// (RFC 8216).
    static func addHLSRoute(to routes: inout RouteTable) {
        let shelf = SegmentShelf()
        routes.on(.GET, "/v1/videos/{id}/hls/{file...}") { call in
            let id = try call.filmID()
            guard let name = HLSName(call.parameter("file")) else {
                throw APIError(
                    .notFound,
                    "There is no \(Wording.quoted(call.parameter("file"))) here; playing begins with "
                        + "/v1/videos/\(id)/hls/film.m3u8.")
            }
            guard name.isPlaylist else { return try await shelf.segment(name, of: id, call).forAnyPage() }
            let query = try call.query()
            try query.only(["r"])
            let revision = try query.whole("r", in: 1...Int(Int32.max))
            return try await playlist(name, revision: revision, of: id, call).forAnyPage()
        }
    }

    /// A playlist; before there is one the request waits, so that a player can be given the address with the film's id.
    private static func playlist(
        _ name: HLSName, revision: Int?, of id: FilmID, _ call: Call
    ) async throws -> HTTPResponse {
        let places = call.services.places
        // A player that follows a film names its revision: no need to ask the store every other second.
        if let revision, let path = existing(name, id, revision, places) {
            return try await answer(name, path, revision)
        }
        let film = try await call.film()
        if let revision, revision > film.revision {
            throw APIError(.notFound, "The video has \(film.revision) revisions; there is no \(revision).", param: "r")
        }
        let (path, found) = try await call.waiting(for: film, "playlist") { record -> (String, Int)? in
            let wanted = revision ?? record.revision
            if let path = existing(name, id, wanted, places) { return (path, wanted) }
            guard revision == nil, let finished = record.finishedRevision else { return nil }
            return existing(name, id, finished, places).map { ($0, finished) }
        }
        return try await answer(name, path, found)
    }

    private static func existing(_ name: HLSName, _ id: FilmID, _ revision: Int, _ places: FilmPlaces) -> String? {
        let path = "\(places.folder(of: id, revision: revision))/hls/\(name.text)"
        return FileSystem.facts(path) == nil ? nil : path
    }

    /// Media playlists go out as they are; the master's links are tied to its revision, so that a player never follows
    /// one revision's list with another's.
    private static func answer(_ name: HLSName, _ path: String, _ revision: Int) async throws -> HTTPResponse {
        guard name.isMaster else { return HTTPResponse(.ok, body: .file(FileBody(path: path, type: name.type))) }
        let text = try await runBlocking("playlist") { try FileSystem.readText(path, limit: 1 << 20) }
        return HTTPResponse(
            .ok, headers: ["Content-Type": name.type, "Cache-Control": "no-cache"],
            body: .bytes(ByteBuffer(string: HLSName.tied(text, to: revision))))
    }
}

/// Remembers in which revision's folder a film's segments lie, so that serving one asks nobody but the file system.
private final class SegmentShelf: Sendable {
    private let recent = RecentRevisions()

    /// A segment or header, whose name holds its content's hash: it may be kept for ever and lie in any revision.
    func segment(_ name: HLSName, of id: FilmID, _ call: Call) async throws -> HTTPResponse {
        let places = call.services.places
        func body(_ revision: Int) -> HTTPResponse? {
            let path = "\(places.folder(of: id, revision: revision))/hls/\(name.text)"
            guard FileSystem.facts(path)?.isFolder == false else { return nil }
            return HTTPResponse(
                .ok,
                body: .file(
                    FileBody(path: path, type: name.type, cacheControl: "public, max-age=31536000, immutable")))
        }
        if let revision = recent.revision(of: id), let answer = body(revision) { return answer }
        let film = try await call.film()
        for revision in stride(from: film.revision, to: max(0, film.revision - 50), by: -1) {
            if let answer = body(revision) {
                recent.note(revision, of: id)
                return answer
            }
        }
        throw APIError(.notFound, "The video has no segment \(Wording.quoted(name.text)).")
    }
}
