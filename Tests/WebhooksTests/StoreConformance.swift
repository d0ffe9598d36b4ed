import Films
import Platform
import StepsSQLite
import TestSupport
import Testing
import Webhooks

/// The drivers that every webhook store test runs on; a new driver is a new case.
enum WebhookStoreKind: String, CaseIterable, Sendable {
    case memory
    case sqlite

    func open(in folder: String) async throws -> any WebhookStore {
        switch self {
        case .memory: MemoryWebhooks()
        case .sqlite: try await SQLiteWebhooks(path: folder + "/webhooks.sqlite")
        }
    }
}

@Suite("Every webhook store") struct StoreConformance {
    private typealias Kind = WebhookStoreKind

    private func with(
        _ kind: WebhookStoreKind, _ body: (any WebhookStore, WebhookEndpoint) async throws -> Void
    ) async throws {
        try await withScratch { folder in
            let store = try await kind.open(in: folder)
            let endpoint = WebhookEndpoint(
                id: EndpointID(at: 1), url: "https://example.com/é?a='--", description: "Ünïcode\u{0}\n", at: 1)
            try await store.insert(endpoint)
            try await body(store, endpoint)
        }
    }

    private func message(_ number: Int64?, at time: Int64 = 10) -> WebhookMessage {
        WebhookMessage(
            id: MessageID(at: time), number: number, type: "video.completed", film: FilmID(at: time), time: time,
            body: Array("{}".utf8) + [0, 255])
    }

    private func delivery(
        _ message: WebhookMessage, _ endpoint: EndpointID, lane: String = "a", url: String = "", at time: Int64 = 10
    ) -> Delivery { Delivery(id: DeliveryID(at: time), of: message, to: endpoint, url: url, lane: lane, at: time) }

    @Test(arguments: WebhookStoreKind.allCases) func keepsEndpointsAsTheyAre(_ kind: WebhookStoreKind) async throws {
        try await with(kind) { store, endpoint in
            let read = try await store.endpoint(endpoint.id)
            #expect(read == endpoint)
            var other = endpoint
            other.url = "https://other.example/"
            try await store.insert(other)
            #expect(try await store.endpoints() == [endpoint])
            let changed = try await store.update(endpoint.id, at: 7) { $0.rotate(to: WebhookSecret(at: 7), at: 7) }
            #expect(changed?.secrets.count == 2)
            #expect(changed?.updated == 7)
            #expect(try await store.endpoint(endpoint.id) == changed)
            #expect(try await store.update(EndpointID(at: 3), at: 7) { $0.url = "" } == nil)
            #expect(try await store.remove(endpoint.id))
            let again = try await store.remove(endpoint.id)
            #expect(!again)
            #expect(try await store.endpoint(endpoint.id) == nil)
        }
    }

    @Test(arguments: WebhookStoreKind.allCases)
    func takesAnEventOnceAndMovesItsCursorForwardOnly(_ kind: WebhookStoreKind) async throws {
        try await with(kind) { store, endpoint in
            #expect(try await store.cursor() == nil)
            let first = message(5)
            try await store.enqueue([(first, [delivery(first, endpoint.id)])], cursor: 5)
            let same = message(5)
            try await store.enqueue([(same, [delivery(same, endpoint.id)])], cursor: 4)
            #expect(try await store.cursor() == 5)
            let page = try await store.deliveries(DeliveryQuery())
            #expect(page.deliveries.map(\.message) == [first.id])
            #expect(try await store.message(first.id) == first)
            // Pings have no number, and there may be any number of them.
            for _ in 0..<2 {
                let ping = message(nil)
                try await store.enqueue([(ping, [delivery(ping, endpoint.id)])], cursor: nil)
            }
            #expect(try await store.deliveries(DeliveryQuery()).deliveries.count == 3)
            // An endpoint that went away meanwhile gets nothing.
            let late = message(6)
            try await store.enqueue([(late, [delivery(late, EndpointID(at: 99))])], cursor: 6)
            #expect(try await store.deliveries(DeliveryQuery()).deliveries.count == 3)
        }
    }

