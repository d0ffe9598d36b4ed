import Curl
import Films
import FoundationEssentials
import Platform
import TestSupport
import Testing
import Webhooks

@Suite struct DeliveryTests {
    @Test func tellsOfAFilmsEndAndItsSignatureHolds() async throws {
        try await Receiver.running { receiver in
            let stage = Stage(allowing: [receiver.port], clock: ManualClock(Int64(Date().timeIntervalSince1970 * 1000)))
            try await stage.running {
                let endpoint = try await stage.service.create(
                    url: receiver.base + "/ok", events: .usual, description: "mine")
                let film = try await stage.film()
                let heard = try #require(try await receiver.wait(for: 1).first)
                #expect(heard.method == "POST")
                #expect(heard.headers["content-type"] == "application/json")
                #expect(heard.body.contains(film.rawValue))
                let script = """
                    import json, sys
                    from standardwebhooks.webhooks import Webhook
                    given = json.load(sys.stdin)
                    print(Webhook(given["secret"]).verify(given["body"], given["headers"])["type"])
                    """
                struct Given: Encodable {
                    let secret: String
                    let body: String
                    let headers: [String: String]
                }
                let told = try await Python.run(
                    script, Given(secret: endpoint.secrets[0].text, body: heard.body, headers: heard.headers))
                #expect(told == "video.completed\n")
                let delivery = try await stage.delivery(to: endpoint.id) { $0.state == .delivered }
                #expect(delivery.attempts == 1)
                #expect(delivery.status == 200)
                let log = try await stage.store.attempts(of: delivery.id)
                #expect(log.map(\.number) == [1])
            }
        }
    }

    @Test func walksTheWholeScheduleAndGivesUp() async throws {
        try await Receiver.running { receiver in
            let stage = Stage(allowing: [receiver.port])
            let start = stage.clock.now
            try await stage.running {
                let endpoint = try await stage.service.create(
                    url: receiver.base + "/status/500", events: .usual, description: "")
                try await stage.film()
                var due: [Int64] = []
                for number in 1...9 {
                    let waiting = try await stage.delivery(to: endpoint.id) { $0.attempts == number }
                    let next = try #require(waiting.due)
                    due.append((next - stage.clock.now) / 1000)
                    stage.clock.set(next)
                }
                #expect(due == [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400])
                let over = try await stage.delivery(to: endpoint.id) { $0.state == .failed }
                #expect(over.attempts == 10)
                #expect(over.ended == start + 272_105_000)
                #expect(over.error?.hasSuffix("That was the last attempt.") == true)
                let heard = receiver.requests
                #expect(heard.count == 10)
                #expect(Set(heard.compactMap { $0.headers["webhook-id"] }).count == 1)
                #expect(Set(heard.map(\.body)).count == 1)
                #expect(Set(heard.compactMap { $0.headers["webhook-timestamp"] }).count == 10)
                let log = try await stage.store.attempts(of: over.id)
                #expect(log.map(\.status) == Array(repeating: 500, count: 10))
                #expect(log.allSatisfy { $0.answer == Array("as you wish".utf8) })
            }
        }
    }

