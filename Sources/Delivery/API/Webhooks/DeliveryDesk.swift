import Films
import HTTPServer
import NIOHTTP1
import Webhooks

/// Deliveries: what became of them, and sending them again.
struct DeliveryDesk: Sendable {
    private let call: Call

    init(_ call: Call) { self.call = call }

    func list() async throws -> HTTPResponse {
        let items = try call.query()
        try items.only(["after", "limit", "status", "video"])
        var query = DeliveryQuery()
        query.limit = try items.whole("limit", in: 1...100) ?? 20
        if let after = items["after"] {
            guard let id = DeliveryID(rawValue: after) else {
                throw APIError(
                    .invalidQuery, "after is \(Wording.quoted(after)); it must be a delivery's id.", param: "after")
            }
            query.after = id
        }
        if let status = items["status"] {
            guard let state = Delivery.State(rawValue: status) else {
                let known = Wording.list(Delivery.State.allCases.map(\.rawValue))
                throw APIError(
                    .invalidQuery, "status is \(Wording.quoted(status)); it must be \(known).", param: "status")
            }
            query.state = state
        }
        if let video = items["video"] {
            guard let film = FilmID(rawValue: video) else { throw APIError.unknownFilm(video) }
            query.film = film
        }
        let (webhooks, id) = (try call.webhooks(), try call.endpointID())
        query.endpoint = try await call.telling { try await webhooks.endpoint(id) }.id
        let page = try await webhooks.store.deliveries(query)
        return .json(capacity: 512 * (page.deliveries.count + 1)) { writer in
            writer.object { writer in
                writer.field("object", literal: "list")
                writer.array("data") { writer in
                    for delivery in page.deliveries { DeliveryObject.write(delivery, to: &writer) }
                }
                writer.field("first_id", page.deliveries.first?.id.rawValue)
                writer.field("last_id", page.deliveries.last?.id.rawValue)
                writer.field("has_more", page.hasMore)
            }
        }
    }

    func show() async throws -> HTTPResponse {
        try call.query().only([])
        let (webhooks, endpoint) = (try call.webhooks(), try call.endpointID())
        guard let id = DeliveryID(rawValue: call.parameter("delivery")),
            let delivery = try await webhooks.store.delivery(id), delivery.endpoint == endpoint
        else { throw APIError.telling(.unknownDelivery, id: call.parameter("id")) }
        let attempts = try await webhooks.store.attempts(of: id)
        let body = try await webhooks.store.message(delivery.message)?.body
        return .json(capacity: 4096) { DeliveryObject.write(delivery, attempts, body: body, to: &$0) }
    }

    func replay() async throws -> HTTPResponse {
        try call.query().only([])
        let fields = try await call.json()
        try fields.only(["delivery", "since"])
        let (webhooks, endpoint) = (try call.webhooks(), try call.endpointID())
        let count: Int
        switch (try fields.text("delivery"), try fields.whole("since", in: 0...253_402_300_799)) {
        case (let text?, nil):
            guard let id = DeliveryID(rawValue: text) else {
                throw APIError.telling(.unknownDelivery, id: call.parameter("id"))
            }
            _ = try await call.telling { try await webhooks.replay(id, of: endpoint) }
            count = 1
        case (nil, let since?):
            count = try await call.telling {
                try await webhooks.replayFailed(of: endpoint, since: Int64(since) * 1000)
            }
        default:
            throw APIError(
                .missingField,
                "Give either delivery, for one, or since, in seconds since 1970, for all that failed from then on.")
        }
        return .json(.accepted) { writer in
            writer.object { writer in
                writer.field("object", literal: "webhook.replay")
                writer.field("deliveries", count)
            }
        }
    }
}

/// A delivery on the wire.
enum DeliveryObject {
    static func write(
        _ delivery: Delivery, _ attempts: [DeliveryAttempt]? = nil, body: [UInt8]? = nil, to writer: inout JSONWriter
    ) {
        writer.object { writer in
            writer.field("id", delivery.id.rawValue)
            writer.field("object", literal: "webhook.delivery")
            writer.field("webhook", delivery.endpoint.rawValue)
            writer.field("event", delivery.message.rawValue)
            writer.field("type", delivery.type)
            writer.field("video", delivery.film?.rawValue)
            if !delivery.url.isEmpty { writer.field("url", delivery.url) }
            writer.field("status", delivery.state.rawValue)
            writer.field("attempts", delivery.attempts)
            writer.field("next_attempt_at", delivery.due.map { $0 / 1000 })
            writer.field("created_at", delivery.created / 1000)
            writer.field("ended_at", delivery.ended.map { $0 / 1000 })
            writer.field("response_status", delivery.status)
            writer.field("error", delivery.error)
            if let attempts {
                writer.array("log") { writer in
                    for attempt in attempts { write(attempt, to: &writer) }
                }
            }
            if let body { writer.field("body", json: body) }
        }
    }

    private static func write(_ attempt: DeliveryAttempt, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("attempt", attempt.number)
            writer.field("at", attempt.time / 1000)
            writer.field("milliseconds", attempt.milliseconds)
            writer.field("response_status", attempt.status)
            writer.field("error", attempt.error)
            writer.field("response_body", String(decoding: attempt.answer, as: UTF8.self))
        }
    }
}
