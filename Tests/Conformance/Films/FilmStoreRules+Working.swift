internal import Films
internal import Steps
internal import Synchronization
internal import Testing

extension FilmStoreRules {
    static let working: [Rule<FilmStoreBed>] = [
        Rule("a leased film is given to nobody else, and its end frees the worker") { bed async throws in
            let lease = try await bed.leased()
            #expect(lease.revision == 1 && lease.attempt == 1 && lease.token > 0)
            let film = try await bed.now(lease.film)
            #expect(film.status == .running && film.started == bed.clock.now && film.attempt == 1)
            #expect(try await bed.films.lease(WorkerOffer(worker: "other")) == nil)
            bed.clock.move(10)
            try await bed.films.finish(lease, .completed(.some))
            let done = try await bed.now(lease.film)
            #expect(done.status == .completed && done.ended == bed.clock.now && done.figures == .some)
            #expect(done.finishedRevision == 1 && done.progress.fraction == 1 && done.stage == nil)
            #expect(try await bed.told(lease.film) == ["queued", "started", "completed"])
            #expect(try await bed.films.lease(WorkerOffer(worker: "other")) == nil)
        },
        Rule("what a worker reports is in the record and among the events") { bed async throws in
            let lease = try await bed.leased()
            var progress = ProgressReport()
            progress.scenesDone = 1
            progress.scenesTotal = 4
            progress.fraction = 0.25
            progress.secondsLeft = 8
            try await bed.films.report(
                lease, [.stage(.planning), .planned(title: "Réne", scenes: 4)], storyboard: "{1}")
            try await bed.films.report(lease, [.stage(.composing), .progress(progress)], storyboard: nil)
            try await bed.films.report(
                lease, [.scene(index: 0, seconds: 2.5, reused: true), .playable(seconds: 0.75), .notice("n")],
                storyboard: nil)
            let film = try await bed.now(lease.film)
            progress.playableAfter = 0.75
            #expect(film.title == "Réne" && film.stage == .composing && film.progress == progress)
            #expect(try await bed.films.storyboard(of: lease.film, revision: nil) == "{1}")
            let kinds = try await bed.films.events(of: lease.film, after: 0, limit: 100).map(\.kind)
            #expect(
                kinds.suffix(3) == [
                    .scene(index: 0, seconds: 2.5, reused: true), .playable(seconds: 0.75), .notice("n"),
                ])
        },
        Rule("a worker cannot tell what only the store may tell") { bed async throws in
            let lease = try await bed.leased()
            try await bed.films.report(
                lease, [.completed(.some), .cancelled, .queued, .deleted, .failed(.passing), .notice("ok")],
                storyboard: nil)
            #expect(try await bed.now(lease.film).status == .running)
            #expect(try await bed.told(lease.film) == ["queued", "started", "notice"])
        },
        Rule("a film that was cancelled while it is made tells its worker so, and takes no result") {
            bed async throws in
            let lease = try await bed.leased()
            _ = try await bed.films.cancel(lease.film)
            await #expect(throws: LeaseError.cancelled) { try await bed.films.heartbeat(lease) }
            await #expect(throws: LeaseError.cancelled) {
                try await bed.films.report(lease, [.notice("x")], storyboard: "x")
            }
            await #expect(throws: LeaseError.cancelled) { try await bed.films.finish(lease, .completed(.some)) }
            #expect(try await bed.now(lease.film).status == .cancelled)
            #expect(try await bed.films.storyboard(of: lease.film, revision: nil) == nil)
            _ = try await bed.films.retry(lease.film)
            let next = try #require(try await bed.films.lease(WorkerOffer(worker: "w")))
            await #expect(throws: LeaseError.stale) { try await bed.films.heartbeat(lease) }
            try await bed.films.heartbeat(next)
        },
        Rule("many workers asking at once never get the same film") { bed async throws in
            var films: Set<FilmID> = []
            for _ in 0..<60 { films.insert(try await bed.submit(bed.film())) }
            let leases = try await withThrowingTaskGroup(of: [FilmLease].self) { group in
                for worker in 0..<16 {
                    group.addTask {
                        var mine: [FilmLease] = []
                        while let lease = try await bed.films.lease(WorkerOffer(worker: "w\(worker)")) {
                            mine.append(lease)
                            if mine.count.isMultiple(of: 2) { try await bed.films.finish(lease, .completed(.some)) }
                        }
                        return mine
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(leases.count == 60)
            #expect(Set(leases.map(\.film)) == films)
            #expect(Set(leases.map(\.token)).count == 60)
        },
    ]
}
