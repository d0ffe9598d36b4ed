/// The webhook store of one process, gone when it ends.
package actor MemoryWebhooks: WebhookStore {
    private var byID: [EndpointID: WebhookEndpoint] = [:]
    private var messages: [MessageID: WebhookMessage] = [:]
    private var numbers: Set<Int64> = []
    private var all: [DeliveryID: Delivery] = [:]
    private var log: [DeliveryID: [DeliveryAttempt]] = [:]
    private var position: Int64?

    /// Makes an empty store.
    package init() {}

    package func endpoints() -> [WebhookEndpoint] {
        byID.values.sorted { ($0.created, $0.id) < ($1.created, $1.id) }
    }

    package func endpoint(_ id: EndpointID) -> WebhookEndpoint? { byID[id] }

    package func insert(_ endpoint: WebhookEndpoint) {
        if byID[endpoint.id] == nil { byID[endpoint.id] = endpoint }
    }

    package func update(
        _ id: EndpointID, at time: Int64, _ change: @escaping @Sendable (inout WebhookEndpoint) -> Void
    ) -> WebhookEndpoint? {
        guard var endpoint = byID[id] else { return nil }
        change(&endpoint)
        endpoint.updated = time
        byID[id] = endpoint
        if let reason = endpoint.disabled { giveUp(reason, at: time) { $0.endpoint == id } }
        return endpoint
    }

    package func remove(_ id: EndpointID) -> Bool {
        guard byID.removeValue(forKey: id) != nil else { return false }
        for delivery in all.values where delivery.endpoint == id { forget(delivery.id) }
        return true
    }

    package func cursor() -> Int64? { position }

    package func enqueue(_ batch: [(WebhookMessage, [Delivery])], cursor: Int64?) {
        for (message, deliveries) in batch {
            if let number = message.number, !numbers.insert(number).inserted { continue }
            messages[message.id] = message
            for delivery in deliveries where byID[delivery.endpoint] != nil { all[delivery.id] = delivery }
        }
        if let cursor { position = max(position ?? cursor, cursor) }
    }

    package nonisolated func alone<Result: Sendable>(
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await body()
    }

    package func lanes() -> [(lane: String, due: Int64)] {
        var first: [String: Int64] = [:]
        for delivery in all.values {
            if let due = delivery.due { first[delivery.lane] = min(first[delivery.lane] ?? due, due) }
        }
        return first.map { ($0.key, $0.value) }.sorted { $0.lane < $1.lane }
    }

    package func due(
        in lane: String, at time: Int64, limit: Int, except others: Set<DeliveryID>
    ) -> [DueDelivery] {
        all.values.filter { $0.lane == lane && $0.due.map { $0 <= time } ?? false && !others.contains($0.id) }
            .sorted { ($0.due ?? 0, $0.id) < ($1.due ?? 0, $1.id) }
            .prefix(limit)
            .compactMap { delivery in
                guard let message = messages[delivery.message], let endpoint = byID[delivery.endpoint] else {
                    return nil
                }
                return DueDelivery(delivery: delivery, message: message, endpoint: endpoint)
            }
    }

    package func record(_ attempt: DeliveryAttempt, _ delivery: Delivery) {
        guard let known = all[delivery.id], known.state == .pending, known.attempts == attempt.number - 1 else {
            return
        }
        all[delivery.id] = delivery
        log[delivery.id, default: []].append(attempt)
    }

    package func giveUp(callbacksTo url: String, reason: String, at time: Int64) {
        giveUp(reason, at: time) { $0.endpoint == .callbacks && $0.url == url }
    }

    package func deliveries(_ query: DeliveryQuery) -> DeliveryPage {
        let fitting = all.values.filter { delivery in
            (query.endpoint.map { $0 == delivery.endpoint } ?? true)
                && (query.state.map { $0 == delivery.state } ?? true)
                && (query.film.map { $0 == delivery.film } ?? true)
                && (query.after.map { delivery.id < $0 } ?? true)
        }
        let sorted = fitting.sorted { $0.id > $1.id }
        return DeliveryPage(deliveries: Array(sorted.prefix(query.limit)), hasMore: sorted.count > query.limit)
    }

    package func delivery(_ id: DeliveryID) -> Delivery? { all[id] }

    package func message(_ id: MessageID) -> WebhookMessage? { messages[id] }

    package func attempts(of id: DeliveryID) -> [DeliveryAttempt] { log[id] ?? [] }

    package func replay(_ id: DeliveryID, at time: Int64) -> Delivery? {
        guard var delivery = all[id] else { return nil }
        if delivery.state != .pending { delivery.replay(at: time) }
        all[id] = delivery
        return delivery
    }

    package func replayFailed(of endpoint: EndpointID, since: Int64, at time: Int64) -> Int {
        let failed = all.values.filter { $0.endpoint == endpoint && $0.state == .failed && $0.created >= since }
        for delivery in failed { _ = replay(delivery.id, at: time) }
        return failed.count
    }

    package func prune(before time: Int64) -> Int {
        let old = all.values.filter { $0.ended.map { $0 < time } ?? false }
        for delivery in old { forget(delivery.id) }
        let used = Set(all.values.map(\.message))
        messages = messages.filter { used.contains($0.key) }
        return old.count
    }

    private func giveUp(_ reason: String, at time: Int64, where fits: (Delivery) -> Bool) {
        for (id, delivery) in all where delivery.state == .pending && fits(delivery) {
            all[id]?.fail(reason, at: time)
        }
    }

    private func forget(_ id: DeliveryID) {
        all[id] = nil
        log[id] = nil
    }
}
