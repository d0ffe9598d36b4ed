internal import ArtifactsFiles
internal import Film
internal import Films
internal import Footage
internal import Logging
internal import ModelPacks
internal import Platform
internal import Rendering
internal import StepsSQLite
internal import Workers

/// A service's parts, as its processes share them: the store, the workshop and the workers.
struct House: Sendable {
    /// How a house is set up.
    struct Settings: Sendable {
        /// Folders of footage, besides those of `vitascope library`.
        var libraries: [String] = []
        /// The user's own pronunciations.
        var pronunciations: String?
        /// How long films that ended are kept, in seconds; `nil` for ever.
        var keep: Int?
        /// Whether the voice is loaded ahead of films and kept while none are made.
        var staysWarm = false
        /// How the log is written.
        var log = ServiceLog.Form.text
    }

    let places: FilmPlaces
    let films: SQLiteFilms
    let workshop: Workshop
    let maker: ServiceMaker
    let scheduler: Scheduler
    let log: Logger

    /// Opens a service's data, bringing its database up to date, and prepares what films are made with.
    ///
    /// - Parameters:
    ///   - places: Where everything is.
    ///   - settings: How it is set up.
    /// - Returns: The house; nothing heavy is loaded yet.
    /// - Throws: A `FilmError`.
    static func open(_ places: FilmPlaces, _ settings: Settings = Settings()) async throws -> House {
        let log = ServiceLog.logger(settings.log)
        let films: SQLiteFilms
        do {
            var rules = FilmRules()
            rules.keep = settings.keep
            films = try await SQLiteFilms(path: places.database, rules: rules)
        } catch let error as FilmStoreError {
            throw error.filmError
        }
        let workshop = try Workshop(
            pronunciations: settings.pronunciations,
            places: Workshop.Places(artifacts: places.artifacts, index: Path.join(places.data, "footage.sqlite")))
        try FileSystem.makeFolder(places.library)
        let libraries = try await standingLibraries() + settings.libraries + [places.library]
        return House(
            places: places, films: films, workshop: workshop,
            maker: ServiceMaker(
                workshop: workshop, places: places, libraries: libraries, rests: !settings.staysWarm),
            scheduler: Scheduler(
                scenes: Workshop.sceneWorkers, spare: spareScenes, speakers: max(1, Machine.coreCount / 2)),
            log: log)
    }

    /// The folders of `vitascope library`, if there is one.
    private static func standingLibraries() async throws -> [String] {
        let index = Workshop.Places().index
        guard FileSystem.facts(index) != nil else { return [] }
        return try await FootageLibrary(databasePath: index, vectors: nil).folders()
    }

    /// Scenes that may stand paused while new films get their first seconds: three, and fewer on small machines.
    private static var spareScenes: Int { max(1, min(3, Machine.memoryBytes / 1_500_000_000)) }

    /// This process's film workers.
    func workers(_ limits: WorkerLimits) -> FilmWorkers {
        FilmWorkers(
            store: films, maker: maker, places: places, limits: limits, scheduler: scheduler,
            name: "\(Machine.processID)", now: systemTime
        ) { note($0) }
    }

    /// Brings the cache of finished steps to a size, or only tells what that would free.
    func housekeeper(cacheSize: Int) -> Housekeeper {
        let artifacts = workshop.artifacts
        return Housekeeper(
            store: films, places: places,
            trim: { dryRun in try await artifacts.trim(to: cacheSize, dryRun: dryRun) }, now: systemTime)
    }

    private func note(_ note: FilmWorkers.Note) {
        switch note {
        case .started(let lease):
            log.info("film started", metadata: ["film": "\(lease.film)", "attempt": "\(lease.attempt)"])
        case .ended(let lease, .completed(let figures)):
            log.info(
                "film completed",
                metadata: [
                    "film": "\(lease.film)", "seconds": "\(figures.seconds.rounded(places: 2))",
                    "wall": "\(figures.wallSeconds.rounded(places: 2))",
                    "cpu": "\(figures.cpuSeconds.rounded(places: 2))",
                ])
        case .ended(let lease, .failed(let fault)):
            log.warning(
                "film failed",
                metadata: ["film": "\(lease.film)", "code": "\(fault.code)", "reason": "\(fault.message)"])
        case .ended(let lease, .retry(let fault)):
            log.warning(
                "film will be tried again",
                metadata: ["film": "\(lease.film)", "code": "\(fault.code)", "reason": "\(fault.message)"])
        case .ended(let lease, .released): log.info("film given back", metadata: ["film": "\(lease.film)"])
        case .left(let lease): log.info("film left", metadata: ["film": "\(lease.film)"])
        case .trouble(let text): log.error("\(text)")
        }
    }
}
