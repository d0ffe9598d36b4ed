import Films
import HTTPServer
import NIOHTTP1
import Webhooks

extension APIRoutes {
    /// `/v1/webhooks`: endpoints, their keys, and what became of their deliveries.
    static func addWebhookRoutes(to routes: inout RouteTable) {
        routes.on(.POST, "/v1/webhooks") { try await WebhookDesk($0).create() }
        routes.on(.GET, "/v1/webhooks") { try await WebhookDesk($0).list() }
        routes.on(.GET, "/v1/webhooks/{id}") { try await WebhookDesk($0).show() }
        routes.on(.PATCH, "/v1/webhooks/{id}") { try await WebhookDesk($0).change() }
        routes.on(.DELETE, "/v1/webhooks/{id}") { try await WebhookDesk($0).remove() }
        routes.on(.GET, "/v1/webhooks/{id}/secret") { try await WebhookDesk($0).secret() }
        routes.on(.POST, "/v1/webhooks/{id}/rotate") { try await WebhookDesk($0).rotate() }
        routes.on(.POST, "/v1/webhooks/{id}/ping") { try await WebhookDesk($0).ping() }
        routes.on(.GET, "/v1/webhooks/{id}/deliveries") { try await DeliveryDesk($0).list() }
        routes.on(.GET, "/v1/webhooks/{id}/deliveries/{delivery}") { try await DeliveryDesk($0).show() }
        routes.on(.POST, "/v1/webhooks/{id}/replay") { try await DeliveryDesk($0).replay() }
    }
}

extension Call {
    /// The webhooks.
    ///
    /// - Throws: An ``APIError``, 404, where the service has none.
    func webhooks() throws(APIError) -> WebhookService {
        guard let webhooks = services.webhooks else {
            throw APIError(.notAvailable, "This service sends no webhooks.")
        }
        return webhooks
    }

    /// The endpoint that the route's `{id}` names.
    func endpointID() throws(APIError) -> EndpointID {
        guard let id = EndpointID(asked: parameter("id")) else {
            throw .telling(.unknownEndpoint, id: parameter("id"))
        }
        return id
    }

    /// Runs a body, and tells what webhooks cannot do in the API's words.
    func telling<Result>(_ body: () async throws -> Result) async throws -> Result {
        do { return try await body() } catch let problem as WebhookProblem {
            throw APIError.telling(problem, id: parameter("id"))
        }
    }
}

extension Error where Self == APIError {
    /// What a client is told of something that cannot be done.
    static func telling(_ problem: WebhookProblem, id: String, field: String = "url") -> APIError {
        switch problem {
        case .unknownEndpoint:
            APIError(.webhookNotFound, "There is no webhook \(Wording.quoted(id)).", param: "id")
        case .unknownDelivery:
            APIError(.webhookNotFound, "The webhook \(Wording.quoted(id)) has no such delivery.", param: "delivery")
        case .address(let reason):
            APIError(.addressRefused, "The address in \(field) \(reason).", param: field)
        case .badSecret:
            APIError(
                .invalidValue, "secret must be whsec_ and the base64 of 24 to 64 bytes; leave it out for a new one.",
                param: "secret")
        case .tooMany:
            APIError(
                .conflict,
                "There are \(WebhookService.mostEndpoints) webhooks, the most there may be. Delete one first.")
        case .disabled:
            APIError(
                .conflict,
                "The webhook \(Wording.quoted(id)) is switched off. Switch it on with PATCH {\"disabled\": false}.")
        case .fixed:
            APIError(
                .conflict,
                "The webhook default stands for the films' own callbacks: only its secret can be shown and rotated.")
        }
    }
}
