import API
import Film
import Films
import FoundationEssentials
import HTTPServer
import NIOHTTP1
import Platform
import Synchronization
import TestSupport
import Testing

@Suite("Who may ask") struct AccessTests {
    @Test("a key is shown once, kept as a hash, works, and stops working when it is withdrawn")
    func keys() async throws {
        try await withScratch { folder in
            let ring = try KeyRing(data: folder)
            #expect(ring.isEmpty)
            let (key, secret) = try await ring.add(name: "ci", now: 1_795_161_600_000)
            #expect(secret.hasPrefix("vk_"))
            #expect(secret.utf8.count == 3 + 43)
            let text = try FileSystem.readText(Path.join(folder, "keys.json"))
            #expect(!text.contains(secret) && !text.contains(secret.dropFirst(3)))
            #expect(ring.owner(of: secret, now: 1_795_161_600_000) == Principal(id: key.id, name: "ci"))
            #expect(ring.lastUsed(key.id) == "2026-11-20")
            #expect(ring.owner(of: secret + "x", now: 0) == nil)
            #expect(ring.owner(of: "", now: 0) == nil)
            // Another process that opens the same folder knows it too.
            let other = try KeyRing(data: folder)
            #expect(other.owner(of: secret, now: 0)?.id == key.id)
            #expect(other.lastUsed(key.id) != nil)
            _ = try await ring.revoke("ci", now: 5)
            #expect(ring.owner(of: secret, now: 0) == nil)
            #expect(ring.isEmpty)
            #expect(ring.keys.first?.revoked == 5)
            await #expect(throws: FilmError.self) { _ = try await ring.revoke("nobody", now: 5) }
        }
    }

    @Test("a damaged file of keys is refused, never taken for none")
    func damagedKeys() async throws {
        try await withScratch { folder in
            try AtomicFile.write("{", to: Path.join(folder, "keys.json"))
            let error = #expect(throws: FilmError.self) { _ = try KeyRing(data: folder) }
            #expect(error?.description.contains("damaged") == true)
        }
    }

