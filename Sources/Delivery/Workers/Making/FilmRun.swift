import Film
import Films
import Platform
import Rendering
import Steps

/// Makes one leased film, from the lease to its end.
struct FilmRun: Sendable {
    let store: any FilmStore
    let maker: any FilmMaker
    let places: FilmPlaces
    let limits: WorkerLimits
    let now: FilmClock
    let lease: FilmLease
    let record: FilmRecord
    let turns: FilmTurns
    /// Why the film is to be left.
    let stops: AsyncStream<Stop>

    /// How the run ended, for the log.
    enum End: Sendable {
        /// The store took the outcome.
        case finished(FilmOutcome)
        /// The film is somebody else's by now, or nobody's.
        case lost
    }

    /// Makes the film and records how it ended.
    func run() async -> End {
        let began = ContinuousClock.now
        let outcome: FilmOutcome
        do {
            let summary = try await supervised()
            let figures = FilmFigures(
                seconds: summary.seconds, bytes: Int64(await bytes()), cpuSeconds: turns.processorSeconds,
                wallSeconds: (ContinuousClock.now - began).inSeconds)
            if summary.reused == 0 { await learn(figures) }
            outcome = .completed(figures)
        } catch {
            switch error {
            case Stop.lost: return .lost
            case is LeaseError: return .lost
            case Stop.shutdown, is CancellationError: outcome = .released
            default: outcome = Faults.outcome(of: error, folder: folder)
            }
        }
        return await finish(outcome)
    }

    private var folder: String { places.folder(of: lease.film, revision: lease.revision) }

    /// Makes the film while its lease is renewed, its events are sent and its deadlines are watched; the first of them
    /// that ends ends them all.
    private func supervised() async throws -> RenderSummary {
        let reporter = FilmReporter(
            lease, store: store,
            pace: FilmPace(submitted: record.created, expected: record.estimate?.wallSeconds, now: now))
        return try await withThrowingTaskGroup(of: RenderSummary?.self) { group in
            group.addTask { try await make(reporter) }
            group.addTask {
                try await reporter.run()
                return nil
            }
            group.addTask {
                try await watch()
                return nil
            }
            group.addTask {
                for await reason in stops { throw reason }
                return nil
            }
            defer { group.cancelAll() }
            while let result = try await group.next() {
                guard let summary = result else { continue }
                try await reporter.send(last: true)
                return summary
            }
            throw CancellationError()
        }
    }

    private func make(_ reporter: FilmReporter) async throws -> RenderSummary {
        try await runBlocking("film-folder") { [folder] in try FileSystem.makeFolder(folder) }
        let storyboard = try await storyboard(reporter)
        let steps = try await store.steps(of: lease)
        let lock = Path.join(places.folder(of: lease.film), ".r\(lease.revision).lock")
        let length: Double? = lease.revision == 1 ? record.request.brief.length : nil
        let order = FilmOrder(
            storyboard: storyboard, length: length, folder: folder, lock: lock, steps: steps, turns: turns)
        return try await maker.make(order) { event in
            switch event {
            case .playable: turns.play()
            case .scene(_, let seconds, _, _, reused: true): turns.skip(seconds)
            default: break
            }
            reporter.take(event)
        }
    }

    /// The storyboard that was stored, or a new plan, which is stored before anything is made from it: a later attempt
    /// makes the same film even when the library has changed.
    private func storyboard(_ reporter: FilmReporter) async throws -> Storyboard {
        let notice: @Sendable (String) -> Void = { reporter.tell(.notice($0)) }
        let planned: Storyboard
        if let text = try await store.storyboard(of: lease.film, revision: lease.revision) {
            let stored = try StoryboardFile.decode(Array(text.utf8))
            // A first revision was matched when it was planned; a later one comes from a person.
            guard lease.revision > 1 else { return stored }
            reporter.enter(.planning)
            planned = try await maker.match(stored, for: record.request, notice: notice)
            if planned == stored { return stored }
        } else {
            reporter.enter(.planning)
            planned = try await maker.plan(record.request, notice: notice)
        }
        let text = String(decoding: try StoryboardFile.encode(planned), as: UTF8.self)
        try await reporter.send(
            [.planned(title: planned.title, scenes: planned.scenes.count)], storyboard: text)
        return planned
    }

    /// Renews the lease, which is where the store watches the film's own deadline, and looks at its scenes'.
    private func watch() async throws {
        var beat = ContinuousClock.now
        while true {
            try await Task.sleep(for: .milliseconds(500))
            let time = ContinuousClock.now
            if let scene = turns.overdue(limit: limits.sceneDeadline) {
                // Recorded here and now: a thread that hangs inside a library may never come back.
                _ = await finish(.failed(Faults.sceneDeadline(scene, limits.sceneDeadline)))
                throw Stop.lost
            }
            guard time - beat >= limits.heartbeat else { continue }
            beat = time
            do {
                try await store.heartbeat(lease)
            } catch is FilmStoreError {
                // A store that is busy or full for a moment does not cost the film; an expired lease will say so.
                continue
            }
        }
    }

    private func learn(_ figures: FilmFigures) async {
        let brief = record.request.brief
        let pixels = Double(brief.size.width * brief.size.height)
        let sample = CostSample(
            seconds: figures.seconds, pixels: figures.seconds * brief.frameRate.framesPerSecond * pixels,
            quality: brief.quality.rawValue, cpuSeconds: figures.cpuSeconds, wallSeconds: figures.wallSeconds,
            bytes: figures.bytes, estimate: record.estimate)
        // Only for better estimates: a sample that cannot be stored is not missed.
        try? await store.learn(sample)
    }

    private func bytes() async -> Int {
        (try? await runBlocking("film-size") { [folder] in
            try FileSystem.files(in: folder).reduce(0) { $0 + $1.facts.size }
        }) ?? 0
    }

    /// Records the outcome, also when the task is being cancelled; a store that cannot take it now is asked again until
    /// the lease must have expired.
    private func finish(_ outcome: FilmOutcome) async -> End {
        // Not a child: cancellation, which brought us here perhaps, must not reach the store's calls.
        await Task { [store, lease] in
            for delay in [50, 200, 1000, 4000, 10_000] {
                do {
                    try await store.finish(lease, outcome)
                    return End.finished(outcome)
                } catch is LeaseError {
                    return End.lost
                } catch {
                    try? await Task.sleep(for: .milliseconds(delay))
                }
            }
            return End.lost
        }.value
    }
}
