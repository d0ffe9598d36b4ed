import API
import Film
import Films
import Testing

@Suite struct OperationsTests {
    @Test func prometheusReadsWhatIsMeasured() async throws {
        try await LiveService.run { services in
            services.cacheBytes = { 12_345 }
        } _: { live in
            let film = try await live.submit()
            try await live.films.finish(try await live.lease(), .completed(LiveService.figures))
            _ = try await live.submit()
            let found = try await Python.json(
                [String: Double].self,
                """
                import json, sys, time, requests
                from prometheus_client.parser import text_string_to_metric_families as parse
                root, film = sys.argv[1:]
                for _ in range(3): requests.get(f"{root}/v1/videos/{film}")
                requests.get(root + "/nowhere/at/all"); requests.get(root + "/nowhere/else")
                requests.request("BREW", root + "/healthz")
                events = requests.get(f"{root}/v1/videos/{film}/events").content
                answer = requests.get(root + "/metrics")
                assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
                values, families = {}, list(parse(answer.text))
                assert len({family.name for family in families}) == len(families)
                for family in families:
                    assert family.documentation and family.type != "unknown", family.name
                    for sample in family.samples:
                        labels = ",".join(f"{key}={value}" for key, value in sorted(sample.labels.items()))
                        values[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
                values["sent"] = len(events)
                json.dump(values, sys.stdout)
                """, [live.address, film.rawValue])
            let total = "vitascope_http_requests_total"
            #expect(found["\(total){method=GET,route=/v1/videos/{id},status=200}"] == 3)
            #expect(found["\(total){method=GET,route=unknown,status=404}"] == 2)
            #expect(found.keys.contains { $0.hasPrefix("\(total){method=other") })
            #expect(found["vitascope_http_request_duration_seconds_count{route=/v1/videos/{id}}"] == 3)
            #expect(found["vitascope_http_request_duration_seconds_bucket{le=+Inf,route=/v1/videos/{id}}"] == 3)
            #expect(found["vitascope_http_response_bytes_total{route=/v1/videos/{id}/events}"] == found["sent"])
            #expect(found["vitascope_films{status=completed}"] == 1)
            #expect(found["vitascope_films{status=queued}"] == 1)
            #expect(found["vitascope_films_waiting{lane=short}"] == 1)
            #expect(found["vitascope_cache_bytes"] == 12_345)
            #expect(found["vitascope_event_subscribers"] == 1)
            #expect(found["vitascope_events_total{kind=video.completed}"] == 1)
            #expect(found["vitascope_film_making_seconds_count"] == 1)
            #expect(found["vitascope_film_wait_seconds_count{lane=short}"] == 1)
            #expect(found["process_resident_memory_bytes"] ?? 0 > 1_000_000)
            #expect(found["process_open_fds"] ?? 0 > 3)
            #expect(found["process_cpu_seconds_total"] ?? 0 > 0)
        }
    }

    @Test func readinessSaysWhatIsMissing() async throws {
        try await LiveService.run { services in
            services.readiness = { [ReadinessCheck(name: "writing", fault: "The disk is read-only.")] }
            services.now = { systemTime() + 90_000 }
        } _: { live in
            _ = try await live.submit()
            let text = try await Python.run(
                """
                import sys, requests
                alive, ready = requests.get(sys.argv[1] + "/healthz"), requests.get(sys.argv[1] + "/readyz")
                assert alive.status_code == 200 and alive.json()["status"] == "ok"
                assert ready.status_code == 503 and ready.headers["retry-after"]
                for check in ready.json()["checks"]: print(check["name"], check["ok"], check.get("fault"))
                """, [live.address])
            let lines = text.split(separator: "\n")
            #expect(lines.count == 4)
            #expect(lines.first == "store True None")
            #expect(lines.dropFirst().first?.hasPrefix("workers False A film has waited for ") == true)
            #expect(lines.suffix(2) == ["disk True None", "writing False The disk is read-only."])
        }
    }

    @Test func theLogHasALineForEachRequestAndNoneOfItsWords() async throws {
        try await LiveService.run { live in
            let film = try await live.submit("a secret prompt")
            let id = try await Python.run(
                """
                import sys, requests
                root, film = sys.argv[1:]
                requests.get(root + "/v1/videos?q=secret+words")
                requests.get(f"{root}/v1/videos/{film}", headers={"Authorization": "Bearer secret-key"})
                print(requests.post(root + "/v1/videos", json={"prompt": "secret", "size": "wrong"}).headers["x-request-id"])
                """, [live.address, film.rawValue])
            try await LiveService.until { live.lines.all.count == 3 }
            let text = live.lines.all.joined()
            #expect(!text.contains("secret"))
            let lines = try await Python.json(
                [String].self,
                """
                import datetime, json, sys
                rows = [json.loads(line) for line in sys.argv[1].splitlines()]
                for row in rows:
                    datetime.datetime.fromisoformat(row["time"])
                    assert row["level"] == "info" and row["peer"] == "127.0.0.1"
                    assert isinstance(row["ms"], int) and row["bytes"] > 0
                assert rows[2]["request_id"] == sys.argv[2]
                json.dump([f"{row['method']} {row['route']} {row['status']}" for row in rows], sys.stdout)
                """, [text, String(id.dropLast())])
            #expect(lines == ["GET /v1/videos 200", "GET /v1/videos/{id} 200", "POST /v1/videos 400"])
        }
    }

    @Test func thousandsOfListenersComeAndGo() async throws {
        let films = MemoryFilms()
        let hub = EventHub(films: films)
        let film = FilmID(at: 0)
        try await withThrowingTaskGroup { group in
            group.addTask { await hub.run() }
            for _ in 0..<5000 {
                group.addTask {
                    try await hub.listening(to: .films([film])) { subscription in
                        while true { if try await subscription.take().isClosed { return } }
                    }
                }
            }
            try await LiveService.until { hub.subscriberCount == 5000 }
            group.cancelAll()
        }
        #expect(hub.subscriberCount == 0)
    }
}
