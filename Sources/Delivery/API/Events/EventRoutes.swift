import Films
import HTTPServer
import NIOCore
import NIOHTTP1

extension APIRoutes {
    /// Events as they happen: one film's, and everybody's.
    static func addEventRoutes(to routes: inout RouteTable) {
        routes.on(.GET, "/v1/videos/{id}/events") { call in
            let film = try await call.film()
            let after = try call.lastEventSeen()
            if let after, film.status.isFinal,
                try await call.services.films.events(of: film.id, after: after, limit: 1).isEmpty
            {
                // The one answer that keeps a browser from connecting again (WHATWG HTML §9.2.3).
                return HTTPResponse(.noContent)
            }
            return eventStream(call.services, film: film.id, after: after ?? 0)
        }
        routes.on(.GET, "/v1/events") { call in
            let films = call.services.films
            let after: Int64
            if let seen = try call.lastEventSeen() { after = seen } else { after = try await films.lastEvent() }
            return eventStream(call.services, film: nil, after: after)
        }
    }

    /// An event stream (WHATWG HTML §9.2): a hint how soon to come back, then events and signs of life.
    private static func eventStream(_ services: Services, film: FilmID?, after: Int64) -> HTTPResponse {
        let (films, hub) = (services.films, services.hub)
        let headers: HTTPHeaders = [
            "Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no",
        ]
        let stream = ResponseBody.stream { writer in
            try await hub.listening(to: film.map { .films([$0]) } ?? .everything) { subscription in
                try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
                var reader = EventReader(films: films, film: film, after: after)
                try await reader.run(subscription) { piece in
                    switch piece {
                    case .event(let event): try await writer.write(event.message)
                    case .ping: try await writer.write(ByteBuffer(string: ": keep-alive\n\n"))
                    }
                }
            }
        }
        return HTTPResponse(.ok, headers: headers, body: stream)
    }
}

extension Call {
    /// The event that the client saw last: `Last-Event-ID`, as a browser sends it when it comes back, or `?after=`.
    func lastEventSeen() throws(APIError) -> Int64? {
        let query = try query()
        try query.only(["after"])
        let header = request.headers.first(name: "Last-Event-ID")
        guard let text = header ?? query["after"], !text.isEmpty else { return nil }
        guard let number = Int64(text), number >= 0 else {
            throw APIError(
                header == nil ? .invalidQuery : .invalidHeader,
                "\(header == nil ? "after" : "Last-Event-ID") is \(Wording.quoted(text)); it must be an event's number.",
                param: header == nil ? "after" : nil)
        }
        return number
    }
}
