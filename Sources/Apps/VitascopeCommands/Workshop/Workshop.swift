internal import Artifacts
internal import ArtifactsFiles
internal import Film
internal import Footage
internal import LibAV
internal import ModelPacks
internal import Planning
internal import Platform
internal import Rendering
internal import Speaking
internal import Synchronization

/// Tells the person something that stops nothing; called from any thread.
typealias Notice = @Sendable (String) -> Void

/// Everything films are made with on this machine; the one place where drivers are chosen.
///
/// Each driver is opened when it is first needed, and then serves every film of the process, one command's or many of a
/// service's at once.
final class Workshop: Sendable {
    /// Where a workshop keeps what outlives a film.
    struct Places: Sendable {
        /// Packs, compiled lexicons, measured loudness, locks.
        var cache = UserFolders.cache
        /// Finished steps.
        var artifacts = Path.join(UserFolders.cache, "artifacts")
        /// The user's footage index.
        var index = Path.join(UserFolders.data, "library.sqlite")
        /// The starter photos' index; it can be made again, and the user's holds only what they added.
        var starterIndex = Path.join(UserFolders.cache, "starter.sqlite")
    }

    private struct Opened {
        var library: FootageLibrary?
        var starter: FootageLibrary?
        var encoder: EncoderKind?
    }

    let places: Places
    let packs: PackStore
    /// Finished steps of every film.
    let artifacts: FileArtifacts
    /// Every narrator there is, best first.
    let engines: SpeechEngines
    private let heart: HeartEngine
    private let pronunciations: String
    private let opened = Mutex(Opened())

    /// Prepares a workshop; nothing is loaded yet.
    ///
    /// - Parameters:
    ///   - path: The user's own pronunciations; when not named, those in `pronunciations.txt` of the configuration folder.
    ///   - places: Where everything is kept.
    /// - Throws: A `FilmError` when the pronunciations cannot be read.
    init(pronunciations path: String? = nil, places: Places = Places()) throws {
        let standing = Path.join(UserFolders.configuration, "pronunciations.txt")
        var words = Pronunciations()
        if let path = path ?? (FileSystem.facts(standing) == nil ? nil : standing) {
            pronunciations = try FileSystem.readText(path, limit: 1 << 20)
            words = try Pronunciations(parsing: pronunciations, name: path)
        } else {
            pronunciations = ""
        }
        self.places = places
        packs = try PackStore.standard()
        artifacts = FileArtifacts(folder: places.artifacts)
        heart = HeartEngine(
            pack: packs.folder(of: "voice-heart") ?? Path.join(places.cache, "packs/voice-heart"),
            onnxLibrary: packs.path(of: "libonnxruntime.so", in: "onnxruntime") ?? "",
            cacheFolder: Path.join(places.cache, "voices"), pronunciations: words)
        engines = SpeechEngines([heart, EspeakEngine()])
    }

    /// Says sentences with an engine and keeps them.
    func narrator(_ engine: any SpeechEngine) -> Narrator {
        // What decides how a sentence sounds besides its words and voice.
        Narrator(speech: engine, identity: "voices-1\n" + pronunciations, artifacts: artifacts)
    }

    /// The music there is.
    var music: MusicShelf {
        let status = try? packs.status("music-moods")
        return MusicShelf(
            pack: packs.folder(of: "music-moods"), cache: Path.join(places.cache, "loudness"),
            missing: status?.error ?? FilmError(.missing, "There is no music pack."))
    }

    /// The encoder that films are made with, tried out once.
    func encoder() async throws -> EncoderKind {
        try await runBlocking("encoder-probe") { [self] in
            try opened.withLock { opened in
                if let known = opened.encoder { return known }
                let best = try EncoderProbe.best()
                opened.encoder = best
                return best
            }
        }
    }

    /// Loads the default voice and tries the encoders, so that the next film's first words come at once.
    func warmUp() async throws {
        if !heart.voices.isEmpty { try await heart.prepare() }
        _ = try await encoder()
        _ = try await libraries { _ in }
    }

