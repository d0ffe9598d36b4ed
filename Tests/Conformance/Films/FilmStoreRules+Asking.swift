internal import Film
internal import Films
internal import Steps
internal import Testing

extension FilmStoreRules {
    static let asking: [Rule<FilmStoreBed>] = [
        Rule("a submitted film is there as it was submitted, hostile text and all") { bed async throws in
            let text = "Robert'); DROP TABLE films;-- \u{0}\u{1}\u{FEFF} 🎬 </script> %s \\ \"\n\u{202E}"
            let film = bed.film(text) { request in
                request.labels = ["a'b": "\"", "": "\u{0}", "ü": text]
                request.brief.length = 12.25
                request.brief.seed = .max
                request.media = [text]
                request.callback = text
                request.priority = 7
                request.keep = 3
                request.remixedFrom = FilmID(at: 1)
                request.storyboard = "{}"
            }
            #expect(try await bed.films.submit(FilmSubmission(record: film)) == .accepted(film))
            #expect(try await bed.films.film(film.id) == film)
            #expect(try await bed.films.films(FilmQuery()).films == [film])
            #expect(try await bed.films.film(FilmID(at: 5)) == nil)
            #expect(try await bed.told(film.id) == ["queued"])
            #expect(try await bed.films.storyboard(of: film.id, revision: nil) == nil)
        },
        Rule("an estimate decides the lane; without one the film's own word counts") { bed async throws in
            let short = try await bed.submit(bed.film(wall: 90))
            let long = try await bed.submit(bed.film(wall: 90.5))
            let unknown = try await bed.submit(bed.film(wall: nil))
            #expect(try await bed.now(short).lane == .short)
            #expect(try await bed.now(long).lane == .long)
            #expect(try await bed.now(unknown).lane == .short)
        },
        Rule("an id is taken once") { bed async throws in
            let film = bed.film()
            try await bed.submit(film)
            await #expect(throws: FilmStoreError.self) { try await bed.submit(film) }
            #expect(try await bed.told(film.id) == ["queued"])
        },
        Rule("a repeated key gives the first film as it is by then, for a day") { bed async throws in
            let key = IdempotencyKey(owner: "o", key: "k", fingerprint: "f")
            let first = bed.film()
            _ = try await bed.films.submit(FilmSubmission(record: first, idempotency: key))
            let cancelled = try await bed.films.cancel(first.id)
            let second = bed.film()
            let again = try await bed.films.submit(FilmSubmission(record: second, idempotency: key))
            #expect(again == .repeated(cancelled))
            #expect(try await bed.films.film(second.id) == nil)
            var other = key
            other.fingerprint = "g"
            #expect(try await bed.films.submit(FilmSubmission(record: second, idempotency: other)) == .keyReused)
            other.owner = "p"
            let foreign = bed.film()
            #expect(
                try await bed.films.submit(FilmSubmission(record: foreign, idempotency: other)) == .accepted(foreign))
            bed.clock.move(FilmRules.keyLife - 1)
            try await bed.films.tidy()
            #expect(
                try await bed.films.submit(FilmSubmission(record: second, idempotency: key)) == .repeated(cancelled))
            bed.clock.move(1)
            let late = bed.film()
            #expect(try await bed.films.submit(FilmSubmission(record: late, idempotency: key)) == .accepted(late))
        },
        Rule("a key is free again once its film was deleted") { bed async throws in
            let key = IdempotencyKey(owner: "o", key: "k", fingerprint: "f")
            let first = bed.film()
            _ = try await bed.films.submit(FilmSubmission(record: first, idempotency: key))
            try await bed.films.delete(first.id)
            let second = bed.film()
            let outcome = try await bed.films.submit(FilmSubmission(record: second, idempotency: key))
            #expect(outcome == .accepted(second))
        },
        Rule("one of many submissions with the same key at the same time is accepted") { bed async throws in
            let key = IdempotencyKey(owner: "o", key: "k", fingerprint: "f")
            let outcomes = try await withThrowingTaskGroup(of: SubmissionOutcome.self) { group in
                for _ in 0..<32 {
                    let submission = FilmSubmission(record: bed.film(), idempotency: key)
                    group.addTask { try await bed.films.submit(submission) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let accepted = outcomes.compactMap { if case .accepted(let film) = $0 { film } else { nil } }
            let film = try #require(accepted.first)
            #expect(accepted.count == 1)
            #expect(outcomes.count { $0 == .repeated(film) } == 31)
            #expect(try await bed.films.films(FilmQuery()).films == [film])
        },
        Rule("a waiting film is cancelled, an ended one stays as it is") { bed async throws in
            let id = try await bed.submit(bed.film())
            bed.clock.move(5)
            let cancelled = try await bed.films.cancel(id)
            #expect(cancelled.status == .cancelled)
            #expect(cancelled.ended == bed.clock.now)
            #expect(try await bed.films.film(id) == cancelled)
            bed.clock.move(5)
            #expect(try await bed.films.cancel(id) == cancelled)
            #expect(try await bed.told(id) == ["queued", "cancelled"])
            #expect(try await bed.films.lease(WorkerOffer(worker: "w")) == nil)
        },
        Rule("only a failed or cancelled film is tried again, from its beginning") { bed async throws in
            let id = try await bed.submit(bed.film())
            await #expect(throws: FilmStoreError.self) { try await bed.films.retry(id) }
            let lease = try #require(try await bed.films.lease(WorkerOffer(worker: "w")))
            await #expect(throws: FilmStoreError.self) { try await bed.films.retry(id) }
            try await bed.films.finish(lease, .failed(.passing))
            #expect(try await bed.now(id).fault == .passing)
            let again = try await bed.films.retry(id)
            #expect(again.status == .queued && again.fault == nil && again.attempt == 0 && again.ended == nil)
            let next = try #require(try await bed.films.lease(WorkerOffer(worker: "w")))
            #expect(next.attempt == 1 && next.revision == 1 && next.token > lease.token)
        },
        Rule("a changed storyboard is the next revision; the finished one's figures and files stay") {
            bed async throws in
            let lease = try await bed.leased()
            try await bed.films.report(lease, [.planned(title: "One", scenes: 1)], storyboard: "first")
            await #expect(throws: FilmStoreError.self) {
                try await bed.films.revise(lease.film, expected: 1, storyboard: "x")
            }
            try await bed.films.finish(lease, .completed(.some))
            await #expect(throws: FilmStoreError.self) {
                try await bed.films.revise(lease.film, expected: 2, storyboard: "x")
            }
            let revised = try await bed.films.revise(lease.film, expected: 1, storyboard: "second")
            #expect(revised.revision == 2 && revised.status == .queued && revised.finishedRevision == 1)
            #expect(revised.figures == .some && revised.title == "One" && revised.started == nil)
            #expect(try await bed.films.storyboard(of: lease.film, revision: nil) == "second")
            #expect(try await bed.films.storyboard(of: lease.film, revision: 1) == "first")
            #expect(try await bed.films.storyboard(of: lease.film, revision: 3) == nil)
            let next = try #require(try await bed.films.lease(WorkerOffer(worker: "w")))
            #expect(next.revision == 2 && next.attempt == 1)
            await #expect(throws: LeaseError.stale) { try await bed.films.heartbeat(lease) }
            try await bed.films.finish(next, .completed(.some))
            #expect(try await bed.now(lease.film).finishedRevision == 2)
        },
        Rule("a deleted film is gone, and its end can be read") { bed async throws in
            let lease = try await bed.leased()
            try await bed.films.report(lease, [.stage(.planning)], storyboard: "{}")
            let before = try await bed.films.lastEvent()
            try await bed.films.delete(lease.film)
            #expect(try await bed.films.film(lease.film) == nil)
            #expect(try await bed.films.films(FilmQuery()).films.isEmpty)
            #expect(try await bed.films.storyboard(of: lease.film, revision: 1) == nil)
            let left = try await bed.films.events(of: lease.film, after: before, limit: 10)
            #expect(left.last?.kind == .deleted)
            bed.clock.move(FilmRules.keyLife)
            try await bed.films.tidy()
            #expect(try await bed.films.events(of: lease.film, after: 0, limit: 10).isEmpty)
            await #expect(throws: LeaseError.cancelled) { try await bed.films.heartbeat(lease) }
            await #expect(throws: LeaseError.cancelled) { try await bed.films.finish(lease, .completed(.some)) }
        },
        Rule("nothing can be done to a film that is not there") { bed async throws in
            let id = FilmID(at: 1)
            await #expect(throws: FilmStoreError.unknownFilm) { try await bed.films.cancel(id) }
            await #expect(throws: FilmStoreError.unknownFilm) { try await bed.films.retry(id) }
            await #expect(throws: FilmStoreError.unknownFilm) { try await bed.films.delete(id) }
            await #expect(throws: FilmStoreError.unknownFilm) {
                try await bed.films.revise(id, expected: 1, storyboard: "{}")
            }
            #expect(try await bed.films.storyboard(of: id, revision: nil) == nil)
            #expect(try await bed.films.events(of: id, after: 0, limit: 10).isEmpty)
        },
    ]
}
