import Film
import Films
import Steps
import Testing

@Suite struct `Films in memory` {
    @Test func `go from submission to completion, and everybody watching sees it`() async throws {
        let films = MemoryFilms()
        var tail = await films.tail().makeAsyncIterator()
        let record = FilmRecord(
            id: FilmID(at: systemTime()), request: FilmRequest(brief: Brief(source: .prompt("rain"))),
            created: systemTime())
        #expect(try await films.submit(FilmSubmission(record: record)) == .accepted(record))
        let lease = try #require(await films.lease(WorkerOffer(worker: "a")))
        #expect(await films.lease(WorkerOffer(worker: "a")) == nil)
        try await films.report(lease, [.stage(.planning), .planned(title: "Rain", scenes: 2)], storyboard: "{}")
        let figures = FilmFigures(seconds: 3, bytes: 4, cpuSeconds: 5, wallSeconds: 6)
        try await films.finish(lease, .completed(figures))
        let film = try #require(await films.film(record.id))
        #expect(film.status == .completed && film.title == "Rain" && film.figures == figures)
        #expect(await films.storyboard(of: record.id, revision: nil) == "{}")
        var names: [String] = []
        while names.last != "video.completed", let event = await tail.next() { names.append(event.kind.name) }
        #expect(names == ["video.queued", "video.started", "video.stage", "video.planned", "video.completed"])
        await #expect(throws: LeaseError.stale) { try await films.heartbeat(lease) }
    }
}
