import HTTPServer
import NIOHTTP1
import Webhooks

/// Endpoints: made, listed, changed, forgotten.
struct WebhookDesk: Sendable {
    private let call: Call

    init(_ call: Call) { self.call = call }

    func create() async throws -> HTTPResponse {
        try call.query().only([])
        let fields = try await call.json()
        try fields.only(["url", "events", "description", "secret"])
        guard let url = try fields.text("url", limit: 2048) else {
            throw fields.missing("url", "Give the address that events are sent to.")
        }
        let events = try Self.events(fields) ?? .usual
        let description = try fields.text("description") ?? ""
        let secret = try fields.text("secret", limit: 200)
        let webhooks = try call.webhooks()
        let endpoint = try await call.telling {
            try await webhooks.create(url: url, events: events, description: description, secret: secret)
        }
        // The one time that the key comes without being asked for.
        return .json(.created, headers: ["Location": "/v1/webhooks/\(endpoint.id)"]) {
            WebhookObject.write(endpoint, showingSecret: true, to: &$0)
        }
    }

    func list() async throws -> HTTPResponse {
        try call.query().only([])
        let endpoints = try await call.webhooks().endpoints()
        return .json(capacity: 512 * (endpoints.count + 1)) { writer in
            writer.object { writer in
                writer.field("object", literal: "list")
                writer.array("data") { writer in
                    for endpoint in endpoints { WebhookObject.write(endpoint, to: &writer) }
                }
                writer.field("first_id", endpoints.first?.id.rawValue)
                writer.field("last_id", endpoints.last?.id.rawValue)
                writer.field("has_more", false)
            }
        }
    }

    func show() async throws -> HTTPResponse {
        let endpoint = try await endpoint()
        return .json { WebhookObject.write(endpoint, to: &$0) }
    }

    func change() async throws -> HTTPResponse {
        try call.query().only([])
        let fields = try await call.json(types: ["application/merge-patch+json"])
        try fields.only(["url", "events", "description", "disabled"])
        var change = WebhookService.Change()
        change.url = try fields.text("url", limit: 2048)
        change.events = try Self.events(fields)
        change.description = try fields.text("description")
        change.isDisabled = try fields.flag("disabled")
        let (webhooks, id, wanted) = (try call.webhooks(), try call.endpointID(), change)
        let endpoint = try await call.telling { try await webhooks.change(id, wanted) }
        return .json { WebhookObject.write(endpoint, to: &$0) }
    }

    func remove() async throws -> HTTPResponse {
        try call.query().only([])
        let (webhooks, id) = (try call.webhooks(), try call.endpointID())
        try await call.telling { try await webhooks.remove(id) }
        return .json { writer in
            writer.object { writer in
                writer.field("id", id.rawValue)
                writer.field("object", literal: "webhook.deleted")
                writer.field("deleted", true)
            }
        }
    }

    func secret() async throws -> HTTPResponse { .secret(of: try await endpoint()) }

    func rotate() async throws -> HTTPResponse {
        try call.query().only([])
        let fields = try await call.json(optional: true)
        try fields.only(["secret"])
        let secret = try fields.text("secret", limit: 200)
        let (webhooks, id) = (try call.webhooks(), try call.endpointID())
        return .secret(of: try await call.telling { try await webhooks.rotate(id, to: secret) })
    }

    func ping() async throws -> HTTPResponse {
        try call.query().only([])
        let (webhooks, id) = (try call.webhooks(), try call.endpointID())
        let delivery = try await call.telling { try await webhooks.ping(id) }
        return .json(.accepted) { DeliveryObject.write(delivery, to: &$0) }
    }

    private func endpoint() async throws -> WebhookEndpoint {
        try call.query().only([])
        let (webhooks, id) = (try call.webhooks(), try call.endpointID())
        return try await call.telling { try await webhooks.endpoint(id) }
    }

    private static func events(_ fields: Fields) throws(APIError) -> EventFilter? {
        guard let names = try fields.texts("events", limit: 50, count: 50) else { return nil }
        let offered = EventFilter.offered + ["*"]
        for name in names where !offered.contains(name) {
            throw .unknown("event", name, known: offered, code: .invalidValue)
        }
        guard let filter = EventFilter(names) else {
            throw fields.wrong("events", mustBe: "a list of at least one event")
        }
        return filter
    }
}

extension HTTPResponse {
    /// An endpoint's newest key, and since when others sign besides it.
    fileprivate static func secret(of endpoint: WebhookEndpoint) -> HTTPResponse {
        .json { writer in
            writer.object { writer in
                writer.field("id", endpoint.id.rawValue)
                writer.field("object", literal: "webhook.secret")
                writer.field("secret", endpoint.secrets.first?.text)
                writer.field("previous_sign_until", endpoint.secrets.compactMap(\.expires).max().map { $0 / 1000 })
            }
        }
    }
}

/// An endpoint on the wire.
enum WebhookObject {
    static func write(_ endpoint: WebhookEndpoint, showingSecret: Bool = false, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("id", endpoint.id.rawValue)
            writer.field("object", literal: "webhook")
            writer.field("url", endpoint.url.isEmpty ? nil : endpoint.url)
            writer.field("description", endpoint.description)
            writer.array("events") { writer in
                for name in endpoint.events.names { writer.value(name) }
            }
            writer.field("disabled", endpoint.disabled != nil)
            writer.field("disabled_reason", endpoint.disabled)
            writer.field("created_at", endpoint.created / 1000)
            writer.field("updated_at", endpoint.updated / 1000)
            if showingSecret { writer.field("secret", endpoint.secrets.first?.text) }
        }
    }
}
