import Curl
import Film
import Films
import FoundationEssentials
import Glibc
import StepsSQLite
import TestSupport
import Testing
import Webhooks

/// A service's webhooks in a process that is killed without warning, again and again.
@Suite struct KillTests {
    @Test func losesAndDoublesNothingWhenItIsKilled() async throws {
        try await Receiver.running { receiver in
            try await withScratch { folder in
                let port = receiver.port
                for round in 0..<6 {
                    let life = 60 * (round + 1)
                    await #expect(processExitsWith: .signal(SIGKILL)) {
                        [
                            folder = folder as String, port = port as Int, life = life as Int
                        ] in
                        try await KilledService(folder: folder, port: port).run(milliseconds: life)
                    }
                }
                let service = KilledService(folder: folder, port: port)
                let ended = try await service.catchUp { Set(Self.names(receiver.requests).keys) }
                #expect(ended.count > 5)
                let names = Self.names(receiver.requests)
                // Every film that ended was told of, under one name however often it was sent.
                #expect(Set(names.keys) == ended)
                #expect(names.values.allSatisfy { $0.count == 1 })
            }
        }
    }

    private struct Told: Decodable {
        struct Subject: Decodable { var id: String }

        var data: Subject
    }

    /// The `webhook-id`s under which each film was told of.
    private static func names(_ requests: [Receiver.Received]) -> [String: Set<String>] {
        var names: [String: Set<String>] = [:]
        for request in requests {
            guard let told = try? JSONDecoder().decode(Told.self, from: Data(request.body.utf8)) else { continue }
            names[told.data.id, default: []].insert(request.headers["webhook-id"] ?? "")
        }
        return names
    }
}

/// Films, webhooks and a dispatcher on the disk.
struct KilledService: Sendable {
    let folder: String
    let port: Int

    private func open() async throws -> (films: SQLiteFilms, store: SQLiteWebhooks, dispatcher: WebhookDispatcher) {
        let films = try await SQLiteFilms(path: folder + "/vitascope.sqlite")
        let store = try await SQLiteWebhooks(path: folder + "/webhooks.sqlite")
        let own = AddressGuard(allowed: ["127.0.0.1:\(port)"].compactMap { AllowedAddress($0) })
        var schedule = RetrySchedule()
        schedule.waits = Array(repeating: 100, count: 50)
        let dispatcher = WebhookDispatcher(
            store: store, films: films, client: HTTPClient(.init(addressGuard: own)), clock: SystemClock(),
            schedule: schedule)
        try await dispatcher.prepare()
        if try await store.endpoints().count < 2 {
            let service = WebhookService(store: store, addressGuard: own, clock: SystemClock())
            _ = try await service.create(url: "http://127.0.0.1:\(port)/ok", events: .usual, description: "")
        }
        return (films, store, dispatcher)
    }

    /// Makes films and tells of them until it kills itself.
    func run(milliseconds: Int) async throws {
        let (films, _, dispatcher) = try await open()
        let work = Task { try await dispatcher.run() }
        Task {
            try await Task.sleep(for: .milliseconds(milliseconds))
            kill(getpid(), SIGKILL)
        }
        while true {
            let now = systemTime()
            let request = FilmRequest(brief: Brief(source: .prompt("Why rivers bend")))
            _ = try await films.submit(
                FilmSubmission(record: FilmRecord(id: FilmID(at: now), request: request, created: now)))
            guard let lease = try await films.lease(WorkerOffer(worker: "test")) else { continue }
            try await films.finish(lease, .completed(Stage.figures))
            if work.isCancelled { break }
        }
    }

    /// Tells of everything that is left, and gives the names of all films that ended.
    ///
    /// - Parameter heard: The names of the films that were told of.
    /// - Returns: The names of the films that ended.
    /// - Throws: When a store cannot be used.
    func catchUp(heard: @Sendable () -> Set<String>) async throws -> Set<String> {
        let (films, _, dispatcher) = try await open()
        let work = Task { try await dispatcher.run() }
        var ended: Set<String> = []
        var last: Int64 = 0
        while case let events = try await films.events(after: last, limit: 500), let end = events.last {
            for event in events where event.kind.isFinal { ended.insert(event.film.rawValue) }
            last = end.number
        }
        for _ in 0..<300 where !ended.isSubset(of: heard()) { try await Task.sleep(for: .milliseconds(100)) }
        await dispatcher.stop()
        try await work.value
        return ended
    }
}
