internal import ArtifactsFiles
internal import Film
internal import Footage
internal import LibAV
internal import ModelPacks
internal import Pixels
internal import Planning
internal import Platform
internal import Rendering
internal import Speaking
internal import Steps

/// Everything a film is made with on this machine; the one place where drivers are chosen.
struct Workshop: Sendable {
    /// What the cache of finished steps may take: 8 GB, the longest unused go first.
    private static let cacheLimit = 8_000_000_000

    let view: ProgressView
    private let started = ContinuousClock.now
    private let packs: PackStore
    private let cache: String

    private let pronunciations: (words: Pronunciations, text: String)

    /// Opens the workshop; nothing is loaded yet.
    ///
    /// - Parameters:
    ///   - view: Where progress is told.
    ///   - path: The user's own pronunciations; when not named, those in `pronunciations.txt` of the configuration folder.
    /// - Throws: A `FilmError` when the pronunciations cannot be read.
    init(view: ProgressView, pronunciations path: String? = nil) throws {
        self.view = view
        let standing = Path.join(UserFolders.configuration, "pronunciations.txt")
        if let path = path ?? (FileSystem.facts(standing) == nil ? nil : standing) {
            let text = try FileSystem.readText(path, limit: 1 << 20)
            pronunciations = (try Pronunciations(parsing: text, name: path), text)
        } else {
            pronunciations = (Pronunciations(), "")
        }
        packs = try PackStore.standard()
        cache = UserFolders.cache
    }

    // MARK: - Words to storyboard

    /// Plans a brief and finds its pictures.
    func plan(_ brief: Brief, scriptPath: String?, libraries: [String]) async throws -> Storyboard {
        let plan = try RulePlanner().plan(brief, scriptFolder: Self.folder(ofScript: scriptPath))
        for diagnostic in plan.diagnostics { view.show(.notice(diagnostic.description)) }
        return try await match(plan.storyboard, scriptPath: scriptPath, libraries: libraries)
    }

    /// Where the paths in a script start from; none for standard input.
    private static func folder(ofScript path: String?) -> String? {
        path.flatMap { $0 == "-" ? nil : Path.folder(of: $0) }
    }

    /// Finds pictures for the scenes that have none.
    func match(_ storyboard: Storyboard, scriptPath: String?, libraries: [String]) async throws -> Storyboard {
        var film = storyboard
        // A choice that stands in the document is kept, whoever made it.
        let locked = film.scenes.map(\.shot.locked)
        for index in film.scenes.indices where film.scenes[index].shot.choice != nil {
            film.scenes[index].shot.locked = true
        }
        let (library, starter) = try await self.libraries()
        var folders: [String] = []
        for folder in libraries where !folders.contains(folder) { folders.append(folder) }
        let script = Self.folder(ofScript: scriptPath)
        let notices = try await library.match(
            &film, folders: libraries.isEmpty ? nil : folders, shelf: starter, scriptFolder: script)
        for notice in notices { view.show(.notice(notice)) }
        for index in film.scenes.indices { film.scenes[index].shot.locked = locked[index] }
        return film
    }

    // MARK: - Library

    /// The user's library, and the starter photos when their pack is here.
    ///
    /// Those have an index of their own in the cache: it can be made again, and the user's holds only what they added.
    func libraries() async throws -> (own: FootageLibrary, starter: FootageLibrary?) {
        let words = try wordVectors()
        let own = try await library(words)
        guard let folder = packs.folder(of: Self.starterPack) else { return (own, nil) }
        let starter = try FootageLibrary(databasePath: starterIndex, vectors: words)
        // The cache may have moved since.
        for other in try await starter.folders() where other != folder { try await starter.remove(folder: other) }
        try await starter.add(folder: folder)
        return (own, starter)
    }

    /// The user's library.
    func library() async throws -> FootageLibrary { try await library(try wordVectors()) }

    private func library(_ words: WordVectors?) async throws -> FootageLibrary {
        let library = try FootageLibrary(databasePath: index, vectors: words)
        // The starter photos were once entered here.
        for folder in try await library.folders() where folder.hasSuffix("/vitascope/packs/" + Self.starterPack) {
            try await library.remove(folder: folder)
        }
        return library
    }

    private static let starterPack = "photos-budgie"
    private static let wordsPack = "words-potion"

    private var index: String { Path.join(UserFolders.data, "library.sqlite") }

    private var starterIndex: String { Path.join(cache, "starter.sqlite") }

    private func wordVectors() throws -> WordVectors? {
        guard let folder = packs.folder(of: Self.wordsPack) else {
            if let status = try? packs.status(Self.wordsPack) {
                view.show(.notice("\(status.sentence) \(status.remedy)"))
            }
            return nil
        }
        return try WordVectors(folder: folder)
    }

    // MARK: - Voices

    /// Every voice that can speak now.
    func voices() async throws -> [Voice] { speech().voices }

    /// Speaks a text.
    func speak(_ text: String, _ voice: VoiceChoice) async throws -> Narration {
        let engines = speech()
        let casting = try engines.cast(voice.id)
        if let notice = casting.notice { view.show(.notice(notice)) }
        return try await engines.speak(text, voice: VoiceChoice(id: casting.voice.id, speed: voice.speed), seed: 1)
    }

