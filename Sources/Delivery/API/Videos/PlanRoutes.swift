import Film
import Films
import HTTPServer
import NIOCore
import NIOHTTP1

extension APIRoutes {
    /// What a film would be and cost, without making it.
    static func addPlanRoutes(to routes: inout RouteTable) {
        routes.on(.POST, "/v1/plan") { call in try await plan(call) }
        routes.on(.POST, "/v1/estimates") { call in
            let request = try await readRequest(call)
            let seconds = Forecast.seconds(of: request)
            let estimate = try await Forecast.estimate(request, seconds: seconds, call.services)
            let census = try await call.services.films.census()
            return .json { writer in
                writer.object { writer in
                    writer.field("object", literal: "estimate")
                    writer.field("seconds", seconds)
                    writer.field("lane", seconds <= Forecast.shortLimit ? Lane.short.rawValue : Lane.long.rawValue)
                    writer.field("videos_waiting", census.waiting.values.reduce(0, +))
                    writer.key("estimate")
                    VideoObject.write(estimate, to: &writer)
                }
            }
        }
    }

    /// Plans aside, not on the connection's event loop.
    @concurrent
    private static func plan(_ call: Call) async throws -> HTTPResponse {
        let request = try await readRequest(call)
        let storyboard =
            if let text = request.storyboard { try StoryboardCheck.read(Array(text.utf8)) } else {
                try await call.services.plan(request)
            }
        return .json(bytes: ByteBuffer(bytes: try StoryboardCheck.text(of: storyboard)))
    }

    /// Reads a request for a film that is not made, from the same fields.
    static func readRequest(_ call: Call) async throws -> FilmRequest {
        try call.query().only([])
        let body = try await CreationBody.read(call)
        do {
            var request = try FilmRequestReader(body.fields).request()
            try await RequestCheck(call.services).check(&request)
            return request
        } catch {
            await body.abandon()
            throw error
        }
    }
}
