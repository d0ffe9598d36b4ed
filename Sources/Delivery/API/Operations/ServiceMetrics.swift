package import Films
import NIOHTTP1
import Synchronization

/// Counts what the service does; asked for the rest when somebody reads `/metrics`.
package final class ServiceMetrics: Sendable {
    struct RouteKey: Hashable {
        let method: String
        let route: String
        let status: Int
    }

    struct State {
        var requests: [RouteKey: Int] = [:]
        var latency: [String: Histogram] = [:]
        var bytes: [String: Int] = [:]
        var inFlight = 0
        var cut = 0
        var waits: [Lane: Histogram] = [:]
        var playable = Histogram(ServiceMetrics.filmBounds)
        var making = Histogram(ServiceMetrics.filmBounds)
        var events: [String: Int] = [:]
    }

    /// From a cached status read to a request that waits for its film, in seconds.
    private static let requestBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
    /// From an idle service's first second to a long film in a long line, in seconds.
    private static let filmBounds = [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 10800]

    private let counted = Mutex(State())

    /// Nothing counted yet.
    package init() {}

    /// What was counted so far.
    var state: State { counted.withLock { $0 } }

    func requestBegan() { counted.withLock { $0.inFlight += 1 } }

    func requestEnded(_ report: RequestReport) {
        let key = RouteKey(method: Self.method(report.method.rawValue), route: report.route, status: report.status)
        let seconds = report.untilAnswer / .seconds(1)
        counted.withLock { state in
            state.inFlight -= 1
            state.requests[key, default: 0] += 1
            state.latency[report.route, default: Histogram(Self.requestBounds)].note(seconds)
            if let bytes = report.bytes { state.bytes[report.route, default: 0] += bytes }
            if report.isCut { state.cut += 1 }
        }
    }

    /// A client can send any word as a method; only known ones are told apart.
    private static func method(_ name: String) -> String {
        ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].contains(name) ? name : "other"
    }

    /// Learns from films' events until the task is cancelled.
    package func follow(_ films: any FilmStore, _ hub: EventHub) async throws {
        try await hub.listening(to: .everything) { subscription in
            while true {
                let batch = try await subscription.take()
                for event in batch.events { await note(event.event, films) }
                if batch.isClosed { return }
            }
        }
    }

    private func note(_ event: FilmEvent, _ films: any FilmStore) async {
        counted.withLock { $0.events[event.kind.name, default: 0] += 1 }
        switch event.kind {
        case .started(attempt: 1):
            guard let film = try? await films.film(event.film), event.revision == 1 else { return }
            let waited = Double(event.time - film.created) / 1000
            counted.withLock { $0.waits[film.lane, default: Histogram(Self.filmBounds)].note(max(0, waited)) }
        case .playable(let seconds): counted.withLock { $0.playable.note(seconds) }
        case .completed(let figures): counted.withLock { $0.making.note(figures.wallSeconds) }
        default: break
        }
    }
}
