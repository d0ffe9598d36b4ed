package import Films
import Synchronization

/// One listener's place in the ``EventHub``: what has happened since it last looked, bounded whatever happens.
///
/// A subscription costs a few hundred bytes while nothing happens, and no task.
package final class Subscription: Sendable {
    /// What there is to tell.
    package struct Batch: Sendable {
        /// Events in the order of their numbers.
        package var events: [SharedEvent] = []
        /// Events were lost here: read on in the store, after the last one that was seen.
        package var isStale = false
        /// It is time for a sign of life.
        package var isPing = false
        /// The hub is gone.
        package var isClosed = false
        /// The listener's own other business wants looking after.
        package var isNudged = false

        var isEmpty: Bool { events.isEmpty && !isStale && !isPing && !isClosed && !isNudged }
    }

    /// Events that wait at most; a listener that is behind by more reads on in the store.
    static let capacity = 256

    private struct State {
        var batch = Batch()
        var waiter: CheckedContinuation<Void, Never>?
        /// Whether something was taken since the last sign of life.
        var wasBusy = false
        var interest: Interest
    }

    /// Which films are listened to.
    package enum Interest: Sendable, Equatable {
        /// All of them.
        case everything
        /// These.
        case films(Set<FilmID>)
    }

    private let state: Mutex<State>

    init(_ interest: Interest) { state = Mutex(State(interest: interest)) }

    /// Which films are listened to now.
    package var interest: Interest { state.withLock { $0.interest } }

    /// Whether somebody waits now.
    var isAwaited: Bool { state.withLock { $0.waiter != nil } }

    func setInterest(_ interest: Interest) { state.withLock { $0.interest = interest } }

    /// Waits until there is something to tell, and takes all of it.
    ///
    /// One task may wait at a time.
    ///
    /// - Throws: `CancellationError`.
    package func take() async throws -> Batch {
        while true {
            try Task.checkCancellation()
            let batch = takeNow()
            if !batch.isEmpty { return batch }
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let isReady = state.withLock { state in
                        guard state.batch.isEmpty, !Task.isCancelled else { return true }
                        state.waiter = continuation
                        return false
                    }
                    if isReady { continuation.resume() }
                }
            } onCancel: {
                release()
            }
        }
    }

    /// Takes what there is without waiting.
    package func takeNow() -> Batch {
        state.withLock { state in
            if state.batch.isEmpty { return state.batch }
            if !state.batch.events.isEmpty { state.wasBusy = true }
            defer { state.batch = Batch() }
            return state.batch
        }
    }

    /// Lets the listener look after its other business.
    package func wakeUp() { wake { $0.batch.isNudged = true } }

    // MARK: - The hub's side; nothing here waits for the listener

    /// Adds an event: progress replaces earlier progress of its film, and gives way when there is no room.
    func offer(_ event: SharedEvent) {
        wake { state in
            guard !state.batch.isStale else { return }
            if event.isProgress {
                if let earlier = state.batch.events.lastIndex(where: { $0.isProgress && $0.film == event.film }) {
                    state.batch.events.remove(at: earlier)
                }
                guard state.batch.events.count < Self.capacity else { return }
            } else if state.batch.events.count >= Self.capacity {
                state.batch.events.removeAll { $0.isProgress }
            }
            if state.batch.events.count < Self.capacity {
                state.batch.events.append(event)
            } else {
                state.batch.events = []
                state.batch.isStale = true
            }
        }
    }

    /// Sends the listener to the store for what it may have missed.
    func makeStale() {
        wake { state in
            state.batch.events = []
            state.batch.isStale = true
        }
    }

    /// Asks for a sign of life, unless there was one since the last time.
    func ping() {
        wake { state in
            if !state.wasBusy { state.batch.isPing = true }
            state.wasBusy = false
        }
    }

    func close() { wake { $0.batch.isClosed = true } }

    private func wake(_ change: (inout State) -> Void) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            change(&state)
            return state.batch.isEmpty ? nil : state.waiter.take()
        }
        waiter?.resume()
    }

    /// Lets a waiting listener go on, whether there is something or not.
    private func release() {
        state.withLock { $0.waiter.take() }?.resume()
    }
}
