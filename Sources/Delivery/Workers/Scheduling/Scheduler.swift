package import Films
import Platform
import Synchronization

/// Shares this machine's cores among the films that are made at once; see ``TurnLine`` for its rules.
package final class Scheduler: Sendable {
    /// What turns are about.
    enum Kind: Hashable {
        case picture
        case speech
    }

    fileprivate struct State {
        var pictures: TurnLine
        var speech: TurnLine
        var nextFilm: UInt64 = 0
        var nextTurn = 0
        var waiting: [Place: CheckedContinuation<Void, any Error>] = [:]
        var gates: [Int: Turnstile] = [:]
    }

    /// Names a turn among both kinds.
    struct Place: Hashable {
        let kind: Kind
        let turn: Int
    }

    private let state: Mutex<State>
    private let start = ContinuousClock.now

    /// Makes a scheduler.
    ///
    /// - Parameters:
    ///   - scenes: Scenes drawn at once.
    ///   - spare: Scenes that may be begun beyond those while new films get their first seconds; paused ones keep their
    ///     memory.
    ///   - speakers: Sentences spoken at once.
    package init(scenes: Int, spare: Int, speakers: Int) {
        state = Mutex(
            State(
                pictures: TurnLine(capacity: scenes, spare: spare),
                speech: TurnLine(capacity: speakers, spare: 1)))
    }

    /// Lets a film take part.
    package func join(lane: Lane, priority: Int) -> FilmTurns {
        change { state in
            state.nextFilm += 1
            state.pictures.join(state.nextFilm, lane: lane, priority: priority, now: now)
            state.speech.join(state.nextFilm, lane: lane, priority: priority, now: now)
            return FilmTurns(film: state.nextFilm, scheduler: self)
        }
    }

    func leave(_ film: UInt64) {
        change { state in
            for (turn, value) in state.pictures.turns where value.film == film { state.gates[turn] = nil }
            state.pictures.leave(film)
            state.speech.leave(film)
        }
    }

    func play(_ film: UInt64) {
        change { state in
            state.pictures.play(film, now: now)
            state.speech.play(film, now: now)
        }
    }

    func skip(_ seconds: Double, of film: UInt64) {
        change { $0.pictures.skip(seconds, of: film) }
    }

    /// Seconds of processor time charged to a film.
    func processor(of film: UInt64) -> Double {
        change { $0.pictures.films[film]?.processor ?? 0 }
    }

    /// The scene that a film has been drawing longer than so many active seconds, if any.
    func overdue(_ film: UInt64, limit: Double) -> Int? {
        state.withLock { state in
            state.pictures.turns.values.first { $0.film == film && $0.seconds(now: now) > limit }?.scene
        }
    }

    /// Waits for a turn.
    func begin(_ kind: Kind, film: UInt64, scene: Int, seconds: Double) async throws -> (Place, Turnstile) {
        let gate = Turnstile()
        let place = state.withLock { state in
            state.nextTurn += 1
            return Place(kind: kind, turn: state.nextTurn)
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                change { state in
                    guard !Task.isCancelled else { return continuation.resume(throwing: CancellationError()) }
                    state.waiting[place] = continuation
                    switch kind {
                    case .picture:
                        state.gates[place.turn] = gate
                        state.pictures.ask(place.turn, of: film, scene: scene, seconds: seconds)
                    case .speech:
                        state.speech.ask(place.turn, of: film, scene: scene, seconds: seconds)
                    }
                }
            }
        } onCancel: {
            change { state in
                guard let continuation = state.waiting.removeValue(forKey: place) else { return }
                state.remove(place)
                continuation.resume(throwing: CancellationError())
            }
        }
        return (place, gate)
    }

    func end(_ place: Place) { change { $0.remove(place) } }

    private var now: Double { (ContinuousClock.now - start).inSeconds }

    /// Changes something, then gives out turns as the rules are.
    private func change<Value: Sendable>(_ body: (inout State) -> Value) -> Value {
        let processor = Machine.processorTime.inSeconds
        return state.withLock { state in
            state.pictures.charge(processor: processor)
            let value = body(&state)
            state.settle(now: now)
            return value
        }
    }
}

extension Scheduler.State {
    fileprivate mutating func remove(_ place: Scheduler.Place) {
        switch place.kind {
        case .picture:
            pictures.end(place.turn)
            gates[place.turn] = nil
        case .speech: speech.end(place.turn)
        }
    }

    fileprivate mutating func settle(now: Double) {
        let pictures = pictures.settle(now: now)
        for turn in pictures.opened { gates[turn]?.isShut = false }
        for turn in pictures.shut { gates[turn]?.isShut = true }
        for turn in pictures.begun { waiting.removeValue(forKey: .init(kind: .picture, turn: turn))?.resume() }
        // Speech of films that can be watched already waits while another's first pictures are drawn.
        let speech = speech.settle(mayBegin: !self.pictures.isPressed && !self.speech.isPressed, now: now)
        for turn in speech.begun { waiting.removeValue(forKey: .init(kind: .speech, turn: turn))?.resume() }
    }
}

extension Duration {
    /// The length in seconds.
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
