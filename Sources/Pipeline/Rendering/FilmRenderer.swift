package import Film
package import LibAV
internal import Platform
internal import Steps

/// Makes a film from a storyboard: lays out its steps, runs workers over them, and publishes in order.
package struct FilmRenderer: Sendable {
    let storyboard: Storyboard
    let tools: RenderTools
    private let report: @Sendable (RenderEvent) -> Void

    /// Prepares a film.
    ///
    /// - Parameters:
    ///   - storyboard: With its shots matched.
    ///   - tools: What to work with.
    ///   - report: Told what happens, from any thread.
    package init(
        _ storyboard: Storyboard, tools: RenderTools, report: @escaping @Sendable (RenderEvent) -> Void
    ) {
        self.storyboard = storyboard
        self.tools = tools
        self.report = report
    }

    /// Makes the film.
    ///
    /// - Parameters:
    ///   - sink: Opens where the film goes, once its formats are known; called on the publisher's queue.
    ///   - onPlayable: Called once, when somebody can start watching.
    /// - Returns: What the film turned out to be, and how many scenes were reused.
    /// - Throws: A `FilmError`; `CancellationError` when the task is cancelled: what is finished stays in the store.
    package func render(
        sink: @escaping @Sendable (VideoFormat, AudioFormat) throws -> any FilmSink,
        onPlayable: @escaping @Sendable () -> Void = {}
    ) async throws -> (outcome: Publisher.Outcome, reused: Int) {
        guard !storyboard.scenes.isEmpty else {
            throw FilmError(.input, "The storyboard has no scenes.", remedy: "Give it at least one.")
        }
        let passages = Passage.passages(of: storyboard)
        let progress = FilmProgress(passages: passages, frameRate: storyboard.frameRate)
        let planner = try PicturePlanner(storyboard, encoder: tools.encoder, subject: tools.subject)
        let feeds = SceneFeeds()
        try await tools.steps.add(Self.steps(for: passages, storyboard))
        report(.planned(title: storyboard.title, scenes: storyboard.scenes.count))
        let publisher = Publisher(
            storyboard: storyboard, tools: tools, progress: progress, planner: planner, feeds: feeds, sink: sink,
            onPlayable: onPlayable)
        let worker = Worker(
            storyboard: storyboard, tools: tools, progress: progress, planner: planner, feeds: feeds, report: report)
        do {
            let outcome = try await withThrowingTaskGroup(of: Publisher.Outcome?.self) { group in
                // Speech has a worker of its own: it is quick, and every picture waits for some.
                for kinds in [[StepKind.speak]] + Array(repeating: [.picture], count: max(tools.workers, 1)) {
                    group.addTask {
                        try await worker.run(Set(kinds))
                        return nil
                    }
                }
                group.addTask {
                    try await publisher.publish { index in
                        for step in Self.speech(of: passages, index) { _ = try await tools.steps.result(of: step) }
                        guard let timing = await progress.timing(of: index) else {
                            throw FilmError(.internalFault, "A spoken passage has no times.")
                        }
                        return timing
                    }
                }
                // A failed step ends the workers quietly; the publisher, still waiting for that scene, must be woken.
                var result: Publisher.Outcome?
                while let finished = try await group.next() {
                    if let finished { result = finished }
                    if result == nil { try await checkPictures() }
                }
                return result
            }
            guard let outcome else { throw FilmError(.internalFault, "The film ended without being published.") }
            return (outcome, await progress.reused)
        } catch {
            await tools.steps.cancel()
            if let failure = error as? StepFailure {
                throw await progress.failure(of: failure.step.description)
                    ?? FilmError(.internalFault, "\(failure.step) failed: \(failure.reason).")
            }
            throw error
        }
    }

    /// Throws the ``StepFailure`` of a film that cannot be finished; waits for its pictures otherwise.
    private func checkPictures() async throws {
        for index in storyboard.scenes.indices {
            _ = try await tools.steps.result(of: StepID(.picture, "\(index)"))
        }
    }

    /// The steps that speak a passage's sentences.
    private static func speech(of passages: [Passage], _ index: Int) -> [StepID] {
        passages[index].sentences.indices.map {
            StepID(.speak, SentenceID(passage: index, sentence: $0).subject)
        }
    }

    /// The film's steps, ordered so that what is watched first is made first.
    static func steps(for passages: [Passage], _ storyboard: Storyboard) -> [Step] {
        var steps: [Step] = []
        for (index, passage) in passages.enumerated() {
            let spoken = speech(of: passages, index)
            steps += spoken.map { Step(id: $0, order: passage.firstScene) }
            let previous = index > 0 ? speech(of: passages, index - 1) : []
            for scene in passage.firstScene..<passage.end {
                let dissolves = scene == passage.firstScene && storyboard.scenes[scene].entrance == .dissolve
                steps.append(
                    Step(
                        id: StepID(.picture, "\(scene)"), needs: spoken + (dissolves ? previous : []),
                        order: scene))
            }
        }
        return steps
    }
}
