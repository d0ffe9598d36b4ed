import API
import Film
import Films
import Planning
import Platform
import TestSupport

/// A worker in small: plans by the real planner, and delivers a film of one second that FFmpeg made beforehand.
struct TinyMaker: Sendable {
    private let films: MemoryFilms
    private let places: FilmPlaces
    private let prepared: String

    /// Has FFmpeg make the film and its pictures.
    init(_ live: LiveService) async throws {
        films = live.films
        places = live.services.places
        prepared = Path.join(places.data, "prepared")
        try FileSystem.makeFolder(prepared)
        let film = Path.join(prepared, "film.mp4")
        try await FFmpeg.run([
            "-f", "lavfi", "-i", "testsrc=size=320x180:rate=25", "-f", "lavfi", "-i", "sine=frequency=440",
            "-t", "1", "-pix_fmt", "yuv420p", "-movflags", "+faststart", film,
        ])
        for name in ["poster.jpg", "thumbnails.jpg"] {
            try await FFmpeg.run(["-i", film, "-frames:v", "1", "-update", "1", Path.join(prepared, name)])
        }
        for (name, text) in [
            ("captions.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nRivers bend.\n"),
            ("captions.srt", "1\n00:00:00,000 --> 00:00:01,000\nRivers bend.\n"), ("captions.ass", "[Script Info]\n"),
            ("credits.txt", "Made by nobody.\n"), ("credits.json", "{}\n"), ("thumbnails.vtt", "WEBVTT\n"),
        ] { try AtomicFile.write(text, to: Path.join(prepared, name)) }
    }

    /// Makes whatever waits until the task is cancelled.
    func run() async throws {
        while true {
            if let lease = await films.lease(WorkerOffer(worker: "tiny")) {
                // A film that is cancelled meanwhile takes the lease away; the next one is unharmed.
                do { try await make(lease) } catch is LeaseGone {} catch {}
            } else {
                try await Task.sleep(for: .milliseconds(5))
            }
        }
    }

    private struct LeaseGone: Error {}

    private func make(_ lease: FilmLease) async throws {
        guard let film = await films.film(lease.film) else { throw LeaseGone() }
        var text = await films.storyboard(of: film.id, revision: film.revision) ?? film.request.storyboard
        if text == nil {
            let plan = try RulePlanner().plan(film.request.brief).storyboard
            text = String(decoding: try StoryboardFile.encode(plan), as: UTF8.self)
        }
        let storyboard = try StoryboardFile.decode(Array((text ?? "").utf8))
        let total = storyboard.scenes.count
        try await films.report(lease, [.planned(title: storyboard.title, scenes: total)], storyboard: text)
        try await films.report(lease, [.stage(.composing), .playable(seconds: 0.1)], storyboard: nil)
        let folder = places.folder(of: lease.film, revision: lease.revision)
        try FileSystem.makeFolder(folder)
        for name in try FileSystem.names(in: prepared) {
            try FileSystem.concatenate([Path.join(prepared, name)], into: Path.join(folder, name))
        }
        try AtomicFile.write(text ?? "", to: Path.join(folder, "storyboard.json"), synced: false)
        try await films.finish(
            lease, .completed(FilmFigures(seconds: 1, bytes: 50_000, cpuSeconds: 0.1, wallSeconds: 0.1)))
    }
}

extension LiveService {
    /// Runs a service that also makes films.
    static func making<Value: Sendable>(
        _ body: @escaping @Sendable (LiveService) async throws -> Value
    ) async throws -> Value {
        let prepare: @Sendable (inout Services) -> Void = { services in
            services.moods = ["calm", "happy", "tense"]
            services.plan = { try RulePlanner().plan($0.brief, title: $0.title).storyboard }
        }
        return try await run(prepare: prepare) { live in
            let maker = try await TinyMaker(live)
            return try await withThrowingTaskGroup(of: Value?.self) { group in
                group.addTask {
                    try await maker.run()
                    return nil
                }
                group.addTask { try await body(live) }
                defer { group.cancelAll() }
                while let value = try await group.next() { if let value { return value } }
                throw CancellationError()
            }
        }
    }
}
