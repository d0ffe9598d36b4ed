internal import API
internal import Film
internal import Films
internal import Footage
internal import HTTPServer
internal import Logging
internal import ModelPacks
internal import Platform
internal import Sound
internal import Speaking
internal import StepsSQLite
internal import Studio
internal import Workers

/// The service: films over HTTP, made by workers in the same process.
struct Server: Sendable {
    let house: House
    let limits: WorkerLimits
    let keys: KeyRing
    let hosts: [String]
    let host: String
    let port: Int
    let cacheSize: Int
    let warmsUp: Bool

    /// Answers and works until the task is cancelled; films in work are then given back.
    ///
    /// - Parameter ready: Told the server's address once it answers.
    /// - Throws: A `FilmError` when the address cannot be had.
    func run(ready: @escaping @Sendable (_ address: String) -> Void) async throws {
        let services = services()
        let gate = Gatekeeper(keys: keys, hosts: hosts, now: systemTime)
        var router = APIRoutes.router(services: services, gate: gate, log: house.log)
        Studio().addRoutes(to: &router)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await services.hub.run() }
            if limits.films > 0 { group.addTask { [house, limits] in await house.workers(limits).run() } }
            group.addTask { [house, cacheSize] in
                await Housekeeping(
                    housekeeper: house.housekeeper(cacheSize: cacheSize), uploads: services.uploads, log: house.log
                ).run()
            }
            group.addTask {
                try await HTTPServer.run(configuration, grace: .seconds(2)) { server in
                    ready("http://\(host):\(server.port)")
                    if warmsUp, limits.films > 0 { await warmUp() }
                } handler: { request in
                    try await answer(request, router)
                }
            }
            // Only the server ends with an error; the rest end when they are cancelled.
            defer { group.cancelAll() }
            try await group.waitForAll()
        }
    }

    private var configuration: HTTPServer.Configuration {
        var configuration = HTTPServer.Configuration()
        configuration.host = host
        configuration.port = port
        configuration.loops = max(1, min(4, Machine.coreCount))
        configuration.errorResponse = { APIRoutes.answer(to: $0, requestID: $1) }
        return configuration
    }

    private func answer(_ request: HTTPRequest, _ router: Router) async throws -> HTTPResponse {
        let match = router.match(request.method, request.path)
        if case .found(let handler, pattern: _, let parameters) = match {
            var request = request
            request.parameters = parameters
            return try await handler(request)
        }
        if let refusal = APIRoutes.refusal(of: match, request) { return refusal }
        return try await router.answer(request)
    }

    /// Loads the voice and the rest ahead of the first film; what fails here is told by the film that needs it.
    private func warmUp() async {
        do {
            try await house.workshop.warmUp()
            Allocator.giveBack()
        } catch {
            house.log.warning("warming up failed: \(error)")
        }
    }

    private func services() -> Services {
        let (house, workshop) = (house, house.workshop)
        var services = Services(
            films: house.films, places: house.places, voices: { workshop.engines.voices },
            searchLibrary: { try await house.search($0, limit: $1) },
            plan: { try await house.maker.plan($0) { _ in } },
            prefetch: { try await house.prefetch($0) }, now: systemTime, version: Vitascope.version)
        services.moods = workshop.packs.folder(of: "music-moods").map { MoodCatalogue(folder: $0).moods } ?? []
        let pictures = ServicePictures(cache: Path.join(house.places.data, "pictures"))
        services.scenePicture = { try await pictures.scene(folder: $0, moment: $1, path: $2) }
        services.libraryPicture = { try await pictures.library($0) }
        services.mayShow = { house.maker.permitted.permits($0) }
        return services
    }
}
