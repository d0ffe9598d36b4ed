internal import Film
internal import Footage
internal import LibAV
internal import Pixels
internal import Planning
internal import Platform
internal import Rendering
internal import Speaking
internal import Steps

/// How one film is made in a workshop, besides what it shows.
struct Making: Sendable {
    /// The length that was asked for, in seconds.
    var length: Double?
    /// When its making was asked for.
    var started = ContinuousClock.now
    /// Hands out its steps.
    var steps: any StepStore = MemorySteps()
    /// Its share of the machine.
    var turns: any SceneTurns = FreeTurns()
    /// Lets its engine speak when it is its turn.
    var scheduling: @Sendable (any SpeechEngine) -> any SpeechEngine = { $0 }
    /// Told what happens.
    var report: @Sendable (RenderEvent) -> Void
}

extension Workshop {
    /// What the cache of finished steps of a command's films may take: 8 GB, the longest unused go first.
    static let cacheLimit = 8_000_000_000

    /// Speech up to which a film is brought to its asked length exactly, in seconds: all of it must be spoken before
    /// anything is shown, which takes a hundred times less.
    private static let settledSpeech = 40.0

    /// Makes a film into a folder.
    ///
    /// - Parameters:
    ///   - wanted: The film, matched.
    ///   - making: How.
    ///   - folder: Where it goes, given the film as it will be and the credits known before it is made.
    /// - Returns: What it turned out to be.
    /// - Throws: A `FilmError`; `CancellationError`.
    func make(
        _ wanted: Storyboard, _ making: Making, folder: (Storyboard, [Credit]) -> FilmFolder
    ) async throws -> RenderSummary {
        let (storyboard, renderer) = try await renderer(for: wanted, making)
        let film = folder(storyboard, FilmCredits.of(storyboard, voices: engines.voices))
        let summary = try await film.make(renderer, started: making.started, report: making.report)
        making.report(.finished(summary))
        return summary
    }

    /// Streams a film as fragmented MP4 to a descriptor.
    func stream(_ wanted: Storyboard, _ making: Making, descriptor: Int32) async throws {
        let (_, renderer) = try await renderer(for: wanted, making)
        _ = try await renderer.render(
            sink: { video, audio in try StreamSink(video: video, audio: audio, descriptor: descriptor) },
            onPlayable: {
                making.report(.playable(playlist: "-", seconds: (ContinuousClock.now - making.started).seconds))
            })
    }

    /// Speaks every sentence of a film and keeps them.
    func speakAll(_ wanted: Storyboard, _ making: Making) async throws {
        let film = try cast(wanted) { making.report(.notice($0)) }
        _ = try await FilmRenderer(film, tools: try await tools(for: film, making)) { _ in }.sceneLengths()
    }

    /// Draws the frames of a film to standard output as raw yuv420p.
    func dumpFrames(_ storyboard: Storyboard, _ making: Making) async throws {
        let film = try cast(storyboard) { making.report(.notice($0)) }
        let renderer = FilmRenderer(film, tools: try await tools(for: film, making)) { _ in }
        try await renderer.drawFrames { picture in
            guard TerminalDevice.write(picture.bytes, descriptor: 1) else {
                throw FilmError(.output, "The program that read the frames went away.")
            }
        }
    }

    private func renderer(
        for wanted: Storyboard, _ making: Making
    ) async throws -> (Storyboard, FilmRenderer) {
        let notice: Notice = { making.report(.notice($0)) }
        let (scored, missing) = try music.checked(wanted)
        if let missing { notice(missing) }
        var storyboard = try cast(scored, notice: notice)
        let speech = storyboard.scenes.reduce(0) { $0 + SpeakingRate.seconds($1.narration) }
        let tools = try await tools(for: storyboard, making)
        if let length = making.length, speech <= Self.settledSpeech {
            let trial = FilmRenderer(storyboard, tools: tools) { _ in }
            FilmLength.settle(&storyboard, lengths: try await trial.sceneLengths(), to: length)
        }
        return (storyboard, FilmRenderer(storyboard, tools: tools, report: making.report))
    }

    private func tools(for storyboard: Storyboard, _ making: Making) async throws -> RenderTools {
        RenderTools(
            narrator: narrator(making.scheduling(engines)), artifacts: artifacts,
            steps: making.steps, encoder: try await encoder(), workers: Self.sceneWorkers,
            music: { [music] in try music.pick($0, seed: $1) }, subject: try await subjects(of: storyboard),
            turns: making.turns)
    }

    /// Scenes made side by side: one for each pair of cores, since an encoder has two threads, and as many as memory
    /// carries (about 200 MB each at 1080p).
    static var sceneWorkers: Int {
        max(1, min(Machine.coreCount / 2, Machine.memoryBytes / 800_000_000, 16))
    }

    private func subjects(of storyboard: Storyboard) async throws -> @Sendable (String) -> [Double]? {
        let paths = Set(storyboard.scenes.compactMap(\.shot.choice?.path))
        guard !paths.isEmpty else { return { _ in nil } }
        let (own, starter) = try await libraries { _ in }
        var boxes: [String: [Double]] = [:]
        for path in paths {
            for library in [own, starter].compactMap({ $0 }) {
                guard let box = try await library.item(at: path)?.subject else { continue }
                boxes[path] = [box.x, box.y, box.width, box.height]
                break
            }
        }
        return { [boxes] in boxes[$0] }
    }
}
