import Films
import HTTPServer
import NIOHTTP1
import Platform

/// One thing that must be well for the service to take films.
package struct ReadinessCheck: Sendable, Equatable {
    /// What is looked at, as `store` or `workers`.
    package var name: String
    /// What is wrong, one sentence; `nil` when nothing is.
    package var fault: String?

    /// Names a check's outcome.
    package init(name: String, fault: String?) {
        self.name = name
        self.fault = fault
    }
}

extension APIRoutes {
    /// The process answers (`GET /healthz`); it can take and make films, or why not (`GET /readyz`).
    static func addHealthRoutes(to routes: inout RouteTable) {
        routes.on(.GET, "/healthz", access: .open) { call in
            .json { writer in
                writer.object { writer in
                    writer.field("status", literal: "ok")
                    writer.field("version", call.services.version)
                }
            }
        }
        routes.on(.GET, "/readyz", access: .open) { call in
            let checks = await readiness(call.services)
            let isReady = checks.allSatisfy { $0.fault == nil }
            return .json(isReady ? .ok : .serviceUnavailable, headers: isReady ? [:] : ["Retry-After": "5"]) { writer in
                writer.object { writer in
                    writer.field("status", literal: isReady ? "ready" : "not ready")
                    writer.array("checks") { writer in
                        for check in checks {
                            writer.object { writer in
                                writer.field("name", check.name)
                                writer.field("ok", check.fault == nil)
                                if let fault = check.fault { writer.field("fault", fault) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The store and the disk, then what the program looks at besides.
    private static func readiness(_ services: Services) async -> [ReadinessCheck] {
        var checks: [ReadinessCheck] = []
        do {
            let census = try await services.films.census()
            checks.append(ReadinessCheck(name: "store", fault: nil))
            checks.append(workers(census, now: services.now()))
        } catch {
            let told = APIError.telling(error)?.message ?? "The store does not answer."
            checks.append(ReadinessCheck(name: "store", fault: told))
        }
        let reserve = services.uploads.rules.reserve
        let free = Machine.freeDiskBytes(at: services.places.data)
        var fault: String?
        if let free, free < reserve {
            fault =
                "The disk of the data has \(free >> 20) MiB left, less than the \(reserve >> 20) that are kept free."
        } else if free == nil {
            fault = "The data folder is not there."
        }
        checks.append(ReadinessCheck(name: "disk", fault: fault))
        return checks + (await services.readiness())
    }

    /// Seconds that a film may wait while nobody makes any.
    private static let patience: Int64 = 60

    /// Workers may be other processes: what tells of them is whether films that wait are taken up.
    private static func workers(_ census: FilmCensus, now: Int64) -> ReadinessCheck {
        let waited = census.oldestWaiting.map { (now - $0) / 1000 } ?? 0
        guard waited > patience, census.counts[.running] ?? 0 == 0 else {
            return ReadinessCheck(name: "workers", fault: nil)
        }
        return ReadinessCheck(
            name: "workers", fault: "A film has waited for \(waited) s and no worker makes any; start one.")
    }
}
