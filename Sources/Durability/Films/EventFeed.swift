internal import Synchronization

/// Hands every committed event to whoever is watching, without ever waiting for one of them.
package final class EventFeed: Sendable {
    private let readers = Mutex<[WeakReader]?>([])

    /// A feed that nobody watches yet.
    package init() {}

    /// Whether anybody is watching.
    package var isWatched: Bool {
        readers.withLock { all in
            all?.removeAll { $0.reader == nil }
            return all?.isEmpty == false
        }
    }

    /// Sends events to all readers, in order.
    package func publish(_ events: [FilmEvent]) {
        guard !events.isEmpty else { return }
        for reader in readers.withLock({ $0 ?? [] }) { reader.reader?.add(events) }
    }

    /// The events from now on; see ``FilmStore/tail()``.
    package func tail(limit: Int = 4096) -> AsyncStream<FilmEvent> {
        let reader = EventReader(limit: limit)
        let isOpen = readers.withLock { all in
            all?.removeAll { $0.reader == nil }
            all?.append(WeakReader(reader: reader))
            return all != nil
        }
        if !isOpen { reader.end() }
        return AsyncStream {
            await reader.next()
        } onCancel: {
            reader.end()
        }
    }

    /// Ends every stream; there are none any more.
    package func close() {
        let all = readers.withLock { readers in
            defer { readers = nil }
            return readers ?? []
        }
        for reader in all { reader.reader?.end() }
    }
}

/// A reader that lives as long as its stream: one who walks away is forgotten.
private struct WeakReader: Sendable {
    weak let reader: EventReader?
}

/// What one reader has not read yet.
private final class EventReader: Sendable {
    private struct State {
        var events: [FilmEvent] = []
        var read = 0
        var waiting: CheckedContinuation<FilmEvent?, Never>?
        var hasEnded = false
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) { self.limit = limit }

    func add(_ events: [FilmEvent]) {
        let (waiting, event): (CheckedContinuation<FilmEvent?, Never>?, FilmEvent?) = state.withLock { state in
            guard !state.hasEnded else { return (nil, nil) }
            state.events += events
            if state.events.count - state.read > limit { shrink(&state) }
            guard let waiting = state.waiting else { return (nil, nil) }
            state.waiting = nil
            return (waiting, Self.take(&state))
        }
        waiting?.resume(returning: event)
    }

    func next() async -> FilmEvent? {
        await withCheckedContinuation { continuation in
            let ready: FilmEvent?? = state.withLock { state in
                if let event = Self.take(&state) { return .some(event) }
                if state.hasEnded { return .some(nil) }
                state.waiting = continuation
                return nil
            }
            if let ready { continuation.resume(returning: ready) }
        }
    }

    func end() {
        let waiting = state.withLock { state in
            state.hasEnded = true
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume(returning: nil)
    }

    private static func take(_ state: inout State) -> FilmEvent? {
        guard state.read < state.events.count else { return nil }
        let event = state.events[state.read]
        state.read += 1
        if state.read == state.events.count {
            state.events.removeAll(keepingCapacity: state.read <= 64)
            state.read = 0
        } else if state.read >= 1024 {
            state.events.removeSubrange(..<state.read)
            state.read = 0
        }
        return event
    }

    /// Drops all progress but each film's last; the stream ends where even that is too much.
    private func shrink(_ state: inout State) {
        var latest: [FilmID: Int64] = [:]
        let unread = state.events[state.read...]
        for event in unread where event.kind.isProgress { latest[event.film] = event.number }
        state.events = unread.filter { !$0.kind.isProgress || latest[$0.film] == $0.number }
        state.read = 0
        if state.events.count > limit {
            state.events.removeSubrange(limit...)
            state.hasEnded = true
        }
    }
}
