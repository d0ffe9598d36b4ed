internal import Films
internal import Steps
internal import Testing

extension FilmStoreRules {
    /// Failure, loss and time.
    static let trying: [Rule<FilmStoreBed>] = [
        Rule("a film that failed is tried again after a growing wait, and given up after its last attempt") {
            bed async throws in
            var lease = try await bed.leased()
            for attempt in 1..<bed.rules.attempts {
                #expect(lease.attempt == attempt)
                try await bed.films.finish(lease, .retry(.passing))
                let film = try await bed.now(lease.film)
                #expect(film.status == .queued && film.fault == .passing)
                let wait = bed.rules.backoff << Int64(attempt - 1)
                let told = try await bed.films.events(of: lease.film, after: 0, limit: 100).last
                guard case .retrying(.passing, let notBefore) = told?.kind else {
                    Issue.record("told \(String(describing: told))")
                    return
                }
                #expect((0...wait).contains(notBefore - bed.clock.now))
                if notBefore > bed.clock.now {
                    bed.clock.move(notBefore - bed.clock.now - 1)
                    #expect(try await bed.films.lease(WorkerOffer(worker: "w")) == nil)
                    bed.clock.move(1)
                }
                lease = try #require(try await bed.films.lease(WorkerOffer(worker: "w")))
            }
            try await bed.films.finish(lease, .retry(.passing))
            let film = try await bed.now(lease.film)
            #expect(film.status == .failed && film.fault == .passing && film.ended == bed.clock.now)
            #expect(try await bed.told(lease.film).last == "failed")
        },
        Rule("a film that failed for good is not tried again") { bed async throws in
            let lease = try await bed.leased()
            try await bed.films.finish(lease, .failed(.passing))
            #expect(try await bed.now(lease.film).status == .failed)
            bed.clock.move(10_000_000)
            #expect(try await bed.films.lease(WorkerOffer(worker: "w")) == nil)
        },
        Rule("a film given back is next again, and no attempt is counted") { bed async throws in
            let lease = try await bed.leased()
            bed.clock.move(500)
            let other = try await bed.submit(bed.film())
            try await bed.films.finish(lease, .released)
            #expect(try await bed.now(lease.film).status == .queued)
            let next = try #require(try await bed.films.lease(WorkerOffer(worker: "w")))
            #expect(next.film == lease.film && next.attempt == 1 && next.token > lease.token)
            #expect(try await bed.films.lease(WorkerOffer(worker: "w"))?.film == other)
        },
        Rule("a silent worker's film is taken over, and the old worker is turned away") { bed async throws in
            let old = try await bed.leased()
            bed.clock.move(FilmRules.leaseLength - 1)
            #expect(try await bed.films.lease(WorkerOffer(worker: "w")) == nil)
            bed.clock.move(1)
            let new = try #require(try await bed.films.lease(WorkerOffer(worker: "w")))
            #expect(new.film == old.film && new.token > old.token && new.attempt == 2)
            await #expect(throws: LeaseError.stale) { try await bed.films.heartbeat(old) }
            await #expect(throws: LeaseError.stale) { try await bed.films.report(old, [], storyboard: "x") }
            await #expect(throws: LeaseError.stale) { try await bed.films.finish(old, .completed(.some)) }
            #expect(try await bed.films.storyboard(of: old.film, revision: nil) == nil)
            #expect(try await bed.told(old.film) == ["queued", "started", "retrying", "started"])
            try await bed.films.finish(new, .completed(.some))
        },
        Rule("signs of life keep a lease, reports among them") { bed async throws in
            let lease = try await bed.leased()
            for turn in 0..<6 {
                bed.clock.move(FilmRules.leaseLength - 1)
                #expect(try await bed.films.lease(WorkerOffer(worker: "w")) == nil)
                if turn.isMultiple(of: 2) {
                    try await bed.films.heartbeat(lease)
                } else {
                    try await bed.films.report(lease, [.notice("\(turn)")], storyboard: nil)
                }
            }
            try await bed.films.finish(lease, .completed(.some))
        },
        Rule("a late result counts as long as nobody took the film over") { bed async throws in
            let lease = try await bed.leased()
            bed.clock.move(FilmRules.leaseLength * 10)
            try await bed.films.finish(lease, .completed(.some))
            #expect(try await bed.now(lease.film).status == .completed)
        },
        Rule("a film that costs worker after worker is given up, with rests in between") { bed async throws in
            let id = try await bed.leased().film
            var losses = 0
            for _ in 0..<10_000 where try await bed.now(id).status != .failed {
                bed.clock.move(FilmRules.leaseLength)
                losses += 1
                _ = try await bed.films.lease(WorkerOffer(worker: "w"))
                while try await bed.now(id).status == .queued {
                    bed.clock.move(1000)
                    _ = try await bed.films.lease(WorkerOffer(worker: "w"))
                }
            }
            #expect(losses == bed.rules.losses)
            let film = try await bed.now(id)
            #expect(film.fault?.code == "worker_lost" && film.ended == bed.clock.now)
            #expect(try await bed.told(id).count { $0 == "retrying" } == bed.rules.losses - 1)
        },
        Rule("a finished scene clears what losses were counted") { bed async throws in
            var lease = try await bed.leased()
            for turn in 0..<(bed.rules.losses * 2) {
                try await bed.films.report(
                    lease, [.scene(index: turn, seconds: 1, reused: false)], storyboard: nil)
                bed.clock.move(FilmRules.leaseLength)
                lease = try #require(try await bed.films.lease(WorkerOffer(worker: "w")))
            }
            try await bed.films.finish(lease, .completed(.some))
        },
        Rule("a film that is worked on without end fails at its deadline") { bed async throws in
            let lease = try await bed.leased(bed.film(wall: 60))
            var worked: Int64 = 0
            var refusal: LeaseError?
            while refusal == nil, worked < 2_000_000 {
                bed.clock.move(10_000)
                worked += 10_000
                do { try await bed.films.heartbeat(lease) } catch { refusal = error as? LeaseError }
            }
            #expect(refusal == .stale)
            #expect(worked == 1_210_000)
            let film = try await bed.now(lease.film)
            #expect(film.status == .failed && film.fault?.code == "deadline")
            await #expect(throws: LeaseError.stale) { try await bed.films.finish(lease, .completed(.some)) }
        },
    ]

