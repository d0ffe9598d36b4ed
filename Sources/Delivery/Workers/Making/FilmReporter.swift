import Films
import Rendering
import Synchronization

/// Turns what happens while a film is made into its events: at once what matters, progress four times a second at most.
final class FilmReporter: Sendable {
    /// The least time between two reports of progress.
    static let pace = Duration.milliseconds(250)

    fileprivate struct State {
        var pending: [FilmEvent.Kind] = []
        var progress: FilmPace
        var stage: FilmStage?
        var isDirty = false
        var lastProgress: ContinuousClock.Instant?
    }

    private let lease: FilmLease
    private let store: any FilmStore
    private let state: Mutex<State>
    private let wishes: (stream: AsyncStream<Void>, continuation: AsyncStream<Void>.Continuation)

    /// Reports on a leased film.
    ///
    /// - Parameters:
    ///   - lease: The right to do so.
    ///   - store: Where to.
    ///   - pace: Knows how far it is.
    init(_ lease: FilmLease, store: any FilmStore, pace: FilmPace) {
        self.lease = lease
        self.store = store
        state = Mutex(State(progress: pace))
        wishes = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Takes in what happened; from any thread, without waiting.
    func take(_ event: RenderEvent) {
        let isUrgent = state.withLock { state in
            let before = state.pending.count
            state.take(event)
            return state.pending.count > before
        }
        if isUrgent { wishes.continuation.yield() }
    }

    /// Takes in an event as it is.
    func tell(_ kind: FilmEvent.Kind) {
        state.withLock { $0.pending.append(kind) }
        wishes.continuation.yield()
    }

    /// Another stage began.
    func enter(_ stage: FilmStage) {
        if state.withLock({ $0.enter(stage) }) { wishes.continuation.yield() }
    }

    /// Records what is there now, and the storyboard with it.
    ///
    /// - Throws: `LeaseError`; `FilmStoreError`.
    func send(_ more: [FilmEvent.Kind] = [], storyboard: String? = nil, last: Bool = false) async throws {
        let kinds = state.withLock { $0.drain(last: last) } + more
        guard !kinds.isEmpty || storyboard != nil else { return }
        try await store.report(lease, kinds, storyboard: storyboard)
    }

    /// Sends until the task is cancelled.
    ///
    /// - Throws: `LeaseError`; `FilmStoreError`.
    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [self] in
                for await _ in wishes.stream { try await send() }
            }
            group.addTask { [self] in
                while !Task.isCancelled {
                    do { try await Task.sleep(for: Self.pace) } catch { return }
                    if state.withLock({ $0.isDirty }) { wishes.continuation.yield() }
                }
            }
            try await group.next()
            group.cancelAll()
        }
    }
}

extension FilmReporter.State {
    fileprivate mutating func take(_ event: RenderEvent) {
        switch event {
        case .planned(_, let scenes):
            progress.begin(scenes: scenes)
            _ = enter(.speaking)
        case .notice(let text): pending.append(.notice(text))
        case .spoken(let done, let total): progress.speak(done, of: total)
        case .frames(let scene, let done, let total):
            _ = enter(.composing)
            progress.draw(scene: scene, done: done, of: total)
        case .scene(let index, let seconds, _, _, let reused):
            progress.finish(scene: index, reused: reused)
            pending.append(.scene(index: index, seconds: seconds, reused: reused))
        case .playable:
            pending.append(.playable(seconds: progress.play()))
        case .finishing:
            progress.close()
            _ = enter(.publishing)
        case .finished: break
        }
        isDirty = true
    }

    fileprivate mutating func enter(_ next: FilmStage) -> Bool {
        guard stage != next else { return false }
        stage = next
        pending.append(.stage(next))
        return true
    }

    fileprivate mutating func drain(last: Bool) -> [FilmEvent.Kind] {
        var kinds = pending
        pending = []
        let now = ContinuousClock.now
        if isDirty, last || lastProgress.map({ now - $0 >= FilmReporter.pace }) ?? true {
            kinds.append(.progress(progress.report()))
            isDirty = false
            lastProgress = now
        }
        return kinds
    }
}
