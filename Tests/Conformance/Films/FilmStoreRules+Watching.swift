internal import Film
internal import Films
internal import Testing

extension FilmStoreRules {
    static let watching: [Rule<FilmStoreBed>] = [
        Rule("events are numbered in order and read on from any of them") { bed async throws in
            let one = try await bed.leased()
            let two = try await bed.leased()
            try await bed.films.finish(one, .completed(.some))
            let all = try await bed.films.events(of: one.film, after: 0, limit: 100)
            #expect(all.map(\.kind) == [.queued, .started(attempt: 1), .completed(.some)])
            #expect(zip(all, all.dropFirst()).allSatisfy { $0.number < $1.number })
            #expect(all.allSatisfy { $0.film == one.film && $0.revision == 1 && $0.time == bed.clock.now })
            #expect(try await bed.films.lastEvent() == all.last?.number)
            #expect(try await bed.films.events(of: one.film, after: all[0].number, limit: 1) == [all[1]])
            #expect(try await bed.films.events(of: one.film, after: all[2].number, limit: 10).isEmpty)
            #expect(try await bed.films.events(of: two.film, after: all[0].number, limit: 10).count == 2)
        },
        Rule("events of all films are read on from any of them, the end of deleted films among them") {
            bed async throws in
            let one = try await bed.leased()
            let two = try await bed.submit(bed.film())
            try await bed.films.finish(one, .completed(.some))
            try await bed.films.delete(two)
            let all = try await bed.films.events(after: 0, limit: 100)
            #expect(all.map(\.number) == all.map(\.number).sorted())
            #expect(
                all.filter { $0.film == one.film }.map(\.kind) == [.queued, .started(attempt: 1), .completed(.some)])
            #expect(all.last?.kind == .deleted && all.last?.film == two)
            #expect(all.last?.number == (try await bed.films.lastEvent()))
            #expect(try await bed.films.events(after: all[1].number, limit: 1) == [all[2]])
            #expect(try await bed.films.events(after: all[0].number, limit: 0).isEmpty)
            #expect(try await bed.films.events(after: all[all.count - 1].number, limit: 9).isEmpty)
        },
        Rule("of a film's progress only the last is kept, of everything else everything") { bed async throws in
            let lease = try await bed.leased()
            for turn in 1...20 {
                var progress = ProgressReport()
                progress.fraction = Double(turn) / 20
                try await bed.films.report(
                    lease, [.progress(ProgressReport()), .progress(progress), .notice("\(turn)")], storyboard: nil)
            }
            let events = try await bed.films.events(of: lease.film, after: 0, limit: 1000)
            let progress = events.compactMap {
                if case .progress(let report) = $0.kind { report.fraction } else { nil }
            }
            #expect(progress == [1])
            #expect(events.count { if case .notice = $0.kind { true } else { false } } == 20)
        },
        Rule("whoever watches sees every event once and in order") { bed async throws in
            let before = try await bed.submit(bed.film())
            let tail = await bed.films.tail()
            let watching = Task {
                var seen: [FilmEvent] = []
                for await event in tail {
                    seen.append(event)
                    if event.kind == .notice("end") { break }
                }
                return seen
            }
            let lease = try #require(try await bed.films.lease(WorkerOffer(worker: "w")))
            #expect(lease.film == before)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<40 {
                    let film = bed.film()
                    group.addTask {
                        try await bed.submit(film)
                        _ = try await bed.films.cancel(film.id)
                    }
                }
                try await group.waitForAll()
            }
            try await bed.films.report(lease, [.notice("end")], storyboard: nil)
            let seen = await watching.value
            #expect(seen.count == 82)
            #expect(zip(seen, seen.dropFirst()).allSatisfy { $0.number < $1.number })
            #expect(seen.first?.kind == .started(attempt: 1))
            #expect(Set(seen.map(\.film)).count == 41)
        },
        Rule("whoever hears of a change and looks at once finds it") { bed async throws in
            let tail = await bed.films.tail()
            let count = 600
            let watching = Task {
                var stale = 0
                var left = count
                for await event in tail where event.kind == .cancelled {
                    if try await bed.films.film(event.film)?.status != .cancelled { stale += 1 }
                    left -= 1
                    if left == 0 { break }
                }
                return stale
            }
            for _ in 0..<count { _ = try await bed.films.cancel(try await bed.submit(bed.film())) }
            #expect(try await watching.value == 0)
        },
        Rule("a watcher who stops is let go") { bed async throws in
            let tail = await bed.films.tail()
            let watching = Task {
                for await _ in tail {}
                return true
            }
            watching.cancel()
            #expect(await watching.value)
            try await bed.submit(bed.film())
        },
    ]

    static let keeping: [Rule<FilmStoreBed>] = [
        Rule("what films cost is learned and remembered") { bed async throws in
            let before = try await bed.films.estimator()
            #expect(before == Estimator())
            let guess = before.estimate(seconds: 60, pixels: 60 * 30 * 2e6, quality: "standard")
            for _ in 0..<20 {
                try await bed.films.learn(
                    CostSample(
                        seconds: 60, pixels: 60 * 30 * 2e6, quality: "standard", cpuSeconds: guess.cpuSeconds * 3,
                        wallSeconds: guess.wallSeconds * 3, bytes: guess.bytes, estimate: guess))
            }
            let after = try await bed.films.estimator()
            let better = after.estimate(seconds: 60, pixels: 60 * 30 * 2e6, quality: "standard")
            #expect((2.9...3.1).contains(better.cpuSeconds / guess.cpuSeconds))
            #expect(after.accuracy?.films == 20)
        }
    ]
}