    @Test(arguments: WebhookStoreKind.allCases)
    func handsOutWhatIsDueLaneByLane(_ kind: WebhookStoreKind) async throws {
        try await with(kind) { store, endpoint in
            var ids: [DeliveryID] = []
            for (number, lane, time) in [(1, "b", 30), (2, "a", 20), (3, "b", 10), (4, "b", 40)]
                as [(Int64, String, Int64)]
            {
                let one = message(number, at: time)
                let way = delivery(one, endpoint.id, lane: lane, at: time)
                ids.append(way.id)
                try await store.enqueue([(one, [way])], cursor: number)
            }
            let lanes = try await store.lanes()
            #expect(lanes.map(\.lane) == ["a", "b"])
            #expect(lanes.map(\.due) == [20, 10])
            let due = try await store.due(in: "b", at: 30, limit: 10, except: [])
            #expect(due.map(\.delivery.id) == [ids[2], ids[0]])
            #expect(due.first?.endpoint == endpoint)
            #expect(due.first?.message.number == 3)
            let others = try await store.due(in: "b", at: .max, limit: 1, except: [ids[2], ids[0]])
            #expect(others.map(\.delivery.id) == [ids[3]])
            #expect(try await store.due(in: "c", at: .max, limit: 10, except: []) == [])
        }
    }

    @Test(arguments: WebhookStoreKind.allCases)
    func writesDownAttemptsThatStillCount(_ kind: WebhookStoreKind) async throws {
        try await with(kind) { store, endpoint in
            let one = message(1)
            var way = delivery(one, endpoint.id)
            try await store.enqueue([(one, [way])], cursor: 1)
            let first = DeliveryAttempt(
                number: 1, time: 11, milliseconds: 5, status: 500, error: "No.", answer: [0, 1, 255])
            (way.attempts, way.step, way.due, way.status, way.error) = (1, 1, 100, 500, "No.")
            try await store.record(first, way)
            #expect(try await store.delivery(way.id) == way)
            // The same attempt a second time, as after a hand-over between processes, counts no more.
            var stale = way
            stale.due = 5
            try await store.record(first, stale)
            #expect(try await store.delivery(way.id) == way)
            let second = DeliveryAttempt(number: 2, time: 12, milliseconds: 6, status: nil, error: nil, answer: [])
            (way.attempts, way.state, way.due, way.ended, way.status, way.error) = (2, .delivered, nil, 12, 200, nil)
            try await store.record(second, way)
            #expect(try await store.attempts(of: way.id) == [first, second])
            #expect(try await store.lanes().isEmpty)
            // What is not waiting takes no attempt.
            try await store.record(
                DeliveryAttempt(number: 3, time: 13, milliseconds: 1, status: 200, error: nil, answer: []), way)
            #expect(try await store.attempts(of: way.id).count == 2)
        }
    }

    @Test(arguments: WebhookStoreKind.allCases)
    func givesUpWhatADisabledEndpointWaitedForAndReplaysIt(_ kind: WebhookStoreKind) async throws {
        try await with(kind) { store, endpoint in
            for number in 1...3 as ClosedRange<Int64> {
                let one = message(number, at: number * 10)
                try await store.enqueue([(one, [delivery(one, endpoint.id, at: number * 10)])], cursor: number)
            }
            _ = try await store.update(endpoint.id, at: 50) { $0.disabled = "Enough." }
            #expect(try await store.lanes().isEmpty)
            var failed = DeliveryQuery()
            failed.state = .failed
            let page = try await store.deliveries(failed)
            #expect(page.deliveries.map(\.error) == ["Enough.", "Enough.", "Enough."])
            #expect(page.deliveries.map(\.created) == [30, 20, 10])
            #expect(try await store.replayFailed(of: endpoint.id, since: 20, at: 60) == 2)
            #expect(try await store.lanes().map(\.due) == [60])
            let last = try #require(page.deliveries.last)
            let replayed = try await store.replay(last.id, at: 70)
            #expect(replayed?.state == .pending)
            #expect(replayed?.due == 70)
            #expect(try await store.replay(DeliveryID(at: 0), at: 70) == nil)
        }
    }

    @Test(arguments: WebhookStoreKind.allCases)
    func givesUpCallbacksOfOneAddressOnly(_ kind: WebhookStoreKind) async throws {
        try await with(kind) { store, _ in
            try await store.insert(WebhookEndpoint(id: .callbacks, url: "", at: 1))
            let one = message(1)
            let ways = ["https://a.example/1", "https://a.example/2"].map {
                delivery(one, .callbacks, lane: "https://a.example:443", url: $0)
            }
            try await store.enqueue([(one, ways)], cursor: 1)
            try await store.giveUp(callbacksTo: "https://a.example/1", reason: "Gone.", at: 20)
            let found = try await store.deliveries(DeliveryQuery()).deliveries
            #expect(Set(found.filter { $0.state == .failed }.map(\.url)) == ["https://a.example/1"])
            #expect(found.count == 2)
        }
    }

