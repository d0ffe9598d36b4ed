internal import Films
internal import Testing

extension FilmStoreRules {
    /// Who is next in line.
    static let giving: [Rule<FilmStoreBed>] = [
        Rule("older films go first, more urgent ones before them, and waiting outweighs priority in the end") {
            bed async throws in
            let old = try await bed.submit(bed.film())
            bed.clock.move(1000)
            let young = try await bed.submit(bed.film())
            let urgent = try await bed.submit(bed.film { $0.priority = 10 })
            let whenever = try await bed.submit(bed.film { $0.priority = -10 })
            bed.clock.move(FilmRules.priorityStep * 20 + 1)
            let late = try await bed.submit(bed.film { $0.priority = 10 })
            let wild = try await bed.submit(bed.film { $0.priority = .min })
            var order: [FilmID] = []
            while let lease = try await bed.films.lease(WorkerOffer(worker: "w", slots: 9)) { order.append(lease.film) }
            #expect(order == [urgent, old, young, whenever, late, wild])
        },
        Rule("a long film starts within its handicap however many short ones keep coming") { bed async throws in
            let long = try await bed.submit(bed.film(wall: 3600))
            let start = bed.clock.now
            var begun: Int64?
            // One worker, a short film of ten seconds every nine: there is always one waiting.
            for _ in 0..<100 where begun == nil {
                try await bed.submit(bed.film(wall: 10))
                let lease = try #require(try await bed.films.lease(WorkerOffer(worker: "w")))
                if lease.film == long { begun = bed.clock.now }
                bed.clock.move(9000)
                try await bed.films.finish(lease, .completed(.some))
            }
            #expect(try #require(begun) - start <= FilmRules.longHandicap + 18_000)
        },
        Rule("long films leave room for short ones: half of a worker's places at most, one always") {
            bed async throws in
            var long: Set<FilmID> = []
            for _ in 0..<5 { long.insert(try await bed.submit(bed.film(wall: 3600))) }
            bed.clock.move(FilmRules.longHandicap * 10)
            let offer = WorkerOffer(worker: "w", slots: 4)
            let one = try #require(try await bed.films.lease(offer))
            let two = try #require(try await bed.films.lease(offer))
            #expect(long.isSuperset(of: [one.film, two.film]))
            #expect(try await bed.films.lease(offer) == nil)
            let short = try await bed.submit(bed.film(wall: 10))
            #expect(try await bed.films.lease(offer)?.film == short)
            try await bed.films.finish(one, .completed(.some))
            let three = try #require(try await bed.films.lease(offer))
            #expect(long.contains(three.film))
            #expect(try await bed.films.lease(WorkerOffer(worker: "single", slots: 1)) != nil)
            #expect(try await bed.films.lease(WorkerOffer(worker: "single", slots: 1)) == nil)
        },
        Rule("a worker gets films of its lanes only") { bed async throws in
            let long = try await bed.submit(bed.film(wall: 3600))
            #expect(try await bed.films.lease(WorkerOffer(worker: "w", lanes: [.short])) == nil)
            #expect(try await bed.films.lease(WorkerOffer(worker: "w", lanes: [])) == nil)
            #expect(try await bed.films.lease(WorkerOffer(worker: "w", lanes: [.long]))?.film == long)
        },
        Rule("a film that does not fit holds up no smaller one, until it has waited long") { bed async throws in
            let big = try await bed.submit(bed.film(memory: 100))
            let small = try await bed.submit(bed.film(memory: 10))
            let offer = WorkerOffer(worker: "w", memory: 50, slots: 4)
            let first = try #require(try await bed.films.lease(offer))
            #expect(first.film == small)
            bed.clock.move(FilmRules.patience)
            try await bed.films.heartbeat(first)
            let next = try await bed.submit(bed.film(memory: 10))
            // Room is kept now: nothing else is begun until the worker is empty, and then the big one is.
            #expect(try await bed.films.lease(offer) == nil)
            try await bed.films.finish(first, .completed(.some))
            #expect(try await bed.films.lease(offer)?.film == big)
            #expect(try await bed.films.lease(offer)?.film == next)
        },
        Rule("nothing is begun that the disk cannot hold, and nothing waits for what never fits") { bed async throws in
            let huge = try await bed.submit(bed.film(bytes: 1000))
            bed.clock.move(FilmRules.patience)
            var offer = WorkerOffer(worker: "w", disk: 100, slots: 4)
            let small = try await bed.submit(bed.film(bytes: 10))
            #expect(try await bed.films.lease(offer)?.film == small)
            let other = try await bed.submit(bed.film(bytes: 10))
            #expect(try await bed.films.lease(offer)?.film == other)
            #expect(try await bed.films.lease(offer) == nil)
            offer.disk = 1000
            #expect(try await bed.films.lease(offer)?.film == huge)
        },
    ]
}
