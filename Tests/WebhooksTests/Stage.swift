import Curl
import Film
import Films
import FoundationEssentials
import Platform
import Synchronization
import TestSupport
import Webhooks

/// A clock that stands still until a test moves it.
final class ManualClock: WebhookClock {
    private struct State {
        var now: Int64
        var sleepers: [UInt64: (until: Int64, continuation: CheckedContinuation<Void, Never>)] = [:]
        var next: UInt64 = 0
    }

    private let state: Mutex<State>

    init(_ now: Int64 = 1_800_000_000_000) { state = Mutex(State(now: now)) }

    var now: Int64 { state.withLock { $0.now } }

    func sleep(until time: Int64) async throws {
        let number = state.withLock { state in
            state.next += 1
            return state.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if Task.isCancelled || state.now >= time { return true }
                    state.sleepers[number] = (time, continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: number)?.continuation }?.resume()
        }
        try Task.checkCancellation()
    }

    /// Moves on, and wakes who slept until then.
    func set(_ time: Int64) {
        let woken = state.withLock { state in
            state.now = max(state.now, time)
            let due = state.sleepers.filter { $0.value.until <= state.now }
            for number in due.keys { state.sleepers[number] = nil }
            return due.values.map(\.continuation)
        }
        for continuation in woken { continuation.resume() }
    }
}

/// Films, a store of webhooks and a dispatcher between them, with a clock of their own.
struct Stage: Sendable {
    let films: any FilmStore
    let store: any WebhookStore
    let clock: ManualClock
    let dispatcher: WebhookDispatcher
    let service: WebhookService

    init(
        allowing ports: [Int], store: any WebhookStore = MemoryWebhooks(), clock: ManualClock = ManualClock(),
        timeout: Duration = .seconds(20), films: (any FilmStore)? = nil
    ) {
        let own = AddressGuard(allowed: ports.compactMap { AllowedAddress("127.0.0.1:\($0)") })
        self.films = films ?? MemoryFilms(clock: { clock.now })
        self.store = store
        self.clock = clock
        var limits = WebhookDispatcher.Limits()
        limits.timeout = timeout
        let dispatcher = WebhookDispatcher(
            store: store, films: self.films, client: HTTPClient(.init(addressGuard: own)), clock: clock, limits: limits,
            chance: { 0 })
        self.dispatcher = dispatcher
        service = WebhookService(store: store, addressGuard: own, clock: clock) { dispatcher.ring() }
    }

    /// Runs a body while the dispatcher works.
    ///
    /// - Parameters:
    ///   - isCutOff: Whether what is under way at the end is given up instead of waited for.
    ///   - body: The body.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws.
    func running<Result: Sendable>(
        isCutOff: Bool = false, _ body: () async throws -> Result
    ) async throws -> Result {
        try await dispatcher.prepare()
        let work = Task { [dispatcher] in try await dispatcher.run() }
        do {
            let result = try await body()
            await dispatcher.stop()
            if isCutOff { work.cancel() }
            do { try await work.value } catch is CancellationError where isCutOff {}
            return result
        } catch {
            work.cancel()
            throw error
        }
    }

    /// Makes a film that ends at once, and gives its name.
    @discardableResult
    func film(
        callback: String? = nil, title: String = "Why rivers bend", outcome: FilmOutcome = .completed(Stage.figures)
    ) async throws -> FilmID {
        var request = FilmRequest(brief: Brief(source: .prompt("Why rivers bend")))
        request.callback = callback
        request.labels = ["team": "ü"]
        let id = FilmID(at: clock.now)
        _ = try await films.submit(FilmSubmission(record: FilmRecord(id: id, request: request, created: clock.now)))
        while let lease = try await films.lease(WorkerOffer(worker: "test")) {
            try await films.report(lease, [.planned(title: title, scenes: 3)], storyboard: nil)
            try await films.finish(lease, outcome)
        }
        return id
    }

    static let figures = FilmFigures(seconds: 12.5, bytes: 1_000_000, cpuSeconds: 3, wallSeconds: 2)

    /// Waits until a delivery to an endpoint fits.
    func delivery(to endpoint: EndpointID, _ fits: @Sendable (Delivery) -> Bool) async throws -> Delivery {
        var query = DeliveryQuery()
        query.endpoint = endpoint
        for _ in 0..<6000 {
            let page = try await store.deliveries(query)
            if let found = page.deliveries.first(where: fits) { return found }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw Lost()
    }

    struct Lost: Error {}
}

/// Python with the packages of the tests.
enum Python {
    static var path: String { Path.join(UserFolders.cache, "test-tools/bin/python") }

    static var isThere: Bool { FileSystem.facts(path) != nil }

    /// Runs a script with JSON on its standard input.
    static func run(_ script: String, _ input: some Encodable) async throws -> String {
        var request = Subprocess.Request(path, ["-c", script])
        request.input = Array(try JSONEncoder().encode(input))
        let outcome = try await Subprocess.run(request)
        guard outcome.succeeded else { throw Failure(reason: outcome.errorText) }
        return outcome.outputText
    }

    struct Failure: Error {
        let reason: String
    }
}
