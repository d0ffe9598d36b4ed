package import Artifacts
package import Film

/// What is known of a film while it is made: which sentences are spoken, how passages lie in time, what was published.
package actor FilmProgress {
    /// The film's passages, in order.
    package nonisolated let passages: [Passage]
    /// Sentences of the whole film.
    package nonisolated let sentenceCount: Int
    private let frameRate: FrameRate
    private var narrations: [SentenceID: (narration: Narration, key: ArtifactKey)] = [:]
    private var timings: [Int: PassageTiming] = [:]
    private var failures: [String: any Error] = [:]
    private var published = 0
    private var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    private var nextWaiter = 0
    private(set) var reused = 0
    private(set) var scenesDone = 0

    /// Begins a film.
    package init(passages: [Passage], frameRate: FrameRate) {
        self.passages = passages
        sentenceCount = passages.reduce(0) { $0 + $1.sentences.count }
        self.frameRate = frameRate
    }

    /// Takes in a spoken sentence; its samples are dropped once its passage is laid out, they are in the artifact store.
    ///
    /// - Returns: Sentences spoken so far.
    package func speak(_ id: SentenceID, narration: Narration, key: ArtifactKey) -> Int {
        narrations[id] = (narration, key)
        settle(id.passage)
        return narrations.count
    }

    /// The key of a spoken sentence's artifact.
    package func key(of id: SentenceID) -> ArtifactKey? { narrations[id]?.key }

    /// How a passage lies in time, or `nil` while a sentence of it is unspoken.
    package func timing(of passage: Int) -> PassageTiming? {
        if timings[passage] == nil { settle(passage) }
        return timings[passage]
    }

    private func settle(_ index: Int) {
        guard timings[index] == nil else { return }
        let passage = passages[index]
        let spoken = passage.sentences.indices.compactMap {
            narrations[SentenceID(passage: index, sentence: $0)]?.narration
        }
        guard spoken.count == passage.sentences.count else { return }
        timings[index] = PassageTiming(passage, narrations: spoken, frameRate: frameRate, opens: index == 0)
        for sentence in passage.sentences.indices {
            narrations[SentenceID(passage: index, sentence: sentence)]?.narration.samples = []
        }
    }

    /// Counts a finished scene and tells how many are.
    package func finishScene(reused wasReused: Bool) -> Int {
        scenesDone += 1
        if wasReused { reused += 1 }
        return scenesDone
    }

    /// Remembers why a step failed, so that the person is told in full.
    package func fail(_ step: String, _ error: any Error) { failures[step] = error }

    /// The error that made a step fail.
    package func failure(of step: String) -> (any Error)? { failures[step] }

    /// Scenes published so far, counted by the publisher.
    package func publish(through scene: Int) {
        published = scene
        let waiters = waiting
        waiting.removeAll()
        for waiter in waiters.values { waiter.resume() }
    }

    /// Waits until fewer than `window` scenes lie between a scene and what is published: a reader that does not read
    /// stops the film instead of filling memory.
    ///
    /// - Throws: `CancellationError` when the task is cancelled.
    package func waitForTurn(of scene: Int, window: Int) async throws {
        while scene >= published + window {
            try Task.checkCancellation()
            let id = nextWaiter
            nextWaiter += 1
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    if Task.isCancelled { continuation.resume() } else { waiting[id] = continuation }
                }
            } onCancel: {
                Task { await self.wake(id) }
            }
        }
        try Task.checkCancellation()
    }

    private func wake(_ id: Int) { waiting.removeValue(forKey: id)?.resume() }
}

/// Names one sentence of one passage.
package struct SentenceID: Sendable, Hashable {
    /// The passage's index.
    package let passage: Int
    /// The sentence's index in it.
    package let sentence: Int

    /// Names a sentence.
    package init(passage: Int, sentence: Int) {
        self.passage = passage
        self.sentence = sentence
    }

    /// Reads a step's subject back.
    package init?(subject: String) {
        let parts = subject.split(separator: ".").compactMap { Int($0) }
        guard parts.count == 2 else { return nil }
        self.init(passage: parts[0], sentence: parts[1])
    }

    /// The subject of the sentence's step.
    package var subject: String { "\(passage).\(sentence)" }
}