    @Test(arguments: WebhookStoreKind.allCases) func pagesAndFiltersItsLog(_ kind: WebhookStoreKind) async throws {
        try await with(kind) { store, endpoint in
            let films = (1...5).map { FilmID(at: $0) }
            for (index, film) in films.enumerated() {
                let time = Int64(index + 1) * 10
                let one = WebhookMessage(
                    id: MessageID(at: time), number: time, type: "video.failed", film: film, time: time, body: [])
                try await store.enqueue([(one, [delivery(one, endpoint.id, at: time)])], cursor: time)
            }
            var query = DeliveryQuery()
            (query.endpoint, query.limit) = (endpoint.id, 2)
            var seen: [FilmID?] = []
            while true {
                let page = try await store.deliveries(query)
                seen += page.deliveries.map(\.film)
                query.after = page.deliveries.last?.id
                guard page.hasMore else { break }
            }
            #expect(seen == films.reversed())
            var ofFilm = DeliveryQuery()
            ofFilm.film = films[2]
            #expect(try await store.deliveries(ofFilm).deliveries.count == 1)
            var elsewhere = DeliveryQuery()
            elsewhere.endpoint = EndpointID(at: 77)
            #expect(try await store.deliveries(elsewhere) == DeliveryPage(deliveries: [], hasMore: false))
        }
    }

    @Test(arguments: WebhookStoreKind.allCases) func forgetsWhatEndedLongAgo(_ kind: WebhookStoreKind) async throws {
        try await with(kind) { store, endpoint in
            let (old, new) = (message(1), message(2))
            var ended = delivery(old, endpoint.id)
            try await store.enqueue([(old, [ended]), (new, [delivery(new, endpoint.id)])], cursor: 2)
            (ended.state, ended.due, ended.ended, ended.attempts) = (.delivered, nil, 15, 1)
            try await store.record(
                DeliveryAttempt(number: 1, time: 15, milliseconds: 1, status: 200, error: nil, answer: []), ended)
            #expect(try await store.prune(before: 15) == 0)
            #expect(try await store.prune(before: 16) == 1)
            #expect(try await store.message(old.id) == nil)
            #expect(try await store.message(new.id) == new)
            #expect(try await store.attempts(of: ended.id) == [])
        }
    }
}

@Suite struct SQLiteWebhooksTests {
    @Test func findsEverythingAgainAfterItWasClosed() async throws {
        try await withScratch { folder in
            let endpoint = WebhookEndpoint(id: EndpointID(at: 1), url: "https://example.com/", at: 1)
            let one = MessageBody.ping(at: 5)
            let way = Delivery(id: DeliveryID(at: 5), of: one, to: endpoint.id, lane: "a", at: 5)
            do {
                let store = try await WebhookStoreKind.sqlite.open(in: folder)
                try await store.insert(endpoint)
                try await store.enqueue([(one, [way])], cursor: 9)
            }
            let store = try await WebhookStoreKind.sqlite.open(in: folder)
            #expect(try await store.endpoints() == [endpoint])
            #expect(try await store.cursor() == 9)
            let due = try await store.due(in: "a", at: 5, limit: 1, except: [])
            #expect(due == [DueDelivery(delivery: way, message: one, endpoint: endpoint)])
        }
    }

    @Test func letsOneProcessDeliverAtATime() async throws {
        try await withScratch { folder in
            let (first, second) = (
                try await WebhookStoreKind.sqlite.open(in: folder), try await WebhookStoreKind.sqlite.open(in: folder)
            )
            let (order, told) = AsyncStream<String>.makeStream()
            let waiting = try await first.alone {
                let waiting = Task { try await second.alone { _ = told.yield("second") } }
                try await Task.sleep(for: .milliseconds(300))
                told.yield("first")
                return waiting
            }
            try await waiting.value
            told.finish()
            #expect(await order.reduce(into: []) { $0.append($1) } == ["first", "second"])
        }
    }

    @Test func refusesAFileThatIsNoDatabase() async throws {
        try await withScratch { folder in
            let path = folder + "/webhooks.sqlite"
            try AtomicFile.write(String(repeating: "not a database ", count: 1000), to: path)
            await #expect(throws: FilmStoreError.self) { try await SQLiteWebhooks(path: path) }
        }
    }
}
