package import Steps
internal import Testing

/// What every step store must do.
package enum StepStoreRules {
    private static let speak = StepID(.speak, "a")
    private static let other = StepID(.speak, "b")
    private static let picture = StepID(.picture, "0")
    private static let all = Set(StepKind.allCases)

    /// All rules; each gets an empty store.
    package static let rules: [Rule<any StepStore>] = [
        Rule("a waiting worker is woken when its step becomes ready") { steps async throws in
            try await steps.add([Step(id: speak, order: 0), Step(id: picture, needs: [speak], order: 1)])
            let first = try #require(try await steps.lease(all))
            #expect(first.step.id == speak && first.attempt == 1)
            let waiting = Task { try await steps.lease(all) }
            try await steps.heartbeat(first)
            try await steps.complete(first, .done(key: "k"))
            #expect(try await waiting.value?.step.id == picture)
            #expect(try await steps.result(of: speak) == "k")
        },
        Rule("steps are handed out in the film's order, of the kinds asked for") { steps async throws in
            try await steps.add([Step(id: picture, order: 0), Step(id: other, order: 2), Step(id: speak, order: 1)])
            #expect(try await steps.lease([.speak])?.step.id == speak)
            #expect(try await steps.lease(all)?.step.id == picture)
            #expect(try await steps.lease(all)?.step.id == other)
        },
        Rule("adding a step again changes nothing") { steps async throws in
            try await steps.add([Step(id: speak, order: 0)])
            let lease = try #require(try await steps.lease(all))
            try await steps.complete(lease, .done(key: "k"))
            try await steps.add([Step(id: speak, order: 0)])
            #expect(try await steps.result(of: speak) == "k")
            #expect(try await steps.lease(all) == nil)
        },
        Rule("a step that may work another time is tried again, and given up after its last attempt") {
            steps async throws in
            try await steps.add([Step(id: speak, order: 0, attempts: 2)])
            let first = try #require(try await steps.lease(all))
            try await steps.complete(first, .retry(after: 5, reason: "once"))
            let second = try #require(try await steps.lease(all))
            #expect(second.attempt == 2 && second.token > first.token)
            await #expect(throws: LeaseError.stale) { try await steps.complete(first, .done(key: "old")) }
            try await steps.complete(second, .retry(after: 5, reason: "twice"))
            #expect(try await steps.lease(all) == nil)
            await #expect(throws: StepFailure(step: speak, reason: "twice")) { try await steps.result(of: speak) }
        },
        Rule("whoever waits for a result is told when another step failed") { steps async throws in
            try await steps.add([Step(id: speak, order: 0), Step(id: other, order: 1)])
            let lease = try #require(try await steps.lease(all))
            let waiting = Task { try await steps.result(of: other) }
            try await steps.complete(lease, .failed(reason: "no voice"))
            await #expect(throws: StepFailure(step: speak, reason: "no voice")) { try await waiting.value }
            #expect(try await steps.lease(all) == nil)
        },
        Rule("a lease ends with the step") { steps async throws in
            try await steps.add([Step(id: speak, order: 0)])
            let lease = try #require(try await steps.lease(all))
            try await steps.complete(lease, .done(key: "k"))
            await #expect(throws: LeaseError.stale) { try await steps.heartbeat(lease) }
            await #expect(throws: LeaseError.stale) { try await steps.complete(lease, .done(key: "l")) }
            #expect(try await steps.result(of: speak) == "k")
        },
        Rule("cancelling ends every wait and every lease") { steps async throws in
            try await steps.add([Step(id: speak, order: 0), Step(id: picture, needs: [speak], order: 1)])
            let lease = try #require(try await steps.lease(all))
            let waiting = Task { try await steps.lease(all) }
            let hoping = Task { try await steps.result(of: picture) }
            await steps.cancel()
            #expect(try await waiting.value == nil)
            await #expect(throws: CancellationError.self) { try await hoping.value }
            await #expect(throws: LeaseError.cancelled) { try await steps.heartbeat(lease) }
            await #expect(throws: LeaseError.cancelled) { try await steps.complete(lease, .done(key: "k")) }
        },
        Rule("a wait ends when the waiting task is cancelled") { steps async throws in
            try await steps.add([Step(id: speak, order: 0)])
            _ = try await steps.lease(all)
            let waiting = Task { try await steps.lease(all) }
            let hoping = Task { try await steps.result(of: speak) }
            waiting.cancel()
            hoping.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
            await #expect(throws: CancellationError.self) { try await hoping.value }
        },
        Rule("many workers never do the same step, nor one too soon") { steps async throws in
            let count = 120
            try await steps.add(
                (0..<count).map { index in
                    Step(
                        id: StepID(.picture, "\(index)"), needs: index >= 8 ? [StepID(.picture, "\(index - 8)")] : [],
                        order: index)
                })
            let done = try await withThrowingTaskGroup(of: [StepID].self) { group in
                for _ in 0..<12 {
                    group.addTask {
                        var mine: [StepID] = []
                        while let lease = try await steps.lease([.picture]) {
                            for need in lease.step.needs { _ = try await steps.result(of: need) }
                            mine.append(lease.step.id)
                            try await steps.complete(lease, .done(key: lease.step.id.subject))
                        }
                        return mine
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(done.count == count)
            #expect(Set(done).count == count)
        },
    ]
}
