import Films
import HTTPServer
import NIOHTTP1
import Platform
import Synchronization

extension APIRoutes {
    /// `GET /v1/operator`: how the service fares, for the operator's page.
    static func addOperatorRoute(to routes: inout RouteTable) {
        let load = ProcessorLoad()
        routes.on(.GET, "/v1/operator") { call in
            try call.query().only([])
            let services = call.services
            let census = try await services.films.census()
            let accuracy = try await services.films.estimator().accuracy
            let running = try await films(.running, 20, services)
            let failed = try await films(.failed, 10, services)
            let cache = await services.cacheBytes()
            let now = services.now()
            return .json(capacity: 4096) { writer in
                writer.object { writer in
                    writer.field("object", literal: "operator")
                    write(census, now: now, to: &writer)
                    writer.object("process") { writer in
                        writer.field("resident_bytes", Machine.residentBytes)
                        writer.field("cpu_share", load.share(of: Machine.coreCount))
                        writer.field("started_at", services.startTime / 1000)
                    }
                    writer.object("machine") { writer in
                        writer.field("cores", Machine.coreCount)
                        writer.field("memory_bytes", Machine.memoryBytes)
                    }
                    writer.object("disk") { writer in
                        writer.field("free_bytes", Machine.freeDiskBytes(at: services.places.data))
                        writer.field("cache_bytes", cache)
                    }
                    writer.object("estimator") { writer in
                        writer.field("samples", accuracy?.films ?? 0)
                        writer.field("median_error", accuracy?.wallError)
                        writer.field("drifting", accuracy?.isDrifting ?? false)
                    }
                    writer.object("requests") { writer in
                        writer.field("total", services.metrics.state.requests.values.reduce(0, +))
                        writer.field("subscribers", services.hub.subscriberCount)
                    }
                    writer.array("running") { writer in for film in running { write(film, to: &writer) } }
                    writer.array("failed") { writer in for film in failed { write(film, to: &writer) } }
                }
            }
        }
    }

    private static func films(_ status: FilmStatus, _ limit: Int, _ services: Services) async throws -> [FilmRecord] {
        var query = FilmQuery()
        query.statuses = [status]
        query.limit = limit
        return try await services.films.films(query).films
    }

    private static func write(_ census: FilmCensus, now: Int64, to writer: inout JSONWriter) {
        writer.object("videos") { writer in
            for status in FilmStatus.allCases {
                writer.key(status.rawValue)
                writer.value(census.counts[status] ?? 0)
            }
        }
        writer.object("waiting") { writer in
            for lane in Lane.allCases {
                writer.key(lane.rawValue)
                writer.value(census.waiting[lane] ?? 0)
            }
            writer.field("oldest_seconds", census.oldestWaiting.map { Double(now - $0) / 1000 })
        }
    }

    private static func write(_ film: FilmRecord, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("id", film.id.rawValue)
            writer.field("title", film.title ?? film.request.title)
            writer.field("lane", film.lane.rawValue)
            writer.field("stage", film.stage?.rawValue)
            writer.field("progress", VideoObject.progress(film))
            writer.field("attempt", film.attempt)
            writer.field("started_at", film.started.map { $0 / 1000 })
            writer.field("ended_at", film.ended.map { $0 / 1000 })
            writer.field("message", film.fault?.message)
        }
    }
}

/// The share of the machine's cores that this process used since it was last asked.
private final class ProcessorLoad: Sendable {
    private let last = Mutex((used: Machine.processorTime, at: ContinuousClock.now, share: 0.0))

    func share(of cores: Int) -> Double {
        last.withLock { last in
            let (used, now) = (Machine.processorTime, ContinuousClock.now)
            let passed = last.at.duration(to: now)
            // Two pages that ask at once would otherwise each see the other's few milliseconds.
            guard passed > .milliseconds(500) else { return last.share }
            last = (used, now, (used - last.used) / passed / Double(max(cores, 1)))
            return last.share
        }
    }
}
