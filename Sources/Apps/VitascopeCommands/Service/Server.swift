internal import API
internal import Film
internal import Films
internal import Footage
internal import HTTPServer
internal import Logging
internal import Platform
internal import StepsSQLite
internal import Studio
internal import Webhooks
internal import Workers

/// The service: films over HTTP, made by workers in the same process.
struct Server: Sendable {
    /// How a server is set up.
    struct Settings: Sendable {
        /// The address to listen on.
        var host: String
        /// The port; 0 for a free one.
        var port: Int
        /// Names by which clients reach it, besides this machine's own.
        var names: [String]
        /// What the cache of finished steps may take, in bytes.
        var cacheSize: Int
        /// Whether the voice is loaded ahead of the first film.
        var warmsUp: Bool
        /// What this process's workers may take.
        var limits: WorkerLimits
        /// Requests a second that each key or address may make; `nil` for any.
        var requestRate: Int?
        /// Whether requests are written down.
        var logsRequests: Bool
    }

    let house: House
    let keys: KeyRing
    let settings: Settings
    let postbox: Postbox

    /// Answers and works until the task is cancelled; films in work are then given back.
    ///
    /// - Parameter ready: Told the server's address once it answers.
    /// - Throws: A `FilmError` when the address cannot be had.
    func run(ready: @escaping @Sendable (_ address: String) async throws -> Void) async throws {
        let services = house.services(webhooks: postbox.service, freeDisk: settings.limits.freeDisk)
        let answer = RequestWatch(
            router(services), metrics: services.metrics,
            log: settings.logsRequests ? AccessLog(house.log) : nil)
        // Before films are accepted: the first is heard of too.
        try await postbox.prepare()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await services.hub.run() }
            group.addTask { try? await services.metrics.follow(house.films, services.hub) }
            group.addTask { await postbox.run(house.log) }
            if settings.limits.films > 0 {
                group.addTask { await house.workers(settings.limits).run() }
            }
            group.addTask {
                await Housekeeping(
                    films: house.films, housekeeper: house.housekeeper(cacheSize: settings.cacheSize),
                    uploads: services.uploads,
                    log: house.log
                ).run()
            }
            group.addTask {
                try await HTTPServer.run(configuration(openFiles: OpenFileLimit.raise()), grace: .seconds(2)) {
                    server in
                    try await ready("http://\(bracketed(settings.host)):\(server.port)")
                    if settings.limits.films > 0 { await prepare() }
                } handler: {
                    try await answer.answer($0)
                }
            }
            // Only the server ends with an error; the rest end when they are cancelled.
            defer { group.cancelAll() }
            try await group.waitForAll()
        }
    }

    private func router(_ services: Services) -> Router {
        // A page asks for a few dozen files at once; a burst of ten seconds' worth lets it.
        let limit = settings.requestRate.map { RateLimit(rate: Double($0), burst: max(50, Double($0) * 10)) }
        let gate = Gatekeeper(keys: keys, hosts: settings.names, limit: limit, now: systemTime)
        var router = APIRoutes.router(services: services, gate: gate, log: house.log)
        Studio(folder: Environment["VITASCOPE_WEB"]).addRoutes(to: &router)
        return router
    }

    private func configuration(openFiles: Int) -> HTTPServer.Configuration {
        var configuration = HTTPServer.Configuration()
        configuration.host = settings.host
        configuration.port = settings.port
        configuration.loops = max(1, min(4, Machine.coreCount))
        // A descriptor of every four stays for files, databases and webhooks.
        configuration.limits.connections = min(configuration.limits.connections, max(64, openFiles / 4 * 3))
        configuration.errorResponse = { APIRoutes.answer(to: $0, requestID: $1) }
        return configuration
    }

    /// An IPv6 address as it stands in a URL (RFC 3986 §3.2.2).
    private func bracketed(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }

    /// Looks through the footage ahead of the first film, and loads the voice if that is wanted; what fails here is told
    /// by the film that needs it.
    private func prepare() async {
        do {
            let library = try await house.workshop.library { _ in }
            for folder in house.maker.standingFolders { try await library.add(folder: folder) }
            if settings.warmsUp { try await house.workshop.warmUp() }
        } catch {
            if !(error is CancellationError) { house.log.warning("preparing failed", metadata: ["reason": "\(error)"]) }
        }
        await house.maker.rest()
        Allocator.giveBack()
    }
}
