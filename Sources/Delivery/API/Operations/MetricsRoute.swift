import Films
import HTTPServer
import NIOHTTP1
import Platform

extension APIRoutes {
    /// `GET /metrics` for Prometheus.
    static func addMetricsRoute(to routes: inout RouteTable) {
        routes.on(.GET, "/metrics") { call in
            var text = MetricsText()
            requests(call.services.metrics.state, to: &text)
            try await films(call.services, to: &text)
            listeners(call.services, to: &text)
            await machine(call.services, to: &text)
            return HTTPResponse(
                .ok, headers: ["Content-Type": MetricsText.contentType, "Cache-Control": "no-store"],
                body: .bytes(text.text))
        }
    }

    private static func requests(_ state: ServiceMetrics.State, to text: inout MetricsText) {
        let total = "vitascope_http_requests_total"
        text.family(total, .counter, "Answered requests by method, route and status.")
        for (key, count) in state.requests.sorted(by: { ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status) })
        {
            text.sample(
                total, [("method", key.method), ("route", key.route), ("status", String(key.status))], Double(count))
        }
        let latency = "vitascope_http_request_duration_seconds"
        text.family(latency, .histogram, "Seconds until an answer began, by route.")
        for (route, histogram) in state.latency.sorted(by: { $0.key < $1.key }) {
            text.histogram(latency, [("route", route)], histogram)
        }
        let bytes = "vitascope_http_response_bytes_total"
        text.family(bytes, .counter, "Bytes of answers that are not files, by route.")
        for (route, count) in state.bytes.sorted(by: { $0.key < $1.key }) {
            text.sample(bytes, [("route", route)], Double(count))
        }
        text.single(
            "vitascope_http_requests_in_flight", .gauge, "Requests that are being answered.", Double(state.inFlight))
        text.single(
            "vitascope_http_answers_cut_total", .counter, "Answers whose end the client did not wait for.",
            Double(state.cut))
    }

    private static func films(_ services: Services, to text: inout MetricsText) async throws {
        let census = try await services.films.census()
        text.family("vitascope_films", .gauge, "Films by status.")
        for status in FilmStatus.allCases {
            text.sample("vitascope_films", [("status", status.rawValue)], Double(census.counts[status] ?? 0))
        }
        text.family("vitascope_films_waiting", .gauge, "Waiting films by lane.")
        for lane in Lane.allCases {
            text.sample("vitascope_films_waiting", [("lane", lane.rawValue)], Double(census.waiting[lane] ?? 0))
        }
        let oldest = census.oldestWaiting.map { Double(services.now() - $0) / 1000 } ?? 0
        text.single("vitascope_oldest_waiting_seconds", .gauge, "How long the oldest waiting film has waited.", oldest)

        let state = services.metrics.state
        let waits = "vitascope_film_wait_seconds"
        text.family(waits, .histogram, "Seconds from a film's acceptance to its start, by lane.")
        for (lane, histogram) in state.waits.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            text.histogram(waits, [("lane", lane.rawValue)], histogram)
        }
        let playable = "vitascope_film_playable_seconds"
        text.family(playable, .histogram, "Seconds from a film's acceptance until it could be watched.")
        text.histogram(playable, [], state.playable)
        let making = "vitascope_film_making_seconds"
        text.family(making, .histogram, "Seconds from a film's start to its end.")
        text.histogram(making, [], state.making)

        guard let accuracy = try await services.films.estimator().accuracy else { return }
        let error = "vitascope_estimate_error_ratio"
        text.family(error, .gauge, "Median error of the estimates of the last films, as a share of the truth.")
        text.sample(error, [("of", "cpu")], accuracy.cpuError)
        text.sample(error, [("of", "wall")], accuracy.wallError)
        text.single(
            "vitascope_estimate_drifting", .gauge, "1 while estimates should not be relied upon.",
            accuracy.isDrifting ? 1 : 0)
    }

    private static func listeners(_ services: Services, to text: inout MetricsText) {
        let events = "vitascope_events_total"
        text.family(events, .counter, "Events of films since the start, by kind.")
        for (kind, count) in services.metrics.state.events.sorted(by: { $0.key < $1.key }) {
            text.sample(events, [("kind", kind)], Double(count))
        }
        text.single(
            "vitascope_event_subscribers", .gauge, "Connections that listen to events.",
            Double(services.hub.subscriberCount))
        text.single(
            "vitascope_events_delivered_total", .counter, "Events handed to listeners.",
            Double(services.hub.deliveredCount))
    }

    private static func machine(_ services: Services, to text: inout MetricsText) async {
        if let bytes = await services.cacheBytes() {
            text.single("vitascope_cache_bytes", .gauge, "Bytes of finished steps that are kept.", Double(bytes))
        }
        if let free = Machine.freeDiskBytes(at: services.places.data) {
            text.single("vitascope_disk_free_bytes", .gauge, "Bytes left on the disk of the data.", Double(free))
        }
        text.family("vitascope_build_info", .gauge, "The build.")
        text.sample("vitascope_build_info", [("version", services.version)], 1)
        text.single(
            "process_resident_memory_bytes", .gauge, "Memory in use.", Double(Machine.residentBytes))
        text.single(
            "process_cpu_seconds_total", .counter, "Processor time used.",
            Machine.processorTime / .seconds(1))
        if let descriptors = try? FileSystem.names(in: "/proc/self/fd").count {
            text.single("process_open_fds", .gauge, "Open descriptors.", Double(descriptors))
        }
        text.single(
            "process_start_time_seconds", .gauge, "When the process began, in seconds since 1970.",
            Double(services.startTime) / 1000)
    }
}
