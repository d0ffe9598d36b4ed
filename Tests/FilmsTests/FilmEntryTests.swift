import Film
import Films
import Steps
import Testing

@Suite struct `The state of a film` {
    private static let rules = FilmRules()

    private static func entry(_ id: UInt64 = 0, priority: Int = 0, wall: Double = 10, now: Int64 = 0) -> FilmEntry {
        var request = FilmRequest(brief: Brief(source: .prompt("rain")))
        request.priority = priority
        var record = FilmRecord(id: FilmID(at: now, chance: (0, id)), request: request, created: now)
        record.estimate = FilmEstimate(cpuSeconds: wall, wallSeconds: wall, bytes: 1, memory: 1)
        return FilmEntry.accept(record, now: now).entry
    }

    @Test(arguments: [(1, 1.0, 2000), (1, 0, 0), (2, 0.5, 2000), (8, 1, 256_000), (9, 1, 300_000), (99, 1, 300_000)])
    func `waits longer after each failure, by chance, up to five minutes`(
        failures: Int, chance: Double, wait: Int64
    ) {
        #expect(Self.rules.backoff(after: failures, chance: chance) == wait)
    }

    @Test func `rests after its fourth loss for a time that doubles`() {
        #expect((1...9).map { FilmRules.rest(after: $0) } == [0, 0, 0, 1000, 2000, 4000, 8000, 16_000, 32_000])
        #expect(FilmRules.rest(after: 1000) == 64_000)
    }

    @Test(arguments: [(nil, 21_600_000), (1.0, 600_000), (30, 600_000), (60, 1_200_000), (.infinity, 21_600_000)])
    func `has a deadline of twenty times its estimate, ten minutes at least`(seconds: Double?, limit: Int64) {
        let estimate = seconds.map { FilmEstimate(cpuSeconds: $0, wallSeconds: $0, bytes: 0, memory: 0) }
        #expect(FilmRules.deadline(for: estimate) == limit)
    }

    /// Whatever comes in whatever order: one valid lease at most, tokens that grow, and times that fit the state.
    @Test(arguments: 0..<80) func `never breaks its rules under random events`(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        var film = Self.entry()
        var now: Int64 = 0
        var token: UInt64 = 0
        var leases: [FilmLease] = []
        for _ in 0..<600 {
            now += Int64(random.next() % 20_000) - (random.next() % 10 == 0 ? 60_000 : 0)
            let before = film
            var events: [FilmEvent.Kind] = []
            let lease = leases.randomElement(using: &random)
            switch random.next() % 9 {
            case 0, 1:
                if film.record.status == .queued, film.standing.notBefore <= now {
                    token += 1
                    events = film.take(worker: "w", token: token, now: now)
                    leases.append(try #require(film.lease))
                }
            case 2:
                if let lease { events = (try? film.heartbeat(lease, now: now, rules: Self.rules)) ?? [] }
            case 3:
                if let lease {
                    let told: [FilmEvent.Kind] = [
                        .scene(index: 0, seconds: 1, reused: false),
                        .completed(
                            .init(
                                seconds: 1, bytes: 1, cpuSeconds: 1, wallSeconds: 1)),
                    ]
                    events = (try? film.report(lease, told, now: now, rules: Self.rules)) ?? []
                    #expect(events.allSatisfy { !$0.isFinal } || film.record.status == .failed)
                }
            case 4:
                if let lease {
                    let fault = FilmFault(code: "x", message: "x")
                    let outcomes: [FilmOutcome] = [
                        .retry(fault), .failed(fault), .released,
                        .completed(FilmFigures(seconds: 1, bytes: 1, cpuSeconds: 1, wallSeconds: 1)),
                    ]
                    let outcome = outcomes[Int(random.next() % 4)]
                    events =
                        (try? film.finish(lease, outcome, now: now, chance: 0.5, rules: Self.rules)) ?? []
                }
            case 5:
                if film.isLost(now: now) { events = film.lose(now: now, rules: Self.rules) }
            case 6: _ = film.mend(now: now, rules: Self.rules)
            case 7 where random.next() % 4 == 0: events = film.cancel(now: now, rules: Self.rules)
            case 8:
                events = (try? film.retry(now: now)) ?? []
                if events.isEmpty { events = (try? film.revise(expected: film.record.revision, now: now)) ?? [] }
            default: break
            }
            let (record, standing) = (film.record, film.standing)
            #expect(leases.count { (try? film.check($0)) != nil } == (record.status == .running ? 1 : 0))
            #expect((record.status == .running) == (standing.seen != nil))
            #expect((record.status == .running) == (standing.worker != nil))
            #expect(record.status.isFinal == (record.ended != nil))
            #expect(record.status != .failed || record.fault != nil)
            #expect(standing.token >= before.standing.token && record.revision >= before.record.revision)
            #expect(record.attempt >= 0 && standing.failures < Self.rules.attempts + 1)
            #expect(events.isEmpty || film != before)
            #expect(events.count { $0.isFinal } <= 1)
        }
    }

    /// A simulated service: one worker, films of random lengths at random times, more than it can make.
    @Test(arguments: 0..<20) func `starts every film within a bound that follows from its rank`(seed: UInt64) {
        var random = SplitMix(state: seed)
        var waiting: [FilmEntry] = []
        var started: [(film: FilmEntry, at: Int64)] = []
        var now: Int64 = 0
        let films = (0..<300).map { index in
            Self.entry(
                UInt64(index), priority: Int(random.next() % 21) - 10, wall: random.next() % 5 == 0 ? 3600 : 10,
                now: Int64(index) * 8000)
        }
        var next = 0
        let offer = WorkerOffer(worker: "w")
        while started.count < films.count {
            while next < films.count, films[next].standing.since <= now {
                waiting.append(films[next])
                next += 1
            }
            guard let id = offer.choose(from: waiting.map(WaitingFilm.init), load: WorkerLoad(), now: now),
                let place = waiting.firstIndex(where: { $0.record.id == id })
            else {
                now += 1000
                continue
            }
            started.append((waiting.remove(at: place), now))
            now += 12_000
        }
        // Whoever went first though it came later had the lower rank: nobody is overtaken for ever.
        for (index, early) in started.enumerated() {
            for late in started[(index + 1)...] where late.film.standing.since <= early.at {
                #expect(early.film.rank <= late.film.rank)
            }
        }
        let longest = FilmRules.priorityStep * 20 + FilmRules.longHandicap
        for (film, _) in started {
            let ahead = films.count { $0.rank < film.rank && $0.standing.since > film.standing.since }
            #expect(Int64(ahead) <= longest / 8000 + 1)
        }
    }
}

struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
