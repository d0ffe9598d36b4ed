internal import Films
internal import Testing

extension FilmStoreRules {
    static let listing: [Rule<FilmStoreBed>] = [
        Rule("pages follow one another without gap or repetition, in both directions") { bed async throws in
            var ids: [FilmID] = []
            for index in 0..<23 {
                if index.isMultiple(of: 4) { bed.clock.move(1) }
                ids.append(try await bed.submit(bed.film()))
            }
            for ascending in [true, false] {
                var query = FilmQuery()
                query.limit = 5
                query.ascending = ascending
                var seen: [FilmID] = []
                while true {
                    let page = try await bed.films.films(query)
                    seen += page.films.map(\.id)
                    #expect(page.hasMore == (seen.count < ids.count))
                    guard page.hasMore else { break }
                    query.after = seen.last
                }
                #expect(seen == (ascending ? ids : ids.reversed()))
            }
        },
        Rule("a page holds 1 to 100 films whatever is asked") { bed async throws in
            for _ in 0..<101 { try await bed.submit(bed.film()) }
            for (limit, count) in [(-1, 1), (0, 1), (1, 1), (100, 100), (Int.max, 100)] {
                var query = FilmQuery()
                query.limit = limit
                let page = try await bed.films.films(query)
                #expect(page.films.count == count)
                #expect(page.hasMore)
            }
        },
        Rule("films are found by status, time, text and labels") { bed async throws in
            let rain = try await bed.submit(
                bed.film("Rain over the ÉTANG, 100 % wet") { $0.labels = ["team": "a", "x": "1"] })
            bed.clock.move(1000)
            let snow = try await bed.submit(bed.film("Snow_flakes") { $0.labels = ["team": "b", "x": "1"] })
            bed.clock.move(1000)
            let fog = try await bed.submit(bed.film("Fog") { $0.labels = ["team": "a"] })
            _ = try await bed.films.cancel(snow)
            let lease = try #require(try await bed.films.lease(WorkerOffer(worker: "w")))
            #expect(lease.film == rain)
            try await bed.films.report(lease, [.planned(title: "Drizzle's \"end\"", scenes: 1)], storyboard: nil)
            func found(_ change: (inout FilmQuery) -> Void) async throws -> [FilmID] {
                var query = FilmQuery()
                query.ascending = true
                change(&query)
                return try await bed.films.films(query).films.map(\.id)
            }
            #expect(try await found { $0.statuses = [.running] } == [rain])
            #expect(try await found { $0.statuses = [.cancelled, .queued] } == [snow, fog])
            #expect(try await found { $0.statuses = [.failed] } == [])
            let start = bed.clock.now - 2000
            #expect(try await found { $0.from = start + 1000 } == [snow, fog])
            #expect(try await found { $0.before = start + 1000 } == [rain])
            #expect(try await found { ($0.from, $0.before) = (start + 1000, start + 1001) } == [snow])
            #expect(try await found { $0.text = "étang" } == [rain])
            #expect(try await found { $0.text = "DRIZZLE'S \"" } == [rain])
            #expect(try await found { $0.text = "0 % w" } == [rain])
            #expect(try await found { $0.text = "%" } == [rain])
            #expect(try await found { $0.text = "w_f" } == [snow])
            #expect(try await found { $0.text = "" } == [rain, snow, fog])
            #expect(try await found { $0.labels = ["team": "a"] } == [rain, fog])
            #expect(try await found { $0.labels = ["team": "a", "x": "1"] } == [rain])
            #expect(try await found { $0.labels = ["team": "' OR 1"] } == [])
        },
        Rule("a census counts films where they stand") { bed async throws in
            #expect(try await bed.films.census() == FilmCensus())
            let first = try await bed.leased()
            let start = bed.clock.now
            bed.clock.move(10)
            try await bed.submit(bed.film(wall: 1000))
            bed.clock.move(10)
            try await bed.submit(bed.film())
            try await bed.submit(bed.film())
            let census = try await bed.films.census()
            #expect(census.counts == [.running: 1, .queued: 3])
            #expect(census.waiting == [.short: 2, .long: 1])
            #expect(census.oldestWaiting == start + 10)
            try await bed.films.finish(first, .completed(.some))
            #expect(try await bed.films.census().counts == [.completed: 1, .queued: 3])
        },
        Rule("films whose time is over are named once they have ended") { bed async throws in
            let brief = try await bed.leased(bed.film { $0.keep = 10 })
            try await bed.films.finish(brief, .completed(.some))
            let kept = try await bed.leased(bed.film())
            try await bed.films.finish(kept, .completed(.some))
            let endless = try await bed.leased(bed.film { $0.keep = .max })
            try await bed.films.finish(endless, .completed(.some))
            try await bed.submit(bed.film { $0.keep = 0 })
            #expect(try await bed.now(brief.film).expires == bed.clock.now + 10_000)
            #expect(try await bed.now(kept.film).expires == nil)
            #expect(try await bed.films.expired(at: bed.clock.now + 9999, limit: 10).isEmpty)
            #expect(try await bed.films.expired(at: bed.clock.now + 10_000, limit: 10) == [brief.film])
            #expect(try await bed.films.expired(at: bed.clock.now + 10_000, limit: 0).isEmpty)
            let revised = try await bed.films.revise(brief.film, expected: 1, storyboard: "{}")
            #expect(revised.expires == nil)
            #expect(try await bed.films.expired(at: bed.clock.now + 10_000, limit: 10).isEmpty)
        },
    ]
}