    /// Lets go what takes memory and can be loaded again in a quarter of a second; films in work keep what they have.
    func rest() {
        heart.rest()
        opened.withLock { $0.library = nil }
    }

    // MARK: - Library

    /// The library, opened.
    ///
    /// - Parameter notice: Told when it cannot compare by meaning.
    /// - Returns: The one library of this workshop.
    /// - Throws: A `FilmError` when its index or the word vectors cannot be opened.
    func library(_ notice: Notice) async throws -> FootageLibrary {
        let words = packs.folder(of: Self.wordsPack)
        if words == nil, let status = try? packs.status(Self.wordsPack) {
            notice("\(status.sentence) \(status.remedy)")
        }
        let (library, isNew) = try await runBlocking("library-open") { [self] in
            try opened.withLock { opened in
                if let known = opened.library, known.knowsMeaning == (words != nil) { return (known, false) }
                let library = try FootageLibrary(
                    databasePath: places.index,
                    vectors: try words.map { folder throws(FilmError) in try WordVectors(folder: folder) })
                opened.library = library
                return (library, true)
            }
        }
        // The starter photos were once entered here.
        for folder in isNew ? try await library.folders() : []
        where folder.hasSuffix("/vitascope/packs/" + Self.starterPack) {
            try await library.remove(folder: folder)
        }
        return library
    }

    /// The user's library, and the starter photos when their pack is here.
    ///
    /// - Parameter notice: Told when they cannot compare by meaning.
    /// - Returns: Two libraries to search and match in together.
    /// - Throws: A `FilmError`, as for ``library(_:)``.
    func libraries(_ notice: Notice) async throws -> (own: FootageLibrary, starter: FootageLibrary?) {
        let own = try await library(notice)
        guard let folder = starterFolder else { return (own, nil) }
        let (starter, isNew) = try await runBlocking("library-open") { [self] in
            try opened.withLock { opened in
                if let known = opened.starter, known.knowsMeaning == own.knowsMeaning { return (known, false) }
                let starter = try FootageLibrary(databasePath: places.starterIndex, vectors: own.vectors)
                opened.starter = starter
                return (starter, true)
            }
        }
        guard isNew else { return (own, starter) }
        // The cache may have moved since.
        for other in try await starter.folders() where other != folder { try await starter.remove(folder: other) }
        try await starter.add(folder: folder)
        return (own, starter)
    }

    /// Where the starter photos lie, when their pack is here.
    var starterFolder: String? { packs.folder(of: Self.starterPack) }

    private static let starterPack = "photos-budgie"
    private static let wordsPack = "words-potion"

    // MARK: - Words to storyboard

    /// Plans a brief, without pictures.
    ///
    /// - Parameters:
    ///   - brief: Words and looks.
    ///   - scriptPath: The script's file, beside which named files are looked for; `nil` or `-` for none.
    ///   - title: The title that was asked for, if any.
    ///   - notice: Told what the person should know.
    /// - Returns: The film, to be matched.
    /// - Throws: A `FilmError`.
    func plan(
        _ brief: Brief, scriptPath: String? = nil, title: String? = nil, notice: Notice
    ) async throws -> Storyboard {
        let folder = Self.folder(ofScript: scriptPath)
        func told(_ plan: Plan) -> Storyboard {
            for diagnostic in plan.diagnostics { notice(diagnostic.description) }
            return plan.storyboard
        }
        guard let recording = brief.recording else {
            return told(try RulePlanner().plan(brief, scriptFolder: folder, title: title))
        }
        let narrator = narrator(engines)
        let heard = try await RecordedFilm.hear(recording, narrator: narrator)
        var paced = brief
        paced.voice = VoiceChoice(id: brief.voice?.id ?? Narrator.standIn.id)
        let words = try RulePlanner().plan(paced, scriptFolder: folder, title: title).storyboard.scenes
        // Scenes are cut for the person's pace: somebody who reads slowly needs more of them.
        let expected = words.reduce(0) { $0 + SpeakingRate.seconds($1.narration) }
        paced.voice?.speed = min(max(expected / heard.spokenSeconds, 0.5), 2)
        var plan = told(try RulePlanner().plan(paced, scriptFolder: folder, title: title))
        if plan.voice == paced.voice { plan.voice = brief.voice }
        let placed = try await RecordedFilm.place(heard, in: plan, narrator: narrator)
        for text in placed.notices { notice(text) }
        return placed.storyboard
    }

