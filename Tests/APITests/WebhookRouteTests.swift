import API
import Curl
import Films
import FoundationEssentials
import HTTPServer
import NIOHTTP1
import Testing
import Webhooks

@Suite("Webhooks over the API") struct WebhookRouteTests {
    private let api: Harness
    private let webhooks: WebhookService

    init() async throws {
        let store = MemoryWebhooks()
        webhooks = WebhookService(store: store, addressGuard: AddressGuard(), clock: SystemClock())
        await store.insert(WebhookEndpoint(id: .callbacks, url: "", at: 1))
        api = Harness(webhooks: webhooks)
    }

    /// An address that needs no name server to be looked at.
    private let url = "https://8.8.8.8/hook"

    private func create() async throws -> String {
        let answer = try await api.send(.POST, "/v1/webhooks", json: #"{"url": "\#(url)"}"#)
        guard let id = answer["id"]?.text else { throw HarnessFailure(answer.text) }
        return id
    }

    @Test("an endpoint is made with a secret that is shown once, and again where it is asked for")
    func creation() async throws {
        let made = try await api.send(
            .POST, "/v1/webhooks",
            json: #"{"url": "\#(url)", "events": ["video.completed", "video.playable"], "description": "mine"}"#)
        #expect(made.status == 201)
        let id = try #require(made["id"]?.text)
        #expect(made.header("location") == "/v1/webhooks/\(id)")
        let secret = try #require(made["secret"]?.text)
        #expect(secret.hasPrefix("whsec_"))
        let shown = try await api.send(.GET, "/v1/webhooks/\(id)")
        #expect(shown["secret"] == nil)
        #expect(shown["events"] == .list([.text("video.completed"), .text("video.playable")]))
        #expect(shown["disabled"] == .flag(false))
        let asked = try await api.send(.GET, "/v1/webhooks/\(id)/secret")
        #expect(asked["secret"]?.text == secret)
        #expect(asked["previous_sign_until"] == .null)
        let list = try await api.send(.GET, "/v1/webhooks")
        guard case .list(let all)? = list["data"] else { throw HarnessFailure(list.text) }
        // The one for callbacks stands for no address of its own.
        #expect(all.map { $0["id"]?.text } == [id])
    }

    @Test("a secret is rotated, by a new one of ours or of the client's")
    func rotation() async throws {
        let id = try await create()
        let old = try await api.send(.GET, "/v1/webhooks/\(id)/secret")["secret"]
        let rotated = try await api.send(.POST, "/v1/webhooks/\(id)/rotate")
        #expect(rotated.status == 200)
        #expect(rotated["secret"] != old)
        #expect(rotated["previous_sign_until"] != .null)
        let own = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        let given = try await api.send(.POST, "/v1/webhooks/\(id)/rotate", json: #"{"secret": "\#(own)"}"#)
        #expect(given["secret"]?.text == own)
        let bad = try await api.send(.POST, "/v1/webhooks/\(id)/rotate", json: #"{"secret": "whsec_short"}"#)
        #expect(bad.status == 400)
        #expect(bad.param == "secret")
        let callbacks = try await api.send(.POST, "/v1/webhooks/default/rotate")
        #expect(callbacks.status == 200)
    }

    @Test("an endpoint is changed, switched off and on, and forgotten")
    func change() async throws {
        let id = try await create()
        let changed = try await api.send(
            .PATCH, "/v1/webhooks/\(id)", json: #"{"events": ["*"], "description": "all", "disabled": true}"#)
        #expect(changed["disabled"] == .flag(true))
        #expect(changed["disabled_reason"]?.text == "It was switched off.")
        #expect(try await api.send(.POST, "/v1/webhooks/\(id)/ping").status == 409)
        let back = try await api.send(.PATCH, "/v1/webhooks/\(id)", json: #"{"disabled": false}"#)
        #expect(back["disabled_reason"] == .null)
        #expect(back["description"]?.text == "all")
        let gone = try await api.send(.DELETE, "/v1/webhooks/\(id)")
        #expect(gone["deleted"] == .flag(true))
        #expect(try await api.send(.GET, "/v1/webhooks/\(id)").code == "webhook_not_found")
        #expect(try await api.send(.DELETE, "/v1/webhooks/default").status == 409)
    }

    @Test("a ping waits in the log with its body, and is sent again on demand")
    func log() async throws {
        let id = try await create()
        let ping = try await api.send(.POST, "/v1/webhooks/\(id)/ping")
        #expect(ping.status == 202)
        let delivery = try #require(ping["id"]?.text)
        let list = try await api.send(.GET, "/v1/webhooks/\(id)/deliveries?status=pending&limit=5")
        guard case .list(let all)? = list["data"] else { throw HarnessFailure(list.text) }
        #expect(all.map { $0["id"]?.text } == [delivery])
        let shown = try await api.send(.GET, "/v1/webhooks/\(id)/deliveries/\(delivery)")
        #expect(shown["log"] == .list([]))
        #expect(shown["body"]?["type"]?.text == "ping")
        #expect(shown["body"]?["id"] == shown["event"])
        let again = try await api.send(
            .POST, "/v1/webhooks/\(id)/replay", json: #"{"delivery": "\#(delivery)"}"#)
        #expect(again.status == 202)
        #expect(again["deliveries"] == .whole(1))
        let none = try await api.send(.POST, "/v1/webhooks/\(id)/replay", json: #"{"since": 0}"#)
        #expect(none["deliveries"] == .whole(0))
    }

    @Test(
        "what cannot be used is refused with its place",
        arguments: [
            (#"{}"#, "missing_field", "url"), (#"{"url": 7}"#, "invalid_value", "url"),
            (#"{"url": "http://127.0.0.1/"}"#, "address_refused", "url"),
            (#"{"url": "http://[::ffff:10.0.0.1]/"}"#, "address_refused", "url"),
            (#"{"url": "http://2130706433/"}"#, "address_refused", "url"),
            (#"{"url": "https://user:pass@8.8.8.8/"}"#, "address_refused", "url"),
            (#"{"url": "https://8.8.8.8:22/"}"#, "address_refused", "url"),
            (#"{"url": "ftp://8.8.8.8/"}"#, "address_refused", "url"),
            (#"{"url": "https://no-such-host.invalid/"}"#, "address_refused", "url"),
            (#"{"url": "https://8.8.8.8/", "events": ["video.complete"]}"#, "invalid_value", "video.complete"),
            (#"{"url": "https://8.8.8.8/", "events": []}"#, "invalid_value", "events"),
            (#"{"url": "https://8.8.8.8/", "secret": "x"}"#, "invalid_value", "secret"),
            (#"{"url": "https://8.8.8.8/", "event": []}"#, "unknown_field", "event"),
        ])
    func refusals(_ body: String, _ code: String, _ param: String) async throws {
        let answer = try await api.send(.POST, "/v1/webhooks", json: body)
        #expect(answer.status == 400, "\(answer.text)")
        #expect(answer.code == code)
        #expect(answer.param == param)
    }

    @Test("unknown names and broken queries are told apart")
    func unknown() async throws {
        let id = try await create()
        for path in ["/v1/webhooks/nonsense", "/v1/webhooks/\(id)/deliveries/nonsense", "/v1/webhooks/nonsense/secret"]
        {
            #expect(try await api.send(.GET, path).code == "webhook_not_found", "\(path)")
        }
        for query in ["status=done", "after=x", "limit=0", "nonsense=1"] {
            #expect(
                try await api.send(.GET, "/v1/webhooks/\(id)/deliveries?\(query)").code == "invalid_query", "\(query)")
        }
        for body in [#"{}"#, #"{"since": -1}"#, #"{"delivery": "x", "since": 1}"#] {
            #expect(try await api.send(.POST, "/v1/webhooks/\(id)/replay", json: body).status == 400, "\(body)")
        }
    }

    @Test("a film's callback is looked at when it is given")
    func callback() async throws {
        let answer = try await api.send(
            .POST, "/v1/videos", json: #"{"prompt": "Words.", "callback_url": "http://169.254.169.254/latest"}"#)
        #expect(answer.code == "address_refused")
        #expect(answer.param == "callback_url")
        let fine = try await api.send(.POST, "/v1/videos", json: #"{"prompt": "Words.", "callback_url": "\#(url)"}"#)
        #expect(fine.status == 200)
    }

    @Test("a service without webhooks says so")
    func without() async throws {
        let answer = try await Harness().send(.GET, "/v1/webhooks")
        #expect(answer.code == "not_available")
    }
}
