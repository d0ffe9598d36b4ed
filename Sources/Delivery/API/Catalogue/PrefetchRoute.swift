import Films
import HTTPServer
import NIOHTTP1

extension APIRoutes {
    /// `POST /v1/prefetch`: speech and pictures are got ready, so that the film itself begins at once.
    static func addPrefetchRoute(to routes: inout RouteTable) {
        routes.on(.POST, "/v1/prefetch") { call in
            let request = try await readRequest(call)
            try await call.services.prefetch(request)
            return .json(.accepted) { writer in
                writer.object { writer in
                    writer.field("object", literal: "prefetch")
                    writer.field("status", literal: "accepted")
                }
            }
        }
    }
}