    /// Where the paths in a script start from; none for standard input.
    private static func folder(ofScript path: String?) -> String? {
        path.flatMap { $0 == "-" ? nil : Path.folder(of: $0) }
    }

    /// The folders that films of a command are illustrated from: those it names, else all of the library's.
    func folders(_ named: [String]) async throws -> [String] {
        named.isEmpty ? try await library { _ in }.folders() : named
    }

    /// Finds pictures for the scenes that have none.
    ///
    /// - Parameters:
    ///   - storyboard: The film.
    ///   - scriptPath: The script's or storyboard's file, as for planning.
    ///   - libraries: Folders to choose from, besides the starter photos.
    ///   - notice: Told what the person should know.
    /// - Returns: The film, ready to be made.
    /// - Throws: A `FilmError`; `CancellationError`.
    func match(
        _ storyboard: Storyboard, scriptPath: String? = nil, libraries: [String], notice: Notice
    ) async throws -> Storyboard {
        var film = storyboard
        let script = Self.folder(ofScript: scriptPath)
        film.logo = try film.logo.map { try Self.found($0, beside: script) }
        // A choice that stands in the document is kept, whoever made it.
        let locked = film.scenes.map(\.shot.locked)
        for index in film.scenes.indices where film.scenes[index].shot.choice != nil {
            film.scenes[index].shot.locked = true
        }
        let (library, starter) = try await self.libraries(notice)
        var unique: [String] = []
        for folder in libraries where !unique.contains(folder) { unique.append(folder) }
        let notices = try await library.match(&film, folders: unique, shelf: starter, scriptFolder: script)
        for text in notices { notice(text) }
        for index in film.scenes.indices { film.scenes[index].shot.locked = locked[index] }
        return film
    }

    /// The logo by its whole path, looked for beside the script first; it is opened, so that one that cannot serve is
    /// refused before anything is made.
    private static func found(_ logo: Logo, beside folder: String?) throws(FilmError) -> Logo {
        var logo = logo
        if !logo.file.hasPrefix("/") {
            let near = folder.map { Path.join($0, logo.file) } ?? logo.file
            logo.file = FileSystem.absolute(FileSystem.facts(near) == nil ? logo.file : near)
        }
        _ = try LogoPicture(path: logo.file)
        return logo
    }

    // MARK: - Voices

    /// Speaks a text.
    func speak(_ text: String, _ voice: VoiceChoice, notice: Notice) async throws -> Narration {
        let casting = try engines.cast(voice.id)
        if let text = casting.notice { notice(text) }
        return try await engines.speak(text, voice: VoiceChoice(id: casting.voice.id, speed: voice.speed), seed: 1)
    }

    /// The storyboard with every voice replaced by one that can speak now.
    ///
    /// - Throws: A `FilmError` for an unknown voice.
    func cast(_ storyboard: Storyboard, notice: Notice) throws -> Storyboard {
        var film = storyboard
        var told: Set<String> = []
        func real(_ choice: VoiceChoice) throws -> VoiceChoice {
            let casting = try engines.cast(choice.id)
            if let text = casting.notice, told.insert(text).inserted { notice(text) }
            return VoiceChoice(id: casting.voice.id, speed: choice.speed)
        }
        film.voice = try film.voice.map(real)
        for index in film.scenes.indices { film.scenes[index].voice = try film.scenes[index].voice.map(real) }
        return film
    }
}