    @Test("two processes that make keys at once lose none")
    func concurrentKeys() async throws {
        try await withScratch { folder in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<8 {
                    group.addTask { _ = try await KeyRing(data: folder).add(name: "k\(index)", now: 0) }
                }
                try await group.waitForAll()
            }
            #expect(try KeyRing(data: folder).keys.count == 8)
        }
    }

    @Test("a service with a key answers only to it")
    func keyed() async throws {
        try await withScratch { folder in
            let ring = try KeyRing(data: folder)
            let (_, secret) = try await ring.add(name: "ci", now: 0)
            let api = Harness(gate: Gatekeeper(keys: ring, now: { 0 }))
            let without = try await api.send(.GET, "/v1/videos")
            #expect(without.status == 401)
            #expect(without.code == "missing_api_key")
            #expect(without.header("WWW-Authenticate")?.hasPrefix("Bearer") == true)
            let wrong = try await api.send(.GET, "/v1/videos", headers: ["Authorization": "Bearer vk_x"])
            #expect(wrong.code == "invalid_api_key")
            let basic = try await api.send(.GET, "/v1/videos", headers: ["Authorization": "Basic abc"])
            #expect(basic.status == 401)
            let query = try await api.send(.GET, "/v1/videos?key=\(secret)")
            #expect(query.status == 401)
            let right = try await api.send(.GET, "/v1/videos", headers: ["Authorization": "bearer \(secret)"])
            #expect(right.status == 200)
            let docs = try await api.send(.GET, "/openapi.json")
            #expect(docs.status == 200)
            // A page of another site that has the key may act: the key is the proof.
            let cross = try await api.send(
                .POST, "/v1/videos",
                headers: ["Authorization": "Bearer \(secret)", "Origin": "https://studio.example", "Host": "any"],
                json: #"{"prompt": "x"}"#)
            #expect(cross.status == 200)
        }
    }

    @Test("idempotency keys of different owners never meet")
    func owners() async throws {
        try await withScratch { folder in
            let ring = try KeyRing(data: folder)
            let secrets = [try await ring.add(name: "a", now: 0).secret, try await ring.add(name: "b", now: 0).secret]
            let api = Harness(gate: Gatekeeper(keys: ring, now: { 0 }))
            var ids: Set<String> = []
            for secret in secrets {
                let answer = try await api.send(
                    .POST, "/v1/videos", headers: ["Authorization": "Bearer \(secret)", "Idempotency-Key": "k"],
                    json: #"{"prompt": "x"}"#)
                ids.insert(answer["id"]?.text ?? "")
            }
            #expect(ids.count == 2)
        }
    }

    @Test(
        "without keys only this machine's own names and pages are answered",
        arguments: [
            (HTTPMethod.GET, ["Host": "localhost:8080"], 200), (.GET, ["Host": "127.0.0.1:8080"], 200),
            (.GET, ["Host": "[::1]:8080"], 200), (.GET, [:], 200), (.GET, ["Host": "films.example"], 200),
            (.GET, ["Host": "evil.example"], 421), (.GET, ["Host": "127.0.0.1.evil.example"], 421),
            (.GET, ["Host": "localhost", "Origin": "https://evil.example"], 200),
            (.POST, ["Host": "localhost:8080", "Origin": "http://localhost:8080"], 200),
            (.POST, ["Host": "localhost:8080", "Origin": "https://evil.example"], 403),
            (.POST, ["Host": "localhost:8080", "Origin": "null"], 403),
            (.POST, ["Host": "localhost:8080", "Origin": "http://localhost:9999"], 403),
            (.POST, ["Host": "localhost:8080", "Sec-Fetch-Site": "cross-site"], 403),
            (.POST, ["Host": "localhost", "Origin": "https://films.example"], 200),
            (.GET, ["Host": "localhost", "Upgrade": "websocket", "Origin": "https://evil.example"], 403),
        ] as [(HTTPMethod, [String: String], Int)])
    func loopback(_ method: HTTPMethod, _ fields: [String: String], _ status: Int) async throws {
        let api = Harness(gate: Gatekeeper(keys: nil, hosts: ["films.example"], now: { 0 }))
        let headers = HTTPHeaders(fields.map { ($0.key, $0.value) })
        let answer =
            method == .POST
            ? try await api.send(.POST, "/v1/videos", headers: headers, json: #"{"prompt": "x"}"#)
            : try await api.send(.GET, "/v1/videos", headers: headers)
        #expect(answer.status == status, "\(answer.text)")
    }

    @Test(
        "listening beyond this machine needs a key",
        arguments: [
            ("127.0.0.1", false, true), ("localhost", false, true), ("::1", false, true), ("0.0.0.0", false, false),
            ("::", false, false), ("192.168.1.4", false, false), ("0.0.0.0", true, true), ("127.0.0.256", false, false),
        ])
    func binding(_ host: String, _ hasKeys: Bool, _ isAllowed: Bool) {
        let error = (try? Loopback.checkBinding(host: host, hasKeys: hasKeys)) == nil
        #expect(error != isAllowed)
    }

    @Test("a bucket lets a burst through, then the rate, each asker alone")
    func rate() {
        let limit = RateLimit(rate: 2, burst: 3)
        let start = ContinuousClock.now
        #expect((0..<3).map { _ in limit.take("a", now: start) } == [nil, nil, nil])
        #expect(limit.take("a", now: start) == 1)
        #expect(limit.take("b", now: start) == nil)
        #expect(limit.take("a", now: start + .milliseconds(500)) == nil)
        #expect(limit.take("a", now: start + .milliseconds(500)) == 1)
        #expect(limit.take("a", now: start + .seconds(60)) == nil)
    }

    @Test("too many requests are answered 429 with the time to wait")
    func limited() async throws {
        let api = Harness(gate: Gatekeeper(keys: nil, limit: RateLimit(rate: 0.1, burst: 1), now: { 0 }))
        let first = try await api.send(.GET, "/v1/videos")
        #expect(first.status == 200)
        let second = try await api.send(.GET, "/v1/videos")
        #expect(second.status == 429)
        #expect(second.code == "rate_limited")
        #expect(Int(second.header("Retry-After") ?? "") ?? 0 >= 9)
    }
}

extension AccessTests {
    @Test(
        "what is no key never reaches a cookie", arguments: ["x; Domain=evil.example", "a\\r\\nSet-Cookie: b=c", "é"])
    func cookies(_ key: String) async throws {
        let answer = try await Harness().send(.POST, "/v1/session", json: #"{"key": "\#(key)"}"#)
        #expect(answer.status == 401)
        #expect(answer.header("Set-Cookie") == nil)
    }

    @Test("a cookie lets a browser's own pages in, and no page of another site")
    func sessions() async throws {
        try await withScratch { folder in
            let ring = try KeyRing(data: folder)
            let (_, secret) = try await ring.add(name: "studio", now: 0)
            let api = Harness(gate: Gatekeeper(keys: ring, now: { 0 }))
            let begun = try await api.send(.POST, "/v1/session", json: #"{"key": "\#(secret)"}"#)
            #expect(begun.status == 204)
            let cookie = try #require(begun.header("Set-Cookie")?.split(separator: ";").first.map(String.init))
            let read = try await api.send(.GET, "/v1/videos", headers: ["Cookie": "a=b; \(cookie)"])
            #expect(read.status == 200)
            let foreign = try await api.send(
                .POST, "/v1/videos",
                headers: ["Cookie": cookie, "Host": "localhost:8080", "Origin": "http://localhost:9999"],
                json: #"{"prompt": "x"}"#)
            #expect(foreign.status == 403)
        }
    }
}
