import Steps
import Testing

@Suite struct StepGraphTests {
    private static func chain() -> (graph: StepGraph, speak: StepID, picture: StepID) {
        let speak = StepID(.speak, "a")
        let picture = StepID(.picture, "a")
        var graph = StepGraph()
        graph.add([Step(id: picture, needs: [speak], order: 1), Step(id: speak, order: 0)])
        return (graph, speak, picture)
    }

    private static func take(_ graph: inout StepGraph, _ now: Int64) throws -> Lease {
        let lease = graph.lease(now: now)
        return try #require(lease)
    }

    private static func expectNothing(_ graph: inout StepGraph, _ now: Int64) {
        let lease = graph.lease(now: now)
        #expect(lease == nil)
    }

    @Test func leasesAStepOnlyAfterWhatItNeeds() throws {
        var (graph, speak, picture) = Self.chain()
        let first = try Self.take(&graph, 0)
        #expect(first.step.id == speak)
        Self.expectNothing(&graph, 1)
        try graph.complete(first, .done(key: "k"), now: 2)
        let next = try Self.take(&graph, 3)
        #expect(next.step.id == picture)
    }

    @Test func refusesTheResultOfAWorkerWhoseLeaseWasTakenOver() throws {
        var (graph, speak, _) = Self.chain()
        let slow = try Self.take(&graph, 0)
        let second = try Self.take(&graph, StepGraph.leaseLength)
        #expect(second.token > slow.token)
        #expect(throws: LeaseError.stale) {
            try graph.complete(slow, .done(key: "old"), now: StepGraph.leaseLength + 1)
        }
        try graph.complete(second, .done(key: "new"), now: StepGraph.leaseLength + 2)
        #expect(graph.state(of: speak) == .done(key: "new"))
    }

    @Test func keepsALeaseAliveByHeartbeats() throws {
        var (graph, _, _) = Self.chain()
        let lease = try Self.take(&graph, 0)
        let expiry = try graph.heartbeat(lease, now: StepGraph.leaseLength - 1)
        #expect(expiry == 2 * StepGraph.leaseLength - 1)
        Self.expectNothing(&graph, StepGraph.leaseLength)
        try graph.complete(lease, .done(key: "k"), now: StepGraph.leaseLength + 5)
    }

    @Test func triesAgainAfterTheDelayAndGivesUpAfterTheLastAttempt() throws {
        var (graph, speak, _) = Self.chain()
        let first = try Self.take(&graph, 0)
        try graph.complete(first, .retry(after: 50, reason: "busy"), now: 1)
        Self.expectNothing(&graph, 50)
        let second = try Self.take(&graph, 51)
        #expect(second.attempt == 2)
        try graph.complete(second, .retry(after: 50, reason: "still busy"), now: 60)
        #expect(graph.state(of: speak) == .failed(reason: "still busy"))
        #expect(graph.isSettled)
        #expect(graph.failure?.reason == "still busy")
    }

    @Test func failsAStepWhoseWorkersKeepVanishing() throws {
        var (graph, speak, _) = Self.chain()
        _ = graph.lease(now: 0)
        _ = graph.lease(now: StepGraph.leaseLength)
        Self.expectNothing(&graph, 2 * StepGraph.leaseLength)
        #expect(graph.state(of: speak) == .failed(reason: "the worker was lost 2 times"))
    }

    @Test func handsOutNothingOnceCancelled() throws {
        var (graph, _, _) = Self.chain()
        let lease = try Self.take(&graph, 0)
        graph.cancel()
        Self.expectNothing(&graph, 1)
        #expect(throws: LeaseError.cancelled) { try graph.complete(lease, .done(key: "k"), now: 1) }
        #expect(graph.isSettled)
    }

    /// Whatever order workers, failures and expiries come in, no step is done by two tokens and none starts too soon.
    @Test(arguments: 0..<60) func neverBreaksItsRulesUnderRandomEvents(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        var graph = StepGraph()
        var steps: [Step] = []
        for index in 0..<12 {
            let needs = (0..<index).filter { _ in random.next() % 4 == 0 }.map { StepID(.speak, "\($0)") }
            steps.append(Step(id: StepID(.speak, "\(index)"), needs: needs, order: index, attempts: 3))
        }
        graph.add(steps.shuffled(using: &random))
        var held: [Lease] = []
        var done: Set<StepID> = []
        var now: Int64 = 0
        for _ in 0..<400 {
            now += Int64(random.next() % 4_000)
            switch random.next() % 3 {
            case 0:
                guard let lease = graph.lease(now: now) else { continue }
                #expect(Set(lease.step.needs).isSubset(of: done))
                #expect(!done.contains(lease.step.id))
                #expect(held.allSatisfy { $0.token < lease.token })
                held.append(lease)
            case 1 where !held.isEmpty:
                let lease = held.remove(at: Int(random.next() % UInt64(held.count)))
                if (try? graph.complete(lease, .done(key: "\(lease.token)"), now: now)) != nil {
                    #expect(done.insert(lease.step.id).inserted)
                }
            case 2 where !held.isEmpty:
                let lease = held[Int(random.next() % UInt64(held.count))]
                _ = try? graph.heartbeat(lease, now: now)
            default: continue
            }
        }
    }
}

private struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
