import Steps
import Testing

@Suite struct MemoryStepsTests {
    @Test func wakesAWaitingWorkerWhenItsStepBecomesReady() async throws {
        let steps = MemorySteps()
        let speak = StepID(.speak, "a")
        let picture = StepID(.picture, "a")
        await steps.add([Step(id: speak, order: 0), Step(id: picture, needs: [speak], order: 1)])
        let first = try #require(try await steps.lease())
        async let second = steps.lease()
        try await steps.complete(first, .done(key: "k"))
        let next = try await second
        #expect(next?.step.id == picture)
        #expect(try await steps.result(of: speak) == "k")
    }

    @Test func tellsWhoWaitsForAResultThatAnotherStepFailed() async throws {
        let steps = MemorySteps()
        await steps.add([Step(id: StepID(.speak, "a"), order: 0), Step(id: StepID(.speak, "b"), order: 1)])
        let lease = try #require(try await steps.lease())
        let waiting = Task { try await steps.result(of: StepID(.speak, "b")) }
        try await steps.complete(lease, .failed(reason: "no voice"))
        await #expect(throws: StepFailure(step: StepID(.speak, "a"), reason: "no voice")) { try await waiting.value }
        #expect(try await steps.lease() == nil)
    }

    @Test func endsEveryWaitWhenTheFilmIsCancelled() async throws {
        let steps = MemorySteps()
        await steps.add([Step(id: StepID(.speak, "a"), order: 0)])
        _ = try await steps.lease()
        async let waiting = steps.lease()
        await steps.cancel()
        #expect(try await waiting == nil)
    }

    @Test func endsAWaitWhenTheWaitingTaskIsCancelled() async throws {
        let steps = MemorySteps()
        await steps.add([Step(id: StepID(.speak, "a"), order: 0)])
        _ = try await steps.lease()
        let task = Task { try await steps.lease() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
