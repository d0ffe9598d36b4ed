internal import API
internal import Film
internal import Films
internal import Footage
internal import ModelPacks
internal import Platform
internal import Rendering
internal import Sound
internal import Speaking
internal import StepsSQLite
internal import Webhooks
internal import Workers

extension House {
    /// What the API's routes work with.
    ///
    /// - Parameters:
    ///   - webhooks: Where endpoints are kept.
    ///   - freeDisk: Bytes of the disk that stay free, whatever is uploaded.
    /// - Returns: All of it.
    func services(webhooks: WebhookService, freeDisk: Int64) -> Services {
        let workshop = workshop
        var services = Services(
            films: films, places: places, voices: { workshop.engines.voices },
            searchLibrary: { try await search($0, limit: $1) }, plan: { try await maker.plan($0) { _ in } },
            prefetch: { try await prefetch($0) }, now: systemTime, version: Vitascope.version)
        services.webhooks = webhooks
        services.uploads = UploadStore(
            places: places, now: systemTime, rules: UploadRules(reserve: Int(clamping: freeDisk)))
        services.moods = workshop.packs.folder(of: "music-moods").map { MoodCatalogue(folder: $0).moods } ?? []
        services.mayShow = { maker.permitted.permits($0) }
        services.sample = { voice, text in
            let narration = try await workshop.speak(text, VoiceChoice(id: voice)) { _ in }
            return WaveFile.bytes(samples: narration.samples, sampleRate: narration.sampleRate)
        }
        let own = OwnLibrary(folder: places.library)
        let pictures = ServicePictures(cache: Path.join(places.data, "pictures"))
        services.scenePicture = { try await pictures.scene(folder: $0, moment: $1, path: $2) }
        services.libraryPicture = { try await pictures.library($0, isMark: $1) }
        services.keepInLibrary = { try await entry(of: try await own.take($0)) }
        services.describeInLibrary = { path, words in
            try await own.describe(path, words: words) ? try await entry(of: path) : nil
        }
        services.listLibrary = { from, limit in
            let all = try await library()
            return (all.dropFirst(from).prefix(limit).map { shown($0) }, all.count)
        }
        let size = CacheSize(folder: places.artifacts)
        services.cacheBytes = { await size.bytes() }
        let writing = WritingCheck(films: films)
        services.readiness = { [await writing.outcome()] }
        return services
    }

    /// A file of the service's own library, looked at anew.
    private func entry(of path: String) async throws -> LibraryEntry {
        let library = try await workshop.library { _ in }
        try await library.add(folder: places.library)
        guard let item = try await library.item(at: path) else {
            throw FilmError(
                .media, "\(Path.name(of: path)) cannot be shown in films.",
                remedy: "Use a common photo or video format.")
        }
        return shown(item)
    }

    /// An item as clients see it.
    private func shown(_ item: FootageItem, score: Double? = nil) -> LibraryEntry {
        LibraryEntry(
            path: item.path, kind: item.kind.rawValue,
            title: item.words.heading, score: score,
            width: item.width, height: item.height,
            seconds: item.kind == .clip ? Double(item.duration) / 1000 : nil, credit: item.credit,
            words: item.words.tags, isOwn: item.path.hasPrefix(places.library + "/"))
    }

    /// Everything that films may be illustrated with, by folder and path.
    private func library() async throws -> [FootageItem] {
        let (own, starter) = try await workshop.libraries { _ in }
        var items: [FootageItem] = []
        for folder in maker.libraries {
            try await own.add(folder: folder)
            items += try await own.list(folder: folder)
        }
        return items + (try await starter?.list() ?? [])
    }

    /// Searches what films may be illustrated with; everything there is when no words are given.
    private func search(_ words: String, limit: Int) async throws -> [LibraryEntry] {
        guard words.contains(where: { !$0.isWhitespace }) else {
            return try await library().prefix(limit).map { shown($0) }
        }
        let (own, starter) = try await workshop.libraries { _ in }
        for folder in maker.libraries { try await own.add(folder: folder) }
        return try await own.search(words, limit: limit, folders: maker.libraries, shelf: starter).map {
            shown($0.item, score: $0.score)
        }
    }

    /// Plans a request and speaks its sentences, so that its film begins with them done.
    private func prefetch(_ request: FilmRequest) async throws {
        let storyboard = try await maker.plan(request) { _ in }
        let turns = scheduler.join(lane: .long, priority: -10)
        turns.play()
        defer { turns.leave() }
        try await workshop.speakAll(
            storyboard, Making(turns: turns, scheduling: { turns.scheduling($0) }) { _ in })
    }
}