    static let timing: [Rule<FilmStoreBed>] = [
        Rule("a clock that jumps ahead neither loses a film nor lets two workers finish it") { bed async throws in
            let lease = try await bed.leased()
            bed.clock.move(86_400_000)
            // Whoever comes first has it: the worker itself …
            try await bed.films.heartbeat(lease)
            #expect(try await bed.films.lease(WorkerOffer(worker: "w")) == nil)
            #expect(try await bed.now(lease.film).status == .running)
            bed.clock.move(86_400_000)
            // … or another.
            let next = try #require(try await bed.films.lease(WorkerOffer(worker: "w")))
            await #expect(throws: LeaseError.stale) { try await bed.films.finish(lease, .completed(.some)) }
            try await bed.films.finish(next, .completed(.some))
        },
        Rule("a clock that is set back delays a takeover by no more than a lease's length") { bed async throws in
            let lease = try await bed.leased()
            bed.clock.move(-86_400_000)
            #expect(try await bed.films.lease(WorkerOffer(worker: "w")) == nil)
            bed.clock.move(FilmRules.leaseLength)
            let next = try #require(try await bed.films.lease(WorkerOffer(worker: "w")))
            #expect(next.film == lease.film)
            await #expect(throws: LeaseError.stale) { try await bed.films.heartbeat(lease) }
        },
        Rule("a film submitted before the clock was set back is still made") { bed async throws in
            let id = try await bed.submit(bed.film())
            bed.clock.move(-1000)
            let other = try await bed.submit(bed.film())
            #expect(try await bed.films.lease(WorkerOffer(worker: "w"))?.film == other)
            bed.clock.move(1000)
            #expect(try await bed.films.lease(WorkerOffer(worker: "w"))?.film == id)
        },
    ]
}
