import Films
import HTTPServer
import NIOCore
import NIOHTTP1
import Platform

extension APIRoutes {
    /// `GET /v1/videos/{id}/stream.mp4`: fragmented MP4 while the film is made, the film itself afterwards.
    static func addStreamRoute(to routes: inout RouteTable) {
        routes.on(.GET, "/v1/videos/{id}/stream.mp4") { call in
            let film = try await call.film()
            let source = try await call.waiting(for: film, "stream") { record in
                StreamSource.find(record, in: call.services.places)
            }
            switch source {
            case .finished(let path):
                return HTTPResponse(.ok, body: .file(FileBody(path: path, type: "video/mp4")))
            case .growing(let tail, let revision):
                return live(tail, film: film, revision: revision, call.services)
            }
        }
    }

    private static func live(_ tail: FileTail, film: FilmRecord, revision: Int, _ services: Services) -> HTTPResponse {
        let (films, hub) = (services.films, services.hub)
        let headers: HTTPHeaders = [
            "Content-Type": "video/mp4", "Cache-Control": "no-store", "Accept-Ranges": "none",
            "X-Accel-Buffering": "no",
        ]
        let body = ResponseBody.stream { writer in
            try await hub.listening(to: .films([film.id])) { subscription in
                guard let record = try await films.film(film.id) else { throw StreamCut() }
                var watch = FilmWatch(record, films: films, subscription: subscription)
                var isWhole = false
                while true {
                    let bytes = try await tail.next()
                    if !bytes.isEmpty {
                        try await writer.write(ByteBuffer(bytes: bytes))
                        continue
                    }
                    // Nothing more came after the film was known to be whole: this was all of it.
                    if isWhole { return }
                    isWhole = (watch.record.finishedRevision ?? 0) >= revision
                    if isWhole { continue }
                    guard watch.record.revision == revision, !watch.record.status.isFinal else { throw StreamCut() }
                    try await watch.pause(.milliseconds(100))
                }
            }
        }
        return HTTPResponse(.ok, headers: headers, body: body)
    }
}

/// Where a film can be streamed from.
private enum StreamSource {
    /// The finished film's path.
    case finished(String)
    /// The film as far as it is made, and the revision it belongs to.
    case growing(FileTail, revision: Int)

    /// The newest revision, or while that waits the finished one before it; `nil` when there is nothing yet.
    static func find(_ record: FilmRecord, in places: FilmPlaces) -> StreamSource? {
        let newest = places.folder(of: record.id, revision: record.revision)
        // The film first: a worker removes the growing file once the film is there.
        if FileSystem.facts("\(newest)/film.mp4") != nil { return .finished("\(newest)/film.mp4") }
        if record.status == .running, let tail = FileTail("\(newest)/stream.mp4") {
            return .growing(tail, revision: record.revision)
        }
        guard record.status != .running, let revision = record.finishedRevision else { return nil }
        let before = places.folder(of: record.id, revision: revision)
        return FileSystem.facts("\(before)/film.mp4") == nil ? nil : .finished("\(before)/film.mp4")
    }
}