    /// The engines, best first.
    private func speech() -> SpeechEngines {
        let heart = HeartEngine(
            pack: packs.folder(of: "voice-heart") ?? Path.join(cache, "packs/voice-heart"),
            onnxLibrary: packs.path(of: "libonnxruntime.so", in: "onnxruntime") ?? "",
            cacheFolder: Path.join(cache, "voices"), pronunciations: pronunciations.words)
        return SpeechEngines([heart, EspeakEngine()])
    }

    /// The storyboard with every voice replaced by one that can speak now.
    ///
    /// - Throws: A `FilmError` for an unknown voice.
    private func cast(_ storyboard: Storyboard, _ engines: SpeechEngines) throws -> Storyboard {
        var film = storyboard
        var told: Set<String> = []
        func real(_ choice: VoiceChoice) throws -> VoiceChoice {
            let casting = try engines.cast(choice.id)
            if let notice = casting.notice, told.insert(notice).inserted { view.show(.notice(notice)) }
            return VoiceChoice(id: casting.voice.id, speed: choice.speed)
        }
        film.voice = try film.voice.map(real)
        for index in film.scenes.indices { film.scenes[index].voice = try film.scenes[index].voice.map(real) }
        return film
    }

    // MARK: - Storyboard to film

    /// Speech up to which a film is brought to its asked length exactly, in seconds: all of it must be spoken before
    /// anything is shown, which takes a hundred times less.
    private static let settledSpeech = 40.0

    /// Makes the film and tells the person where it is.
    ///
    /// - Parameters:
    ///   - wanted: The film.
    ///   - length: The length that was asked for, in seconds.
    ///   - target: Where it goes.
    /// - Throws: A `FilmError`; `CancellationError`.
    func render(_ wanted: Storyboard, length: Double? = nil, into target: FilmTarget) async throws {
        let engines = speech()
        let (scored, notice) = try music.checked(wanted)
        if let notice { view.show(.notice(notice)) }
        var storyboard = try cast(scored, engines)
        let speech = storyboard.scenes.reduce(0) { $0 + SpeakingRate.seconds($1.narration) }
        let tools = try await tools(for: storyboard, engines)
        if let length, speech <= Self.settledSpeech {
            let trial = FilmRenderer(storyboard, tools: tools) { _ in }
            FilmLength.settle(&storyboard, lengths: try await trial.sceneLengths(), to: length)
        }
        let renderer = FilmRenderer(storyboard, tools: tools) { view.show($0) }
        switch target {
        case .folder(let folder):
            let film = FilmFolder(
                folder: folder ?? "out/film", storyboard: storyboard,
                credits: FilmCredits.of(storyboard, voices: tools.speech.voices))
            let summary = try await film.make(renderer, started: started, view: view)
            view.show(.finished(summary))
            Terminal.output("\(summary.film)\n\(summary.playlist)\n")
        case .standardOutput:
            _ = try await renderer.render(
                sink: { video, audio in try StreamSink(video: video, audio: audio, descriptor: 1) },
                onPlayable: {
                    view.show(.playable(playlist: "-", seconds: (ContinuousClock.now - started).seconds))
                })
        }
        try await artifacts.trim(to: Self.cacheLimit)
    }

    private var music: MusicShelf {
        let status = try? packs.status("music-moods")
        return MusicShelf(
            pack: packs.folder(of: "music-moods"), cache: Path.join(cache, "loudness"),
            missing: status?.error ?? FilmError(.missing, "There is no music pack."))
    }

    private var artifacts: FileArtifacts { FileArtifacts(folder: Path.join(cache, "artifacts")) }

    private func tools(for storyboard: Storyboard, _ engines: SpeechEngines) async throws -> RenderTools {
        RenderTools(
            speech: engines, speechIdentity: "voices-1\n" + pronunciations.text, artifacts: artifacts,
            steps: MemorySteps(),
            encoder: try EncoderProbe.best(), workers: workers, music: { [music] in try music.pick($0, seed: $1) },
            subject: try await subjects(of: storyboard))
    }

    /// Draws the frames of a film to standard output as raw yuv420p.
    func dumpFrames(_ storyboard: Storyboard) async throws {
        let engines = speech()
        let film = try cast(storyboard, engines)
        let renderer = FilmRenderer(film, tools: try await tools(for: film, engines)) { _ in }
        try await renderer.drawFrames { picture in
            guard TerminalDevice.write(picture.bytes, descriptor: 1) else {
                throw FilmError(.output, "The program that read the frames went away.")
            }
        }
    }

    /// Scenes made side by side: one for each pair of cores, since an encoder has two threads, and as many as memory
    /// carries (about 200 MB each at 1080p).
    private var workers: Int {
        max(1, min(Machine.coreCount / 2, Machine.memoryBytes / 800_000_000, 16))
    }

    private func subjects(of storyboard: Storyboard) async throws -> @Sendable (String) -> [Double]? {
        // Looking items up by path needs no word vectors.
        let libraries = try [index, starterIndex].map { try FootageLibrary(databasePath: $0, vectors: nil) }
        var boxes: [String: [Double]] = [:]
        for scene in storyboard.scenes {
            guard let path = scene.shot.choice?.path, boxes[path] == nil else { continue }
            for library in libraries {
                guard let box = try await library.item(at: path)?.subject else { continue }
                boxes[path] = [box.x, box.y, box.width, box.height]
                break
            }
        }
        return { [boxes] in boxes[$0] }
    }
}
