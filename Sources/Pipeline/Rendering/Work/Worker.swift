internal import Artifacts
internal import Encoding
internal import Film
internal import LibAV
internal import Packaging
internal import Platform
internal import Steps

/// Leases steps, does them, stores the results; several run side by side.
struct Worker: Sendable {
    /// Scenes that may be made ahead of what is published, beyond those in work.
    static let lead = 3

    let storyboard: Storyboard
    let tools: RenderTools
    let progress: FilmProgress
    let planner: PicturePlanner
    let feeds: SceneFeeds
    let report: @Sendable (RenderEvent) -> Void

    /// Works until nothing of some kinds is left to do.
    func run(_ kinds: Set<StepKind>) async throws {
        while let lease = try await tools.steps.lease(kinds) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await perform(lease) }
                group.addTask { try await keepAlive(lease) }
                // The work's end ends the heartbeat; a lost lease ends the work.
                try await group.next()
                group.cancelAll()
            }
        }
    }

    private func keepAlive(_ lease: Lease) async throws {
        while true {
            do { try await Task.sleep(for: .milliseconds(StepGraph.leaseLength / 3)) } catch { return }
            try await tools.steps.heartbeat(lease)
        }
    }

    private func perform(_ lease: Lease) async throws {
        let outcome: StepOutcome
        do {
            let key =
                switch lease.step.id.kind {
                case .speak: try await speak(lease.step.id)
                case .picture: try await picture(lease.step.id)
                }
            outcome = .done(key: key.rawValue)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            await progress.fail(lease.step.id.description, error)
            // What the person must mend is not tried again; a fault of ours or of the machine's may pass.
            let isFinal = (error as? FilmError).map { $0.code != .internalFault } ?? false
            outcome = isFinal ? .failed(reason: "\(error)") : .retry(after: 200, reason: "\(error)")
        }
        try await tools.steps.complete(lease, outcome)
    }

    private func speak(_ id: StepID) async throws -> ArtifactKey {
        guard let sentence = SentenceID(subject: id.subject), progress.passages.indices.contains(sentence.passage),
            progress.passages[sentence.passage].sentences.indices.contains(sentence.sentence)
        else { throw FilmError(.internalFault, "The step \(id) is not of this film.") }
        let work = try tools.narrator.work(
            progress.passages[sentence.passage], sentence: sentence.sentence, seed: storyboard.seed)
        // Only the first passage is waited for by everyone; speaking ahead must not slow the pictures on screen first.
        let narration = try await Niceness.$current.withValue(sentence.passage > 0 ? 15 : 0) {
            try await tools.narrator.narration(for: work)
        }
        let done = await progress.speak(sentence, narration: narration, key: work.key)
        report(.spoken(done: done, total: progress.sentenceCount))
        return work.key
    }

    private func picture(_ id: StepID) async throws -> ArtifactKey {
        guard let index = Int(id.subject), let place = progress.passages.firstIndex(where: { $0.end > index }),
            let timing = await progress.timing(of: place)
        else { throw FilmError(.internalFault, "The step \(id) is not of this film, or came too early.") }
        try await progress.waitForTurn(of: index, window: tools.workers + Self.lead)
        let passage = progress.passages[place]
        let work = planner.work(
            scene: index, passage: passage, timing: timing, before: try await framesBefore(index, passage: place))
        let key = try work.key()
        let earlier = try await reuse(key, scene: index)
        let reused = earlier != nil
        if let earlier {
            feeds.finish(index, stills: earlier.stills)
        } else {
            let made = try await make(work, scene: index)
            try await tools.artifacts.put(made.serialised, at: key)
            feeds.finish(index, stills: made.stills)
        }
        let done = await progress.finishScene(reused: reused)
        let seconds = work.frameRate.seconds(before: work.frames)
        report(.scene(index: index, seconds: seconds, done: done, total: storyboard.scenes.count, reused: reused))
        return key
    }

    private func framesBefore(_ scene: Int, passage: Int) async throws -> Int? {
        let own = progress.passages[passage]
        if scene > own.firstScene { return await progress.timing(of: passage)?.frames[scene - own.firstScene - 1] }
        guard passage > 0 else { return nil }
        return await progress.timing(of: passage - 1)?.frames.last
    }

    /// Hands on a scene that an earlier run made; `nil` when there is none, or it is damaged.
    private func reuse(_ key: ArtifactKey, scene: Int) async throws -> SceneBitstream? {
        guard let bytes = try await tools.artifacts.get(key),
            let stored = try? SceneBitstream(serialised: bytes)
        else { return nil }
        for (number, packet) in stored.packets.enumerated() {
            feeds.send(ScenePacket(format: stored.format, packet: packet), number: number, of: scene)
        }
        return stored
    }

    private func make(
        _ work: PictureWork, scene: Int
    ) async throws -> (serialised: [UInt8], stills: [SceneStill]) {
        let feeds = feeds
        let report = report
        let kind = tools.encoder
        let turn = try await tools.turns.begin(scene: scene, seconds: work.frameRate.seconds(before: work.frames))
        defer { turn.end() }
        return try await runBlocking("scene-\(scene)") { flag in
            let drawing = try SceneDrawing(work)
            let encoder = SceneEncoder(
                size: work.size, frameRate: work.frameRate, quality: work.quality, kind: kind)
            var format: VideoFormat?
            var number = 0
            let bitstream = try encoder.encode(
                frames: work.frames, opensFilm: work.opens, stills: Thumbnails.tile(for: work.size),
                checkpoint: { try turn.pass(flag) },
                start: { format = $0 },
                draw: { frame, canvas in
                    try drawing.draw(frame, canvas)
                    if frame.isMultiple(of: 8) { report(.frames(scene: scene, done: frame, total: work.frames)) }
                },
                emit: { packet in
                    guard let format else { return }
                    feeds.send(ScenePacket(format: format, packet: packet), number: number, of: scene)
                    number += 1
                })
            return (bitstream.serialised(), bitstream.stills)
        }
    }
}
