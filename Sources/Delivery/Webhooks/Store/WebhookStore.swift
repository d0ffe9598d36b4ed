package import Films

/// Where endpoints, messages and their deliveries live.
///
/// Every call that changes something has been made durable when it returns. What goes wrong is told by `FilmStoreError`.
package protocol WebhookStore: Sendable {
    // MARK: Endpoints

    /// All endpoints, oldest first, the one for callbacks included.
    func endpoints() async throws -> [WebhookEndpoint]

    /// An endpoint.
    func endpoint(_ id: EndpointID) async throws -> WebhookEndpoint?

    /// Adds an endpoint; one that is there already stays as it is.
    func insert(_ endpoint: WebhookEndpoint) async throws

    /// Changes an endpoint; nobody else changes it meanwhile.
    ///
    /// When the change disables it, its waiting deliveries are given up for the same reason.
    ///
    /// - Returns: The endpoint as it is then, or `nil` when there is none.
    func update(
        _ id: EndpointID, at time: Int64, _ change: @escaping @Sendable (inout WebhookEndpoint) -> Void
    ) async throws -> WebhookEndpoint?

    /// Forgets an endpoint, its deliveries and their log; false when there is none.
    func remove(_ id: EndpointID) async throws -> Bool

    // MARK: Messages

    /// The number of the last film event that was taken into account; `nil` in a new store.
    func cursor() async throws -> Int64?

    /// Stores messages with their deliveries and moves the cursor, all or nothing.
    ///
    /// A message whose number was stored before is passed over with its deliveries.
    func enqueue(_ messages: [(WebhookMessage, [Delivery])], cursor: Int64?) async throws

    // MARK: Delivering

    /// Runs a body while no other process delivers from this store; waits until that is so.
    func alone<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result

    /// The lanes in which deliveries wait, and when the first of each is due, in milliseconds since 1970.
    func lanes() async throws -> [(lane: String, due: Int64)]

    /// What is due in a lane, the longest due first.
    ///
    /// - Parameters:
    ///   - lane: The lane.
    ///   - time: Now, in milliseconds since 1970.
    ///   - limit: How many at most.
    ///   - others: Deliveries that are being attempted.
    /// - Returns: The deliveries with what their attempts need.
    /// - Throws: `FilmStoreError`.
    func due(in lane: String, at time: Int64, limit: Int, except others: Set<DeliveryID>) async throws -> [DueDelivery]

    /// Writes an attempt into the log, and where the delivery stands after it.
    ///
    /// Nothing is written when the delivery is gone, or is not waiting for this attempt any more.
    func record(_ attempt: DeliveryAttempt, _ delivery: Delivery) async throws

    /// Gives up what waits for one address of a film's own.
    func giveUp(callbacksTo url: String, reason: String, at time: Int64) async throws

    // MARK: The log

    /// Deliveries that fit a query, newest first.
    func deliveries(_ query: DeliveryQuery) async throws -> DeliveryPage

    /// A delivery.
    func delivery(_ id: DeliveryID) async throws -> Delivery?

    /// What a message says.
    func message(_ id: MessageID) async throws -> WebhookMessage?

    /// A delivery's attempts, oldest first.
    func attempts(of id: DeliveryID) async throws -> [DeliveryAttempt]

    /// Puts a delivery that has ended back in line; `nil` when there is none, unchanged when it is waiting.
    func replay(_ id: DeliveryID, at time: Int64) async throws -> Delivery?

    /// Puts an endpoint's given-up deliveries back in line that were made from a time on.
    ///
    /// - Returns: How many.
    func replayFailed(of endpoint: EndpointID, since: Int64, at time: Int64) async throws -> Int

    /// Forgets deliveries that ended before a time, and messages that nobody waits for.
    ///
    /// - Returns: How many deliveries.
    func prune(before time: Int64) async throws -> Int
}

/// A delivery that is due, with what its attempt needs.
package struct DueDelivery: Sendable, Equatable {
    /// The delivery.
    package let delivery: Delivery
    /// What is told.
    package let message: WebhookMessage
    /// To whom.
    package let endpoint: WebhookEndpoint

    /// Gathers what an attempt needs.
    package init(delivery: Delivery, message: WebhookMessage, endpoint: WebhookEndpoint) {
        self.delivery = delivery
        self.message = message
        self.endpoint = endpoint
    }
}

/// Which deliveries are wanted.
package struct DeliveryQuery: Sendable, Equatable {
    /// Only those to this endpoint.
    package var endpoint: EndpointID?
    /// Only those that stand so.
    package var state: Delivery.State?
    /// Only those of this film.
    package var film: FilmID?
    /// Only those behind this one.
    package var after: DeliveryID?
    /// How many at most, 1 to 100.
    package var limit = 20

    /// All.
    package init() {}
}

/// A page of deliveries.
package struct DeliveryPage: Sendable, Equatable {
    /// The deliveries.
    package var deliveries: [Delivery]
    /// Whether more follow.
    package var hasMore: Bool

    /// Names a page.
    package init(deliveries: [Delivery], hasMore: Bool) {
        self.deliveries = deliveries
        self.hasMore = hasMore
    }
}
