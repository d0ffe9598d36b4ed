import Platform
import Synchronization
import Testing

@testable import Workers

/// Turns as tasks and threads meet them.
@Suite struct SchedulerTests {
    @Test func pausesAThreadThatDrawsWhileANewFilmIsBegun() async throws {
        let scheduler = Scheduler(scenes: 1, spare: 1, speakers: 1)
        let (old, new) = (scheduler.join(lane: .short, priority: 0), scheduler.join(lane: .short, priority: 0))
        old.play()
        let first = try await old.begin(scene: 0, seconds: 4)
        let frames = Atomic<Int>(0)
        let flag = CancellationFlag()
        async let drawing: Void = runBlocking("drawing") {
            while frames.load(ordering: .relaxed) < 1_000_000 {
                try first.pass(flag)
                frames.add(1, ordering: .relaxed)
            }
        }
        let second = try await new.begin(scene: 0, seconds: 4)
        // One frame may be under way while the gate is shut.
        let before = frames.load(ordering: .relaxed)
        try await Task.sleep(for: .milliseconds(50))
        #expect(frames.load(ordering: .relaxed) - before <= 1)
        second.end()
        try await drawing
        #expect(frames.load(ordering: .relaxed) == 1_000_000)
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
        let active = Atomic<Int>(0)
        let most = Mutex(0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask {
                    let film = scheduler.join(lane: number.isMultiple(of: 3) ? .long : .short, priority: 0)
                    film.play()
                    for scene in 0..<20 {
                        let turn = try await film.begin(scene: scene, seconds: 1)
                        let now = active.add(1, ordering: .relaxed).newValue
                        most.withLock { $0 = max($0, now) }
                        await Task.yield()
                        active.subtract(1, ordering: .relaxed)
                        turn.end()
                    }
                    film.leave()
                }
            }
            try await group.waitForAll()
        }
        #expect(most.withLock { $0 } <= scenes)
    }
}
