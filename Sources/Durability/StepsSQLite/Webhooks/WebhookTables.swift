internal import Films
internal import SQLite
internal import Webhooks

/// The reads and writes of webhooks' tables, within whatever transaction the caller has.
struct WebhookTables {
    let connection: Connection

    // MARK: Endpoints

    func endpoints() throws -> [WebhookEndpoint] {
        try connection.rows(
            """
            SELECT id, url, description, events, secrets, disabled, created, updated
            FROM endpoints ORDER BY created, id
            """, [], StoredEndpoint.init
        ).map { try $0.endpoint() }
    }

    func endpoint(_ id: EndpointID) throws -> WebhookEndpoint? {
        try connection.rows(
            "SELECT id, url, description, events, secrets, disabled, created, updated FROM endpoints WHERE id = ?",
            [.text(id.rawValue)], StoredEndpoint.init
        ).first?.endpoint()
    }

    func insert(_ endpoint: WebhookEndpoint) throws {
        try connection.run(
            """
            INSERT INTO endpoints (id, url, description, events, secrets, disabled, created, updated)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            [
                .text(endpoint.id.rawValue), .text(endpoint.url), .text(endpoint.description),
                .text(try StoredJSON.text(endpoint.events)), .text(try StoredJSON.text(endpoint.secrets)),
                .text(optional: endpoint.disabled), .integer(endpoint.created), .integer(endpoint.updated),
            ])
    }

    func update(_ endpoint: WebhookEndpoint) throws {
        try connection.run(
            """
            UPDATE endpoints SET url = ?, description = ?, events = ?, secrets = ?, disabled = ?, updated = ?
            WHERE id = ?
            """,
            [
                .text(endpoint.url), .text(endpoint.description), .text(try StoredJSON.text(endpoint.events)),
                .text(try StoredJSON.text(endpoint.secrets)), .text(optional: endpoint.disabled),
                .integer(endpoint.updated), .text(endpoint.id.rawValue),
            ])
    }

    func remove(_ id: EndpointID) throws -> Bool {
        try connection.rows("DELETE FROM endpoints WHERE id = ? RETURNING 1", [.text(id.rawValue)]) { _ in true }
            .first ?? false
    }

    // MARK: Messages

    func cursor() throws -> Int64? {
        try connection.rows("SELECT number FROM cursor") { Int64($0.integer(0)) }.first
    }

    func move(cursor: Int64) throws {
        try connection.run(
            """
            INSERT INTO cursor (one, number) VALUES (1, ?1)
            ON CONFLICT (one) DO UPDATE SET number = max(number, ?1)
            """, [.integer(cursor)])
    }

    /// Adds a message; false when its event is known.
    func insert(_ message: WebhookMessage) throws -> Bool {
        try connection.rows(
            """
            INSERT INTO messages (id, number, type, film, time, body) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING RETURNING 1
            """,
            [
                .text(message.id.rawValue), message.number.map { .integer($0) } ?? .null, .text(message.type),
                .text(optional: message.film?.rawValue), .integer(message.time), .blob(message.body),
            ]
        ) { _ in true }.first ?? false
    }

    /// Adds a delivery, unless its endpoint is gone.
    func insert(_ delivery: Delivery) throws {
        try connection.run(
            """
            INSERT INTO deliveries
                (id, message, endpoint, url, lane, state, attempts, step, due, created, begun, ended, status, error)
            SELECT ?, ?, ?3, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM endpoints WHERE id = ?3)
            """,
            [
                .text(delivery.id.rawValue), .text(delivery.message.rawValue), .text(delivery.endpoint.rawValue),
                .text(delivery.url), .text(delivery.lane),
            ] + Self.standing(of: delivery, withCreated: true))
    }

    func message(_ id: MessageID) throws -> WebhookMessage? {
        try connection.rows(
            "SELECT id, number, type, film, time, body FROM messages WHERE id = ?", [.text(id.rawValue)]
        ) { row in
            WebhookMessage(
                id: MessageID(known: row.text(0)), number: row.isNull(1) ? nil : Int64(row.integer(1)),
                type: row.text(2), film: FilmID(rawValue: row.text(3)), time: Int64(row.integer(4)),
                body: row.withBlob(5) { Array($0) })
        }.first
    }

    // MARK: Delivering

    /// Walks from lane to lane in the index, without looking at what waits in each.
    func lanes() throws -> [(lane: String, due: Int64)] {
        try connection.rows(
            """
            WITH RECURSIVE walk (lane) AS (
                SELECT min(lane) FROM deliveries WHERE state = 'pending'
                UNION ALL
                SELECT (SELECT min(lane) FROM deliveries WHERE state = 'pending' AND lane > walk.lane)
                FROM walk WHERE walk.lane IS NOT NULL)
            SELECT lane, (SELECT min(due) FROM deliveries WHERE state = 'pending' AND deliveries.lane = walk.lane)
            FROM walk WHERE lane IS NOT NULL
            """
        ) { ($0.text(0), Int64($0.integer(1))) }
    }

    func due(in lane: String, at time: Int64, limit: Int) throws -> [Delivery] {
        try connection.rows(
            """
            SELECT deliveries.id, message, type, film, endpoint, url, lane, state, attempts, step, due, created, begun,
                ended, status, error
            FROM deliveries JOIN messages ON messages.id = message
            WHERE state = 'pending' AND lane = ? AND due <= ? ORDER BY due, deliveries.id LIMIT ?
            """, [.text(lane), .integer(time), .integer(limit)], Self.delivery)
    }

    func delivery(_ id: DeliveryID) throws -> Delivery? {
        try connection.rows(
            """
            SELECT deliveries.id, message, type, film, endpoint, url, lane, state, attempts, step, due, created, begun,
                ended, status, error
            FROM deliveries JOIN messages ON messages.id = message WHERE deliveries.id = ?
            """, [.text(id.rawValue)], Self.delivery
        ).first
    }

    /// Writes where a delivery stands.
    func update(_ delivery: Delivery) throws {
        try connection.run(
            """
            UPDATE deliveries SET state = ?, attempts = ?, step = ?, due = ?, begun = ?, ended = ?, status = ?, error = ?
            WHERE id = ?
            """, Self.standing(of: delivery, withCreated: false) + [.text(delivery.id.rawValue)])
    }

    func insert(_ attempt: DeliveryAttempt, of delivery: DeliveryID) throws {
        try connection.run(
            """
            INSERT INTO attempts (delivery, number, time, milliseconds, status, error, answer)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(delivery.rawValue), .integer(attempt.number), .integer(attempt.time),
                .integer(attempt.milliseconds), attempt.status.map { .integer($0) } ?? .null,
                .text(optional: attempt.error), .blob(attempt.answer),
            ])
    }

    /// Gives up what waits for an endpoint, or for one address only.
    func giveUp(_ endpoint: EndpointID, url: String?, reason: String, at time: Int64) throws {
        try connection.run(
            """
            UPDATE deliveries SET state = 'failed', due = NULL, ended = ?1, error = ?2
            WHERE state = 'pending' AND endpoint = ?3 AND (?4 IS NULL OR url = ?4)
            """, [.integer(time), .text(reason), .text(endpoint.rawValue), .text(optional: url)])
    }

    // MARK: The log

    func deliveries(_ query: DeliveryQuery) throws -> [Delivery] {
        // Ids begin with a letter: they lie before the tilde.
        let bounds: [Value] = [
            .text(query.after?.rawValue ?? "~"), .text(optional: query.endpoint?.rawValue),
            .text(optional: query.state?.rawValue), .text(optional: query.film?.rawValue), .integer(query.limit + 1),
        ]
        guard query.endpoint == nil else {
            return try connection.rows(
                """
                SELECT deliveries.id, message, type, film, endpoint, url, lane, state, attempts, step, due, created,
                    begun, ended, status, error
                FROM deliveries JOIN messages ON messages.id = message
                WHERE endpoint = ?2 AND deliveries.id < ?1 AND (?3 IS NULL OR state = ?3) AND (?4 IS NULL OR film = ?4)
                ORDER BY deliveries.id DESC LIMIT ?5
                """, bounds, Self.delivery)
        }
        return try connection.rows(
            """
            SELECT deliveries.id, message, type, film, endpoint, url, lane, state, attempts, step, due, created, begun,
                ended, status, error
            FROM deliveries JOIN messages ON messages.id = message
            WHERE deliveries.id < ?1 AND ?2 IS NULL AND (?3 IS NULL OR state = ?3) AND (?4 IS NULL OR film = ?4)
            ORDER BY deliveries.id DESC LIMIT ?5
            """, bounds, Self.delivery)
    }

    func attempts(of id: DeliveryID) throws -> [DeliveryAttempt] {
        try connection.rows(
            """
            SELECT number, time, milliseconds, status, error, answer FROM attempts WHERE delivery = ? ORDER BY number
            """, [.text(id.rawValue)]
        ) { row in
            DeliveryAttempt(
                number: row.integer(0), time: Int64(row.integer(1)), milliseconds: row.integer(2),
                status: row.isNull(3) ? nil : row.integer(3), error: row.isNull(4) ? nil : row.text(4),
                answer: row.withBlob(5) { Array($0) })
        }
    }

    func replayFailed(of endpoint: EndpointID, since: Int64, at time: Int64) throws -> Int {
        try connection.rows(
            """
            UPDATE deliveries SET state = 'pending', step = 0, due = ?1, begun = ?1, ended = NULL
            WHERE state = 'failed' AND endpoint = ?2 AND created >= ?3 RETURNING 1
            """, [.integer(time), .text(endpoint.rawValue), .integer(since)]
        ) { _ in 1 }.count
    }

    func prune(before time: Int64) throws -> Int {
        let count = try connection.rows(
            "DELETE FROM deliveries WHERE state <> 'pending' AND ended < ? RETURNING 1", [.integer(time)]
        ) { _ in 1 }.count
        try connection.run(
            """
            DELETE FROM messages WHERE time < ?
                AND NOT EXISTS (SELECT 1 FROM deliveries WHERE deliveries.message = messages.id)
            """, [.integer(time)])
        return count
    }

    // MARK: Rows

    private static func standing(of delivery: Delivery, withCreated: Bool) -> [Value] {
        let first: [Value] = [
            .text(delivery.state.rawValue), .integer(delivery.attempts), .integer(delivery.step),
            delivery.due.map { .integer($0) } ?? .null,
        ]
        let created: [Value] = withCreated ? [.integer(delivery.created)] : []
        let last: [Value] = [
            .integer(delivery.begun), delivery.ended.map { .integer($0) } ?? .null,
            delivery.status.map { .integer($0) } ?? .null, .text(optional: delivery.error),
        ]
        return first + created + last
    }

    private static func delivery(_ row: Row) -> Delivery {
        var delivery = Delivery(
            id: DeliveryID(known: row.text(0)), message: MessageID(known: row.text(1)), type: row.text(2),
            film: FilmID(rawValue: row.text(3)), endpoint: EndpointID(known: row.text(4)), url: row.text(5),
            lane: row.text(6), created: Int64(row.integer(11)))
        delivery.state = Delivery.State(rawValue: row.text(7)) ?? .failed
        delivery.attempts = row.integer(8)
        delivery.step = row.integer(9)
        delivery.due = row.isNull(10) ? nil : Int64(row.integer(10))
        delivery.begun = Int64(row.integer(12))
        delivery.ended = row.isNull(13) ? nil : Int64(row.integer(13))
        delivery.status = row.isNull(14) ? nil : row.integer(14)
        delivery.error = row.isNull(15) ? nil : row.text(15)
        return delivery
    }
}

/// An endpoint's row, taken out of the database and not yet read.
private struct StoredEndpoint {
    private let texts: [String]
    private let disabled: String?
    private let created: Int64
    private let updated: Int64

    init(_ row: Row) {
        texts = (0..<5).map { row.text($0) }
        disabled = row.isNull(5) ? nil : row.text(5)
        created = Int64(row.integer(6))
        updated = Int64(row.integer(7))
    }

    func endpoint() throws -> WebhookEndpoint {
        var endpoint = WebhookEndpoint(
            id: EndpointID(known: texts[0]), url: texts[1], description: texts[2],
            events: try StoredJSON.value(EventFilter.self, texts[3]), at: created)
        endpoint.secrets = try StoredJSON.value([WebhookSecret].self, texts[4])
        endpoint.disabled = disabled
        endpoint.updated = updated
        return endpoint
    }
}
