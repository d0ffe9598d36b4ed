import API
import Film
import Films
import HTTPServer
import Platform
import TestSupport

/// A service on a free port of this machine, with films in memory that the test itself makes.
struct LiveService: Sendable {
    let films: MemoryFilms
    let services: Services
    let server: HTTPServer
    let lines: LogLines
    /// A key of the service's, where it asks for one; else empty.
    let secret: String

    var address: String { "http://127.0.0.1:\(server.port)" }

    /// Runs a service for the length of a call.
    static func run<Value: Sendable>(
        films: MemoryFilms = MemoryFilms(), data: String? = nil, keepAlive: Duration = .seconds(15), gate: Bool = false,
        prepare: @escaping @Sendable (inout Services) -> Void = { _ in },
        _ body: @escaping @Sendable (LiveService) async throws -> Value
    ) async throws -> Value {
        try await withScratch { scratch in
            var services = Self.services(films, data: data ?? scratch)
            services.hub = EventHub(films: films, keepAlive: keepAlive)
            prepare(&services)
            let lines = LogLines()
            let keys = try KeyRing(data: scratch)
            let secret = gate ? try await keys.add(name: "test", now: systemTime()).secret : ""
            let watch = RequestWatch(
                APIRoutes.router(services: services, gate: Gatekeeper(keys: keys, now: systemTime)),
                metrics: services.metrics, log: AccessLog(lines.logger))
            var configuration = HTTPServer.Configuration()
            configuration.errorResponse = { APIRoutes.answer(to: $0, requestID: $1) }
            let server = try await HTTPServer.start(configuration) { try await watch.answer($0) }
            let live = LiveService(films: films, services: services, server: server, lines: lines, secret: secret)
            return try await withThrowingTaskGroup(of: Value?.self) { group in
                group.addTask {
                    await live.services.hub.run()
                    return nil
                }
                group.addTask {
                    try? await live.services.metrics.follow(films, live.services.hub)
                    return nil
                }
                group.addTask {
                    try await until { live.services.hub.isFollowing && live.services.hub.subscriberCount == 1 }
                    return try await body(live)
                }
                defer { group.cancelAll() }
                while let result = await group.nextResult() {
                    switch result {
                    case .success(nil): continue
                    case .success(let value?):
                        await server.shutdown(within: .zero)
                        return value
                    case .failure(let error):
                        await server.shutdown(within: .zero)
                        throw error
                    }
                }
                throw CancellationError()
            }
        }
    }

    private static func services(_ films: MemoryFilms, data: String) -> Services {
        let credit = Credit(role: "voice", title: "Heart", licence: "Apache-2.0", source: "test")
        return Services(
            films: films, places: FilmPlaces(data: data),
            voices: { [Voice(id: "heart", summary: "Warm", language: "en-US", engine: "heart", credit: credit)] },
            searchLibrary: { words, limit in Array(Self.library.prefix(limit)).filter { $0.title.contains(words) } },
            plan: { Storyboard(title: "Planned", brief: $0.brief, scenes: [Scene(id: "s1", narration: "One.")]) },
            prefetch: { _ in }, now: systemTime, version: "test")
    }

    private static let library = (0..<5).map { index in
        LibraryEntry(
            path: "/library/river-\(index).jpg", kind: "photo", title: "river \(index)", score: 0.5, width: 1920,
            height: 1080, seconds: nil, credit: nil)
    }

    // MARK: - A worker's part

    /// A film that waits.
    func submit(_ prompt: String = "The river rises.") async throws -> FilmID {
        let now = systemTime()
        let record = FilmRecord(
            id: FilmID(at: now), request: FilmRequest(brief: Brief(source: .prompt(prompt))), created: now)
        _ = try await films.submit(FilmSubmission(record: record))
        return record.id
    }

    /// A worker's right to the film that waits longest.
    func lease() async throws -> FilmLease {
        guard let lease = await films.lease(WorkerOffer(worker: "test")) else { throw TestFault("nothing waits") }
        return lease
    }

    /// The folder of a film's first revision, made.
    func folder(_ film: FilmID, revision: Int = 1) throws -> String {
        let folder = services.places.folder(of: film, revision: revision)
        try FileSystem.makeFolder("\(folder)/hls")
        return folder
    }

    /// Waits until something is so.
    static func until(_ isSo: () throws -> Bool) async throws {
        for _ in 0..<3000 {
            if try isSo() { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw TestFault("it did not come to be")
    }

    /// Waits until so many clients listen to events.
    func untilListeners(_ count: Int) async throws {
        // The metrics listen, too.
        try await Self.until { services.hub.subscriberCount >= count + 1 }
    }

    static let figures = FilmFigures(seconds: 4, bytes: 1000, cpuSeconds: 2, wallSeconds: 1)
}

/// What a test could not do.
struct TestFault: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}
