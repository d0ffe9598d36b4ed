internal import Films

/// Turns films' events into messages and deliveries, each exactly once.
///
/// The cursor is stored together with what came of the events before it: a process killed at any moment reads on where
/// the store says, and an event that is read a second time is known by its number.
struct EventReader: Sendable {
    let films: any FilmStore
    let store: any WebhookStore
    let clock: any WebhookClock
    /// Told when deliveries were added.
    let added: @Sendable () -> Void

    /// The events that are read at a time when catching up.
    private static let batch = 500
    /// How long changed endpoints may go unnoticed that another process changed, in milliseconds.
    private static let endpointsLife: Int64 = 2000

    /// Puts a new store's cursor behind what has happened: endpoints hear of what comes.
    func prepare() async throws {
        let now = clock.now
        try await store.insert(WebhookEndpoint(id: .callbacks, url: "", events: .usual, at: now))
        if try await store.cursor() == nil { try await store.enqueue([], cursor: try await films.lastEvent()) }
    }

    /// Reads until the film store closes or the task is cancelled.
    func run() async throws {
        var state = State(position: try await store.cursor() ?? 0)
        while true {
            try Task.checkCancellation()
            // First listen, then catch up: what happens meanwhile comes both ways and is told apart by its number.
            let tail = await films.tail()
            while case let events = try await films.events(after: state.position, limit: Self.batch), !events.isEmpty {
                try await take(events, &state)
            }
            for await event in tail where event.number > state.position { try await take([event], &state) }
            // The stream ends when the store closes, or when this reader was too slow for it.
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    private struct State {
        var position: Int64
        var endpoints: [WebhookEndpoint] = []
        var endpointsRead: Int64 = .min / 2
        /// Events that were passed over since the cursor was last stored.
        var passed = 0
    }

    private func take(_ events: [FilmEvent], _ state: inout State) async throws {
        guard let last = events.last else { return }
        var messages: [(WebhookMessage, [Delivery])] = []
        for event in events where EventFilter.offered.contains(event.kind.name) {
            if clock.now - state.endpointsRead > Self.endpointsLife {
                state.endpoints = try await store.endpoints()
                state.endpointsRead = clock.now
            }
            if let message = try await message(of: event, state.endpoints) { messages.append(message) }
        }
        state.passed += events.count
        // Most events concern nobody: the cursor is stored with those that do, and now and then.
        if !messages.isEmpty || state.passed >= 1000 {
            try await store.enqueue(messages, cursor: last.number)
            state.passed = 0
            if !messages.isEmpty { added() }
        }
        state.position = last.number
    }

    private func message(
        of event: FilmEvent, _ endpoints: [WebhookEndpoint]
    ) async throws -> (WebhookMessage, [Delivery])? {
        let name = event.kind.name
        // One that was made after the event does not hear of it, even when the event is read late.
        let hearers = endpoints.filter {
            $0.id != .callbacks && $0.disabled == nil && $0.events.wants(name) && $0.created <= event.time
        }
        let mayCallBack = EventFilter.usual.wants(name)
        guard !hearers.isEmpty || mayCallBack else { return nil }
        let film = try await films.film(event.film)
        let callback = mayCallBack ? film?.request.callback : nil
        guard !hearers.isEmpty || callback != nil else { return nil }
        let message = MessageBody.message(of: event, film: film)
        let now = clock.now
        var deliveries = hearers.map {
            Delivery(id: DeliveryID(at: now), of: message, to: $0.id, lane: $0.id.rawValue, at: now)
        }
        if let callback {
            deliveries.append(
                Delivery(
                    id: DeliveryID(at: now), of: message, to: .callbacks, url: callback,
                    lane: Delivery.lane(ofCallback: callback), at: now))
        }
        return (message, deliveries)
    }
}
