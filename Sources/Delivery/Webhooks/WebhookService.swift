package import Curl
internal import Films

/// What people can do with webhooks: the routes' and the commands' one door.
package struct WebhookService: Sendable {
    /// The most endpoints that a service has.
    package static let mostEndpoints = 100

    /// Where everything is kept.
    package let store: any WebhookStore
    private let addressGuard: AddressGuard
    private let clock: any WebhookClock
    private let ring: @Sendable () -> Void

    /// Opens the door.
    ///
    /// - Parameters:
    ///   - store: Where everything is kept.
    ///   - addressGuard: The one that the dispatcher's client has.
    ///   - clock: The time.
    ///   - ring: Wakes the dispatcher, where it runs in this process.
    package init(
        store: any WebhookStore, addressGuard: AddressGuard, clock: any WebhookClock,
        ring: @escaping @Sendable () -> Void = {}
    ) {
        self.store = store
        self.addressGuard = addressGuard
        self.clock = clock
        self.ring = ring
    }

    /// Looks at an address before it is taken, a film's callback for one.
    ///
    /// - Throws: ``WebhookProblem`` `.address`.
    package func vet(_ url: String) async throws {
        do {
            try await addressGuard.vet(url)
        } catch let refusal as AddressRefusal {
            throw WebhookProblem.address(reason: refusal.reason)
        }
    }

    /// Adds an endpoint.
    ///
    /// - Parameters:
    ///   - url: Where deliveries go.
    ///   - events: Which events it wants.
    ///   - description: The client's own words.
    ///   - secret: The client's own key as `whsec_…`; `nil` for a new one.
    /// - Returns: The endpoint with its key.
    /// - Throws: ``WebhookProblem``; `FilmStoreError`.
    package func create(
        url: String, events: EventFilter, description: String, secret: String? = nil
    ) async throws -> WebhookEndpoint {
        let key = try key(secret)
        try await vet(url)
        guard try await endpoints().count < Self.mostEndpoints else { throw WebhookProblem.tooMany }
        let now = clock.now
        let endpoint = WebhookEndpoint(
            id: EndpointID(at: now), url: url, description: description, events: events, secret: key, at: now)
        try await store.insert(endpoint)
        return endpoint
    }

    /// The endpoints that were added, oldest first.
    package func endpoints() async throws -> [WebhookEndpoint] {
        try await store.endpoints().filter { $0.id != .callbacks }
    }

    /// An endpoint.
    ///
    /// - Throws: ``WebhookProblem`` `.unknownEndpoint`.
    package func endpoint(_ id: EndpointID) async throws -> WebhookEndpoint {
        guard let endpoint = try await store.endpoint(id) else { throw WebhookProblem.unknownEndpoint }
        return endpoint
    }

    /// What is to be changed; `nil` leaves it as it is.
    package struct Change: Sendable {
        /// The address.
        package var url: String?
        /// The events.
        package var events: EventFilter?
        /// The client's words.
        package var description: String?
        /// True to send nothing, false to send again.
        package var isDisabled: Bool?

        /// Changes nothing.
        package init() {}
    }

    /// Changes an endpoint.
    ///
    /// - Throws: ``WebhookProblem``; `FilmStoreError`.
    package func change(_ id: EndpointID, _ change: Change) async throws -> WebhookEndpoint {
        guard id != .callbacks else { throw WebhookProblem.fixed }
        if let url = change.url { try await vet(url) }
        let changed = try await store.update(id, at: clock.now) { endpoint in
            if let url = change.url { endpoint.url = url }
            if let events = change.events { endpoint.events = events }
            if let description = change.description { endpoint.description = description }
            if let isDisabled = change.isDisabled { endpoint.disabled = isDisabled ? "It was switched off." : nil }
        }
        guard let changed else { throw WebhookProblem.unknownEndpoint }
        return changed
    }

    /// Puts a new key in place; the old one signs for another 24 hours.
    ///
    /// - Throws: ``WebhookProblem``; `FilmStoreError`.
    package func rotate(_ id: EndpointID, to secret: String? = nil) async throws -> WebhookEndpoint {
        let now = clock.now
        let key = try key(secret) ?? WebhookSecret(at: now)
        guard let endpoint = try await store.update(id, at: now, { $0.rotate(to: key, at: now) }) else {
            throw WebhookProblem.unknownEndpoint
        }
        return endpoint
    }

    /// Forgets an endpoint with its deliveries.
    ///
    /// - Throws: ``WebhookProblem``; `FilmStoreError`.
    package func remove(_ id: EndpointID) async throws {
        guard id != .callbacks else { throw WebhookProblem.fixed }
        guard try await store.remove(id) else { throw WebhookProblem.unknownEndpoint }
    }

    /// Sends a `ping` to an endpoint.
    ///
    /// - Returns: Its delivery, to be looked at later.
    /// - Throws: ``WebhookProblem``; `FilmStoreError`.
    package func ping(_ id: EndpointID) async throws -> Delivery {
        let endpoint = try await active(id)
        let now = clock.now
        let message = MessageBody.ping(at: now)
        let delivery = Delivery(
            id: DeliveryID(at: now), of: message, to: endpoint.id, lane: endpoint.id.rawValue, at: now)
        try await store.enqueue([(message, [delivery])], cursor: nil)
        ring()
        return delivery
    }

    /// Sends one delivery again, whatever became of it, under the same `webhook-id`.
    ///
    /// - Throws: ``WebhookProblem``; `FilmStoreError`.
    package func replay(_ delivery: DeliveryID, of endpoint: EndpointID) async throws -> Delivery {
        _ = try await active(endpoint, includingCallbacks: true)
        guard let found = try await store.delivery(delivery), found.endpoint == endpoint,
            let replayed = try await store.replay(delivery, at: clock.now)
        else { throw WebhookProblem.unknownDelivery }
        ring()
        return replayed
    }

    /// Sends again all that was given up of what was made from a time on, in milliseconds since 1970.
    ///
    /// - Returns: How many deliveries.
    /// - Throws: ``WebhookProblem``; `FilmStoreError`.
    package func replayFailed(of endpoint: EndpointID, since: Int64) async throws -> Int {
        _ = try await active(endpoint, includingCallbacks: true)
        let count = try await store.replayFailed(of: endpoint, since: since, at: clock.now)
        if count > 0 { ring() }
        return count
    }

    private func active(_ id: EndpointID, includingCallbacks: Bool = false) async throws -> WebhookEndpoint {
        let endpoint = try await endpoint(id)
        guard endpoint.disabled == nil else { throw WebhookProblem.disabled }
        guard includingCallbacks || id != .callbacks else { throw WebhookProblem.fixed }
        return endpoint
    }

    private func key(_ text: String?) throws -> WebhookSecret? {
        guard let text else { return nil }
        guard let secret = WebhookSecret(text, at: clock.now) else { throw WebhookProblem.badSecret }
        return secret
    }
}

/// Why something cannot be done with webhooks.
package enum WebhookProblem: Error, Sendable, Equatable {
    /// There is no such endpoint.
    case unknownEndpoint
    /// The endpoint has no such delivery.
    case unknownDelivery
    /// The address may not be used; the reason follows the words "The address".
    case address(reason: String)
    /// The key is none.
    case badSecret
    /// There are as many endpoints as there may be.
    case tooMany
    /// The endpoint is switched off.
    case disabled
    /// The endpoint for callbacks has only a key that can be changed.
    case fixed
}