    @Test func triesAgainUntilTheEndpointRecovers() async throws {
        try await Receiver.running { receiver in
            let stage = Stage(allowing: [receiver.port])
            try await stage.running {
                let endpoint = try await stage.service.create(
                    url: receiver.base + "/fail/503/2", events: .usual, description: "")
                try await stage.film()
                for number in 1...2 {
                    let waiting = try await stage.delivery(to: endpoint.id) { $0.attempts == number }
                    stage.clock.set(try #require(waiting.due))
                }
                let over = try await stage.delivery(to: endpoint.id) { $0.state == .delivered }
                #expect(over.attempts == 3)
            }
        }
    }

    @Test func waitsAsLongAsItIsAskedTo() async throws {
        try await Receiver.running { receiver in
            let stage = Stage(allowing: [receiver.port])
            try await stage.running {
                let endpoint = try await stage.service.create(
                    url: receiver.base + "/later/429/777", events: .usual, description: "")
                try await stage.film()
                let waiting = try await stage.delivery(to: endpoint.id) { $0.attempts == 1 }
                #expect(waiting.due == stage.clock.now + 777_000)
                stage.clock.set(stage.clock.now + 776_999)
                let ping = try await stage.service.ping(endpoint.id)
                stage.clock.set(try #require(waiting.due))
                _ = try await stage.delivery(to: endpoint.id) { $0.state == .delivered && $0.id == waiting.id }
                // The whole endpoint was left alone, not the one delivery: the ping came after it, and its first answer
                // asks for patience too.
                let patient = try await stage.delivery(to: endpoint.id) { $0.id == ping.id && $0.attempts == 1 }
                #expect(patient.state == .pending)
                #expect(receiver.requests.count == 3)
            }
        }
    }

    @Test func switchesAnEndpointOffThatAnswers410() async throws {
        try await Receiver.running { receiver in
            let stage = Stage(allowing: [receiver.port])
            try await stage.running {
                let endpoint = try await stage.service.create(
                    url: receiver.base + "/status/410", events: .usual, description: "")
                try await stage.film()
                let over = try await stage.delivery(to: endpoint.id) { $0.state == .failed }
                #expect(over.attempts == 1)
                var disabled: String?
                for _ in 0..<500 where disabled == nil {
                    disabled = try await stage.service.endpoint(endpoint.id).disabled
                    try await Task.sleep(for: .milliseconds(10))
                }
                #expect(disabled?.contains("410") == true)
                await #expect(throws: WebhookProblem.disabled) { try await stage.service.ping(endpoint.id) }
            }
        }
    }

    @Test func takesARedirectAsAFailureAndDoesNotFollowIt() async throws {
        try await Receiver.running { receiver in
            let stage = Stage(allowing: [receiver.port])
            try await stage.running {
                let endpoint = try await stage.service.create(
                    url: receiver.base + "/to?http://169.254.169.254/latest", events: .usual, description: "")
                try await stage.film()
                let waiting = try await stage.delivery(to: endpoint.id) { $0.attempts == 1 }
                #expect(waiting.state == .pending)
                #expect(waiting.status == 302)
                #expect(waiting.error?.contains("redirects are not followed") == true)
                #expect(receiver.requests.count == 1)
            }
        }
    }

    @Test func refusesPrivateAddressesAlsoWhenTheyComeLater() async throws {
        try await Receiver.running { receiver in
            let stage = Stage(allowing: [])
            await #expect(throws: WebhookProblem.address(reason: AddressRefusal.special("loopback").reason)) {
                try await stage.service.create(url: receiver.base + "/ok", events: .usual, description: "")
            }
            // A film's callback that was taken when the rules were others.
            try await stage.running {
                try await stage.film(callback: receiver.base + "/ok")
                let waiting = try await stage.delivery(to: .callbacks) { $0.attempts == 1 }
                #expect(waiting.error == "The address leads to a loopback network address, not to a public one.")
                #expect(receiver.requests.isEmpty)
            }
        }
    }

    @Test func callsBackWhereTheFilmSays() async throws {
        try await Receiver.running { receiver in
            let stage = Stage(allowing: [receiver.port])
            try await stage.running {
                try await stage.film(callback: receiver.base + "/ok/a")
                try await stage.film(
                    callback: receiver.base + "/ok/b", outcome: .failed(.init(code: "x", message: "y")))
                try await stage.film()
                let heard = try await receiver.wait(for: 2)
                #expect(Set(heard.map(\.path)) == ["/ok/a", "/ok/b"])
                #expect(heard.contains { $0.body.contains("video.failed") })
                let secret = try await stage.service.endpoint(.callbacks).secrets[0]
                #expect(secret.text.hasPrefix("whsec_"))
            }
        }
    }

    @Test func letsNoDeadEndpointDelayAnother() async throws {
        try await Receiver.running { receiver in
            let stage = Stage(allowing: [receiver.port, 1], timeout: .seconds(600))
            try await stage.running(isCutOff: true) {
                _ = try await stage.service.create(
                    url: receiver.base + "/hang", events: .usual, description: "")
                _ = try await stage.service.create(
                    url: "http://127.0.0.1:1/", events: .usual, description: "")
                let well = try await stage.service.create(url: receiver.base + "/ok", events: .usual, description: "")
                for _ in 0..<20 { try await stage.film() }
                var delivered = 0
                for _ in 0..<2000 where delivered < 20 {
                    var query = DeliveryQuery()
                    (query.endpoint, query.state, query.limit) = (well.id, .delivered, 100)
                    delivered = try await stage.store.deliveries(query).deliveries.count
                    try await Task.sleep(for: .milliseconds(10))
                }
                #expect(delivered == 20)
                // Four under way at a time, and all of them still hang.
                #expect(receiver.requests.filter { $0.path == "/hang" }.count == 4)
            }
        }
    }

    @Test func sendsAgainWhatIsReplayed() async throws {
        try await Receiver.running { receiver in
            let stage = Stage(allowing: [receiver.port])
            try await stage.running {
                let endpoint = try await stage.service.create(
                    url: receiver.base + "/ok", events: .usual, description: "")
                try await stage.film()
                let first = try await stage.delivery(to: endpoint.id) { $0.state == .delivered }
                _ = try await stage.service.replay(first.id, of: endpoint.id)
                let again = try await stage.delivery(to: endpoint.id) { $0.state == .delivered && $0.attempts == 2 }
                #expect(again.message == first.message)
                let ids = receiver.requests.map { $0.headers["webhook-id"] }
                #expect(ids == [first.message.rawValue, first.message.rawValue])
                await #expect(throws: WebhookProblem.unknownDelivery) {
                    try await stage.service.replay(DeliveryID(at: 0), of: endpoint.id)
                }
                let none = try await stage.service.replayFailed(of: endpoint.id, since: 0)
                #expect(none == 0)
            }
        }
    }

