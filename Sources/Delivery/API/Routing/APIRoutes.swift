package import HTTPServer
package import Logging
import NIOHTTP1

/// Everything that the service answers, put together from one file for each subject.
package enum APIRoutes {
    /// The routes of a service.
    ///
    /// - Parameters:
    ///   - services: What they work with.
    ///   - gate: Who may ask.
    ///   - log: Where faults of ours are told.
    /// - Returns: Every route.
    package static func router(
        services: Services, gate: any Gate = OpenGate(), log: Logger = Logger(label: "vitascope.api")
    ) -> Router {
        var routes = RouteTable(services: services, gate: gate, log: log)
        addVideoRoutes(to: &routes)
        addStoryboardRoutes(to: &routes)
        addPlanRoutes(to: &routes)
        addEventRoutes(to: &routes)
        addNotifyRoute(to: &routes)
        addStreamRoute(to: &routes)
        addHLSRoute(to: &routes)
        addSidecarRoutes(to: &routes)
        addUploadRoutes(to: &routes)
        addWebhookRoutes(to: &routes)
        addCatalogueRoutes(to: &routes)
        addPrefetchRoute(to: &routes)
        addExportRoutes(to: &routes)
        addJobRoutes(to: &routes)
        addToolRoutes(to: &routes)
        addHealthRoutes(to: &routes)
        addMetricsRoute(to: &routes)
        addDocumentRoutes(to: &routes)
        addSessionRoutes(to: &routes)
        addPictureRoutes(to: &routes)
        addOperatorRoute(to: &routes)
        addLibraryRoutes(to: &routes)
        return routes.router
    }

    /// The answer to a path that leads nowhere, or not with this method; `nil` when it leads somewhere, and for
    /// `OPTIONS`, which the router answers itself.
    package static func refusal(of match: Router.Match, _ request: HTTPRequest) -> HTTPResponse? {
        if request.method == .OPTIONS { return nil }
        switch match {
        case .found: return nil
        case .unknown:
            return .failure(
                APIError(.notFound, "There is nothing at \(Wording.quoted(request.path)). /docs lists what there is."),
                requestID: request.id)
        case .wrongMethod(let allowed):
            var answer = HTTPResponse.failure(
                APIError(
                    .methodNotAllowed,
                    "\(Wording.quoted(request.path)) does not take \(Wording.quoted(request.method.rawValue)), "
                        + "only \(Wording.list(allowed))."), requestID: request.id)
            answer.headers.add(name: "Allow", value: allowed.joined(separator: ", "))
            return answer
        }
    }

    /// The answer to a failure outside any route, for the server's configuration; `nil` for what it tells itself in the
    /// same shape (unknown paths, wrong methods, malformed requests).
    package static func answer(to error: any Error, requestID: String) -> HTTPResponse? {
        APIError.telling(error).map { .failure($0, requestID: requestID) }
    }
}
