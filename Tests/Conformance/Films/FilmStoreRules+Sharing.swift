internal import Film
internal import Films
internal import Steps
internal import Testing

extension FilmStoreRules {
    /// Two processes with one store, or one after the other.
    static let sharing: [Rule<FilmStoreBed>] = [
        Rule("a store that is opened again has everything") { bed async throws in
            let lease = try await bed.leased(bed.film("one") { $0.labels = ["a": "b"] })
            try await bed.films.report(lease, [.planned(title: "T", scenes: 3)], storyboard: "{}")
            try await bed.films.finish(lease, .completed(.some))
            let waiting = try await bed.submit(bed.film("two"))
            let again = try await bed.opened()
            #expect(try await again.film(lease.film) == bed.now(lease.film))
            #expect(try await again.storyboard(of: lease.film, revision: nil) == "{}")
            #expect(try await again.events(of: lease.film, after: 0, limit: 100).count == 4)
            #expect(try await again.lastEvent() == bed.films.lastEvent())
            let next = try #require(try await again.lease(WorkerOffer(worker: "w")))
            #expect(next.film == waiting && next.token > lease.token)
        },
        Rule("a film changed by another process is seen as it is") { bed async throws in
            let other = try await bed.opened()
            let id = try await bed.submit(bed.film())
            #expect(try await other.film(id)?.status == .queued)
            #expect(try await bed.now(id).status == .queued)
            let lease = try #require(try await other.lease(WorkerOffer(worker: "w")))
            try await seen { try await bed.now(id).status == .running }
            try await other.finish(lease, .completed(.some))
            try await seen { try await bed.now(id).status == .completed }
            try await other.delete(id)
            try await seen { try await bed.films.film(id) == nil }
        },
        Rule("two stores under load agree on every film in the end") { bed async throws in
            let other = try await bed.opened()
            let films = (0..<60).map { _ in bed.film() }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (index, film) in films.enumerated() {
                    let (one, two) = index.isMultiple(of: 2) ? (bed.films, other) : (other, bed.films)
                    group.addTask {
                        _ = try await one.submit(FilmSubmission(record: film))
                        _ = try await two.film(film.id)
                        if index.isMultiple(of: 3) { _ = try await two.cancel(film.id) }
                        _ = try await one.film(film.id)
                    }
                }
                try await group.waitForAll()
            }
            for (index, film) in films.enumerated() {
                let status: FilmStatus = index.isMultiple(of: 3) ? .cancelled : .queued
                for store in [bed.films, other] {
                    try await seen { try await store.film(film.id)?.status == status }
                }
            }
        },
        Rule("whoever watches sees what other processes commit, in order with what this one does") { bed async throws in
            let other = try await bed.opened()
            let tail = await bed.films.tail()
            let watching = Task {
                var seen: [FilmEvent] = []
                for await event in tail {
                    seen.append(event)
                    if seen.count == 40 { break }
                }
                return seen
            }
            for index in 0..<40 {
                let store = index.isMultiple(of: 2) ? other : bed.films
                _ = try await store.submit(FilmSubmission(record: bed.film()))
            }
            let seen = await watching.value
            #expect(zip(seen, seen.dropFirst()).allSatisfy { $0.number + 1 == $1.number })
        },
        Rule("workers of two processes never get the same film") { bed async throws in
            let stores = [bed.films, try await bed.opened()]
            for _ in 0..<40 { try await bed.submit(bed.film()) }
            let leases = try await withThrowingTaskGroup(of: [FilmLease].self) { group in
                for worker in 0..<8 {
                    group.addTask {
                        var mine: [FilmLease] = []
                        while let lease = try await stores[worker % 2].lease(WorkerOffer(worker: "w\(worker)")) {
                            mine.append(lease)
                        }
                        return mine
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(leases.count == 40)
            #expect(Set(leases.map(\.film)).count == 40)
            #expect(Set(leases.map(\.token)).count == 40)
        },
        Rule("steps are woken when another process cancels their film") { bed async throws in
            let lease = try await bed.leased()
            let steps = try await bed.films.steps(of: lease)
            try await steps.add([Step(id: StepID(.speak, "a"), order: 0)])
            _ = try await steps.lease([.speak])
            let waiting = Task { try await steps.lease([.speak]) }
            _ = try await bed.opened().cancel(lease.film)
            #expect(try await waiting.value == nil)
        },
        Rule("a cancelled film's done steps are known when it is tried again") { bed async throws in
            let lease = try await bed.leased()
            let steps = try await bed.films.steps(of: lease)
            try await steps.add([Step(id: StepID(.speak, "a"), order: 0)])
            let step = try #require(try await steps.lease([.speak]))
            try await steps.complete(step, .done(key: "k"))
            let again = try await bed.opened()
            _ = try await again.cancel(lease.film)
            _ = try await again.retry(lease.film)
            let next = try #require(try await again.lease(WorkerOffer(worker: "w")))
            let resumed = try await again.steps(of: next)
            try await resumed.add([Step(id: StepID(.speak, "a"), order: 0)])
            #expect(try await resumed.lease([.speak])?.attempt == 1)
        },
    ]

    /// Waits until something can be seen, for ten seconds at most.
    private static func seen(_ condition: () async throws -> Bool) async throws {
        for _ in 0..<1000 {
            if try await condition() { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("it was not seen within ten seconds")
    }
}