    @Test func signsWithBothKeysForADayAfterARotation() async throws {
        try await Receiver.running { receiver in
            let stage = Stage(allowing: [receiver.port])
            try await stage.running {
                let endpoint = try await stage.service.create(
                    url: receiver.base + "/ok", events: .usual, description: "")
                let rotated = try await stage.service.rotate(endpoint.id)
                #expect(rotated.secrets.count == 2)
                _ = try await stage.service.ping(endpoint.id)
                _ = try await receiver.wait(for: 1)
                stage.clock.set(stage.clock.now + WebhookSecret.overlap)
                _ = try await stage.service.ping(endpoint.id)
                let heard = try await receiver.wait(for: 2)
                #expect(heard.map { $0.headers["webhook-signature"]?.split(separator: " ").count } == [2, 1])
            }
        }
    }

    @Test func hearsOfWhatHappenedWhileItWasAway() async throws {
        try await Receiver.running { receiver in
            let first = Stage(allowing: [receiver.port])
            try await first.dispatcher.prepare()
            let endpoint = try await first.service.create(
                url: receiver.base + "/ok", events: .usual, description: "")
            // Films end, and nobody delivers.
            for _ in 0..<3 { try await first.film() }
            let second = Stage(allowing: [receiver.port], store: first.store, clock: first.clock, films: first.films)
            try await second.running {
                _ = try await receiver.wait(for: 3)
                #expect(Set(receiver.requests.compactMap { $0.headers["webhook-id"] }).count == 3)
                _ = try await second.delivery(to: endpoint.id) { $0.state == .delivered }
            }
        }
    }
}
