import Films
import Platform
import Rendering
import Synchronization
import Testing

@testable import Workers

/// A number that threads change, and the most it was.
private final class Counter: Sendable {
    private let state = Mutex((value: 0, most: 0))

    var value: Int { state.withLock { $0.value } }
    var most: Int { state.withLock { $0.most } }

    func add(_ more: Int) {
        state.withLock { state in
            state.value += more
            state.most = max(state.most, state.value)
        }
    }
}

/// Turns as tasks and threads meet them.
@Suite struct SchedulerTests {
    @Test func pausesAThreadThatDrawsWhileANewFilmIsBegun() async throws {
        let scheduler = Scheduler(scenes: 1, spare: 1, speakers: 1)
        let (old, new) = (scheduler.join(lane: .short, priority: 0), scheduler.join(lane: .short, priority: 0))
        old.play()
        let first = try await old.begin(scene: 0, seconds: 4)
        let frames = Counter()
        let flag = CancellationFlag()
        async let drawing: Void = runBlocking("drawing") {
            while frames.value < 1_000_000 {
                try first.pass(flag)
                frames.add(1)
            }
        }
        let second = try await new.begin(scene: 0, seconds: 4)
        // One frame may be under way while the gate is shut.
        let before = frames.value
        try await Task.sleep(for: .milliseconds(50))
        #expect(frames.value - before <= 1)
        second.end()
        try await drawing
        #expect(frames.value == 1_000_000)
        first.end()
    }

    @Test func letsACancelledTaskGoAndItsTurnToTheNext() async throws {
        let scheduler = Scheduler(scenes: 1, spare: 0, speakers: 1)
        let film = scheduler.join(lane: .short, priority: 0)
        let first = try await film.begin(scene: 0, seconds: 4)
        let waiting = Task { try await film.begin(scene: 1, seconds: 4) }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        let third = Task { try await film.begin(scene: 2, seconds: 4) }
        first.end()
        try await third.value.end()
        film.leave()
    }

    @Test(arguments: [1, 3]) func losesNoTurnWhenManyComeAtOnce(scenes: Int) async throws {
        let scheduler = Scheduler(scenes: scenes, spare: 1, speakers: 2)
        let active = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask {
                    let film = scheduler.join(lane: number.isMultiple(of: 3) ? .long : .short, priority: 0)
                    film.play()
                    for scene in 0..<20 {
                        let turn = try await film.begin(scene: scene, seconds: 1)
                        active.add(1)
                        await Task.yield()
                        active.add(-1)
                        turn.end()
                    }
                    film.leave()
                }
            }
            try await group.waitForAll()
        }
        #expect(active.most <= scenes)
    }
}
