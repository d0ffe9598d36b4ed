internal import Films
internal import Steps
internal import Testing

extension FilmStoreRules {
    private static let speak = StepID(.speak, "a")
    private static let picture = StepID(.picture, "0")
    private static let plan = [
        Step(id: speak, order: 0, attempts: 2), Step(id: picture, needs: [speak], order: 1, attempts: 2),
    ]

    /// The steps of a leased film.
    static let stepping: [Rule<FilmStoreBed>] = [
        Rule("a film that was taken over hands out its done steps again, known, and none is forgotten") {
            bed async throws in
            let first = try await bed.leased()
            let steps = try await bed.films.steps(of: first)
            try await steps.add(plan)
            let spoken = try #require(try await steps.lease([.speak]))
            try await steps.complete(spoken, .done(key: "k"))
            #expect(try await steps.result(of: speak) == "k")
            bed.clock.move(FilmRules.leaseLength)
            let second = try #require(try await bed.films.lease(WorkerOffer(worker: "other")))
            let resumed = try await bed.films.steps(of: second)
            try await resumed.add(plan)
            let again = try #require(try await resumed.lease([.speak, .picture]))
            #expect(again.step.id == speak && again.attempt == 1)
            try await resumed.complete(again, .done(key: "k"))
            #expect(try await resumed.lease([.speak, .picture])?.step.id == picture)
        },
        Rule("the same lease has the same steps") { bed async throws in
            let lease = try await bed.leased()
            let one = try await bed.films.steps(of: lease)
            try await one.add(plan)
            let step = try #require(try await one.lease([.speak]))
            let two = try await bed.films.steps(of: lease)
            try await two.complete(step, .done(key: "k"))
            #expect(try await one.lease([.picture])?.step.id == picture)
        },
        Rule("steps whose film was cancelled are stale, and whoever waits is woken") { bed async throws in
            let lease = try await bed.leased()
            let steps = try await bed.films.steps(of: lease)
            try await steps.add(plan)
            let step = try #require(try await steps.lease([.speak]))
            let waiting = Task { try await steps.lease([.picture]) }
            let hoping = Task { try await steps.result(of: picture) }
            _ = try await bed.films.cancel(lease.film)
            #expect(try await waiting.value == nil)
            await #expect(throws: CancellationError.self) { try await hoping.value }
            await #expect(throws: LeaseError.cancelled) { try await steps.complete(step, .done(key: "k")) }
            await #expect(throws: LeaseError.cancelled) { try await bed.films.steps(of: lease) }
        },
        Rule("steps whose film was taken over are stale, and whoever waits is woken") { bed async throws in
            let lease = try await bed.leased()
            let steps = try await bed.films.steps(of: lease)
            try await steps.add(plan)
            let step = try #require(try await steps.lease([.speak]))
            let waiting = Task { try await steps.lease([.picture]) }
            bed.clock.move(FilmRules.leaseLength)
            let next = try #require(try await bed.films.lease(WorkerOffer(worker: "other")))
            #expect(try await waiting.value == nil)
            await #expect(throws: LeaseError.stale) { try await steps.complete(step, .done(key: "k")) }
            await #expect(throws: LeaseError.stale) { try await bed.films.steps(of: lease) }
            let resumed = try await bed.films.steps(of: next)
            try await resumed.add(plan)
            #expect(try await resumed.lease([.speak])?.step.id == speak)
        },
        Rule("a step that takes its worker down every time fails instead of going round for ever") { bed async throws in
            var lease = try await bed.leased()
            var losses = 0
            while losses < 100 {
                let steps = try await bed.films.steps(of: lease)
                try await steps.add(plan)
                guard try await steps.lease([.speak]) != nil else {
                    await #expect(throws: StepFailure.self) { try await steps.result(of: picture) }
                    break
                }
                losses += 1
                // The film itself goes on: another of its scenes is finished in every life.
                try await bed.films.report(lease, [.scene(index: 9, seconds: 1, reused: false)], storyboard: nil)
                bed.clock.move(FilmRules.leaseLength)
                lease = try #require(try await bed.films.lease(WorkerOffer(worker: "w")))
            }
            #expect(losses == 2 * StepHistory.lossesPerAttempt)
            try await bed.films.finish(lease, .failed(.passing))
            _ = try await bed.films.retry(lease.film)
            lease = try #require(try await bed.films.lease(WorkerOffer(worker: "w")))
            let steps = try await bed.films.steps(of: lease)
            try await steps.add(plan)
            #expect(try await steps.lease([.speak]) != nil)
        },
        Rule("a film given back in order counts no loss against the steps it was doing") { bed async throws in
            var lease = try await bed.leased()
            for _ in 0..<(3 * StepHistory.lossesPerAttempt) {
                let steps = try await bed.films.steps(of: lease)
                try await steps.add(plan)
                #expect(try await steps.lease([.speak])?.step.id == speak)
                try await bed.films.finish(lease, .released)
                lease = try #require(try await bed.films.lease(WorkerOffer(worker: "w")))
            }
        },
        Rule("a step's failures are remembered when its worker is lost") { bed async throws in
            var lease = try await bed.leased()
            let steps = try await bed.films.steps(of: lease)
            try await steps.add(plan)
            let first = try #require(try await steps.lease([.speak]))
            try await steps.complete(first, .retry(after: 0, reason: "once"))
            bed.clock.move(FilmRules.leaseLength)
            lease = try #require(try await bed.films.lease(WorkerOffer(worker: "w")))
            let resumed = try await bed.films.steps(of: lease)
            try await resumed.add(plan)
            let second = try #require(try await resumed.lease([.speak]))
            #expect(second.attempt == 2)
            try await resumed.complete(second, .retry(after: 0, reason: "twice"))
            await #expect(throws: StepFailure(step: speak, reason: "twice")) { try await resumed.result(of: speak) }
        },
        Rule("another revision begins with steps of its own") { bed async throws in
            let lease = try await bed.leased()
            let steps = try await bed.films.steps(of: lease)
            try await steps.add(plan)
            let step = try #require(try await steps.lease([.speak]))
            try await steps.complete(step, .failed(reason: "bad"))
            try await bed.films.finish(lease, .failed(.passing))
            _ = try await bed.films.revise(lease.film, expected: 1, storyboard: "{}")
            let next = try #require(try await bed.films.lease(WorkerOffer(worker: "w")))
            let fresh = try await bed.films.steps(of: next)
            try await fresh.add(plan)
            #expect(try await fresh.lease([.speak])?.attempt == 1)
        },
    ]
}
