package import Films
import Synchronization

/// Hands the store's events on to everyone who listens.
///
/// One reader follows the store and one timer gives the signs of life, however many listen. Nothing here waits for a
/// listener: a slow one finds its newest events, or is sent to the store to read on from where it was.
package final class EventHub: Sendable {
    private struct State {
        var byFilm: [FilmID: [Subscription]] = [:]
        var everything: [Subscription] = []
        /// Listeners by the moment of their next sign of life, so that they do not all wake at once.
        var slots: [[Subscription]] = Array(repeating: [], count: EventHub.slotCount)
        var nextSlot = 0
        var count = 0
        var delivered = 0
        var isFollowing = false
    }

    private static let slotCount = 30

    private let films: any FilmStore
    private let keepAlive: Duration
    private let state = Mutex(State())

    /// Makes a hub.
    ///
    /// - Parameters:
    ///   - films: The store whose events it hands on.
    ///   - keepAlive: How long a listener hears nothing at most.
    package init(films: any FilmStore, keepAlive: Duration = .seconds(15)) {
        self.films = films
        self.keepAlive = keepAlive
    }

    /// Listeners now.
    package var subscriberCount: Int { state.withLock { $0.count } }

    /// Whether events of the store arrive here now.
    package var isFollowing: Bool { state.withLock { $0.isFollowing } }

    /// Events handed on since the start, counted once for each listener.
    package var deliveredCount: Int { state.withLock { $0.delivered } }

    /// Follows the store until the task is cancelled; every listener's stream then ends.
    package func run() async {
        await withTaskGroup { group in
            group.addTask { await self.follow() }
            group.addTask { await self.giveSigns() }
        }
        for subscription in state.withLock({ $0.slots.flatMap(\.self) }) { subscription.close() }
    }

    /// Listens for the length of a call.
    ///
    /// - Parameters:
    ///   - interest: Which films' events are wanted; see ``change(_:to:)``.
    ///   - body: Takes what there is from the subscription.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws.
    package func listening<Value>(
        to interest: Subscription.Interest, _ body: (Subscription) async throws -> Value
    ) async throws -> Value {
        let subscription = Subscription(interest)
        let slot = state.withLock { state in
            Self.add(subscription, interest, to: &state)
            let slot = state.nextSlot
            state.nextSlot = (slot + 1) % Self.slotCount
            state.slots[slot].append(subscription)
            state.count += 1
            return slot
        }
        defer {
            state.withLock { state in
                Self.remove(subscription, subscription.interest, from: &state)
                Self.remove(subscription, from: &state.slots[slot])
                state.count -= 1
            }
        }
        return try await body(subscription)
    }

    /// Changes what a subscription listens to.
    package func change(_ subscription: Subscription, to interest: Subscription.Interest) {
        state.withLock { state in
            Self.remove(subscription, subscription.interest, from: &state)
            subscription.setInterest(interest)
            Self.add(subscription, interest, to: &state)
        }
    }

    // MARK: - Following

    /// Hands on what the store's tail tells.
    ///
    /// A tail that ends has lost something: everyone reads on in the store.
    private func follow() async {
        while !Task.isCancelled {
            let tail = await films.tail()
            let everyone = state.withLock { state in
                defer { state.isFollowing = true }
                return state.slots.flatMap(\.self)
            }
            for subscription in everyone { subscription.makeStale() }
            for await event in tail { deliver(event) }
            // A store that has closed ends every tail at once.
            try? await Task.sleep(for: .milliseconds(100))
        }
    }

    private func deliver(_ event: FilmEvent) {
        let listeners = state.withLock { state in
            let listeners = state.everything + (state.byFilm[event.film] ?? [])
            state.delivered += listeners.count
            return listeners
        }
        guard !listeners.isEmpty else { return }
        let shared = SharedEvent(event)
        for listener in listeners { listener.offer(shared) }
    }

    private func giveSigns() async {
        var slot = 0
        while (try? await Task.sleep(for: keepAlive / Self.slotCount)) != nil {
            for subscription in state.withLock({ $0.slots[slot] }) { subscription.ping() }
            slot = (slot + 1) % Self.slotCount
        }
    }

    // MARK: - Who listens to what

    private static func add(_ subscription: Subscription, _ interest: Subscription.Interest, to state: inout State) {
        switch interest {
        case .everything: state.everything.append(subscription)
        case .films(let films): for film in films { state.byFilm[film, default: []].append(subscription) }
        }
    }

    private static func remove(
        _ subscription: Subscription, _ interest: Subscription.Interest, from state: inout State
    ) {
        switch interest {
        case .everything: remove(subscription, from: &state.everything)
        case .films(let films):
            for film in films {
                guard var listeners = state.byFilm.removeValue(forKey: film) else { continue }
                remove(subscription, from: &listeners)
                if !listeners.isEmpty { state.byFilm[film] = listeners }
            }
        }
    }

    private static func remove(_ subscription: Subscription, from list: inout [Subscription]) {
        guard let index = list.firstIndex(where: { $0 === subscription }) else { return }
        list.swapAt(index, list.count - 1)
        list.removeLast()
    }
}
