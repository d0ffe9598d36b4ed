import Films
import Testing

@Suite struct `The feed of events` {
    private static let film = FilmID(at: 1)

    private static func event(_ number: Int64, _ kind: FilmEvent.Kind = .queued) -> FilmEvent {
        FilmEvent(number: number, film: film, revision: 1, time: number, kind: kind)
    }

    @Test func `drops a slow reader's old progress first`() async {
        let feed = EventFeed()
        let tail = feed.tail(limit: 10)
        for number in 1...100 { feed.publish([Self.event(Int64(number), .progress(ProgressReport()))]) }
        for number in 101...105 { feed.publish([Self.event(Int64(number))]) }
        feed.close()
        let seen = await tail.reduce(into: []) { $0.append($1.number) }
        #expect(seen.suffix(5) == [101, 102, 103, 104, 105])
        #expect(seen.contains(100) && seen.count <= 11)
        #expect(seen == seen.sorted())
    }

    @Test func `ends where a slow reader would have to lose more than progress`() async {
        let feed = EventFeed()
        let tail = feed.tail(limit: 10)
        for number in 1...100 { feed.publish([Self.event(Int64(number))]) }
        let seen = await tail.reduce(into: []) { $0.append($1.number) }
        #expect(seen == Array(1...10))
    }

    @Test func `forgets a reader who walked away`() async {
        let feed = EventFeed()
        #expect(!feed.isWatched)
        do {
            let tail = feed.tail()
            feed.publish([Self.event(1)])
            #expect(feed.isWatched)
            for await _ in tail { break }
        }
        #expect(!feed.isWatched)
    }

    @Test func `gives an ended stream once it is closed`() async {
        let feed = EventFeed()
        feed.close()
        for await _ in feed.tail() { Issue.record("an event after the end") }
        feed.publish([Self.event(1)])
    }

    @Test func `gives every reader everything, whatever the others do`() async {
        let feed = EventFeed()
        let tails = (0..<20).map { _ in feed.tail() }
        let idle = feed.tail(limit: 5)
        let reading = tails.map { tail in
            Task { await tail.reduce(into: []) { $0.append($1.number) } }
        }
        for number in 1...2000 {
            feed.publish([Self.event(Int64(number))])
            if number.isMultiple(of: 50) { await Task.yield() }
        }
        feed.close()
        for task in reading { #expect(await task.value == Array(1...2000)) }
        _ = idle
    }
}
