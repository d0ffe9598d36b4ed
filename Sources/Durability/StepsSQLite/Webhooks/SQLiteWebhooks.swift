internal import Films
internal import Platform
internal import SQLite
package import Webhooks

/// The webhooks of a service in a database file of their own, beside that of its films.
///
/// It holds keys that sign, so the file is as secret as they are.
package final class SQLiteWebhooks: WebhookStore {
    private let database: ServiceDatabase

    /// Opens the database; it is made where it is missing.
    ///
    /// - Parameter path: The file.
    /// - Throws: `FilmStoreError` when it cannot be used.
    package init(path: String) async throws {
        database = try await ServiceDatabase(path: path, migrations: WebhookSchema.migrations, readers: 1)
    }

    package func endpoints() async throws -> [WebhookEndpoint] { try await read { try $0.endpoints() } }

    package func endpoint(_ id: EndpointID) async throws -> WebhookEndpoint? { try await read { try $0.endpoint(id) } }

    package func insert(_ endpoint: WebhookEndpoint) async throws { try await write { try $0.insert(endpoint) } }

    package func update(
        _ id: EndpointID, at time: Int64, _ change: @escaping @Sendable (inout WebhookEndpoint) -> Void
    ) async throws -> WebhookEndpoint? {
        try await write { tables in
            guard var endpoint = try tables.endpoint(id) else { return nil }
            change(&endpoint)
            endpoint.updated = time
            try tables.update(endpoint)
            if let reason = endpoint.disabled { try tables.giveUp(id, url: nil, reason: reason, at: time) }
            return endpoint
        }
    }

    package func remove(_ id: EndpointID) async throws -> Bool { try await write { try $0.remove(id) } }

    package func cursor() async throws -> Int64? { try await read { try $0.cursor() } }

    package func enqueue(_ messages: [(WebhookMessage, [Delivery])], cursor: Int64?) async throws {
        try await write { tables in
            for (message, deliveries) in messages where try tables.insert(message) {
                for delivery in deliveries { try tables.insert(delivery) }
            }
            if let cursor { try tables.move(cursor: cursor) }
        }
    }

    package func alone<Result: Sendable>(
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await FileLock.holding(database.path + ".lock", body)
    }

    package func lanes() async throws -> [(lane: String, due: Int64)] { try await read { try $0.lanes() } }

    package func due(
        in lane: String, at time: Int64, limit: Int, except others: Set<DeliveryID>
    ) async throws -> [DueDelivery] {
        try await read { tables in
            let found = try tables.due(in: lane, at: time, limit: limit + others.count)
            return try found.filter { !others.contains($0.id) }.prefix(limit).compactMap { delivery in
                guard let message = try tables.message(delivery.message),
                    let endpoint = try tables.endpoint(delivery.endpoint)
                else { return nil }
                return DueDelivery(delivery: delivery, message: message, endpoint: endpoint)
            }
        }
    }

    package func record(_ attempt: DeliveryAttempt, _ delivery: Delivery) async throws {
        try await write { tables in
            guard let known = try tables.delivery(delivery.id), known.state == .pending,
                known.attempts == attempt.number - 1
            else { return }
            try tables.update(delivery)
            try tables.insert(attempt, of: delivery.id)
        }
    }

    package func giveUp(callbacksTo url: String, reason: String, at time: Int64) async throws {
        try await write { try $0.giveUp(.callbacks, url: url, reason: reason, at: time) }
    }

    package func deliveries(_ query: DeliveryQuery) async throws -> DeliveryPage {
        let found = try await read { try $0.deliveries(query) }
        return DeliveryPage(deliveries: Array(found.prefix(query.limit)), hasMore: found.count > query.limit)
    }

    package func delivery(_ id: DeliveryID) async throws -> Delivery? { try await read { try $0.delivery(id) } }

    package func message(_ id: MessageID) async throws -> WebhookMessage? { try await read { try $0.message(id) } }

    package func attempts(of id: DeliveryID) async throws -> [DeliveryAttempt] {
        try await read { try $0.attempts(of: id) }
    }

    package func replay(_ id: DeliveryID, at time: Int64) async throws -> Delivery? {
        try await write { tables in
            guard var delivery = try tables.delivery(id) else { return nil }
            guard delivery.state != .pending else { return delivery }
            delivery.replay(at: time)
            try tables.update(delivery)
            return delivery
        }
    }

    package func replayFailed(of endpoint: EndpointID, since: Int64, at time: Int64) async throws -> Int {
        try await write { try $0.replayFailed(of: endpoint, since: since, at: time) }
    }

    package func prune(before time: Int64) async throws -> Int { try await write { try $0.prune(before: time) } }

    private func read<Value: Sendable>(_ body: @escaping @Sendable (WebhookTables) throws -> Value) async throws
        -> Value
    {
        try await database.read { try body(WebhookTables(connection: $0)) }
    }

    private func write<Value: Sendable>(
        _ body: @escaping @Sendable (WebhookTables) throws -> Value
    ) async throws -> Value {
        try await database.write { try body(WebhookTables(connection: $0)) }
    }
}
