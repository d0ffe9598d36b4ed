import Films
import HTTPServer
import NIOCore
import NIOHTTP1

extension APIRoutes {
    /// `/mcp/…`: the same films for callers that speak of tools and jobs.
    static func addToolRoutes(to routes: inout RouteTable) {
        routes.on(.POST, "/mcp/generate") { call in
            let film = try await submit(call)
            return .json(.accepted) { JobView.write(task: film, to: &$0) }
        }
        routes.on(.GET, "/mcp/status/{id}") { call in
            try call.query().only([])
            let film = try await call.film()
            return .json { JobView.write(task: film, to: &$0) }
        }
        routes.on(.GET, "/mcp/result/{id}") { call in try await result(call, idName: "job_id") }
        routes.on(.GET, "/mcp/storyboard/{id}") { call in
            try call.query().only([])
            let film = try await call.film()
            guard let text = try await call.services.films.storyboard(of: film.id, revision: nil) else {
                throw APIError.ended(film, without: "storyboard")
            }
            return .json { writer in
                writer.object { writer in
                    writer.field("job_id", film.id.rawValue)
                    writer.field("revision", film.revision)
                    writer.field("storyboard", json: Array(text.utf8))
                }
            }
        }
        routes.on(.POST, "/mcp/cancel/{id}") { call in
            try call.query().only([])
            let film = try await call.services.films.cancel(try await call.film().id)
            return .json { JobView.write(task: film, to: &$0) }
        }
        routes.on(.POST, "/mcp/prefetch") { call in
            let body = try await call.aliasBody()
            do {
                var request = try FilmRequestReader(body.fields).request()
                try await RequestCheck(call.services).check(&request)
                try await call.services.prefetch(request)
            } catch {
                await body.abandon()
                throw error
            }
            return .json(.accepted) { writer in
                writer.object { writer in writer.field("status", literal: "accepted") }
            }
        }
    }
}
