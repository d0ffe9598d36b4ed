import Films
import FoundationEssentials
import TestSupport
import Testing
import Webhooks

@Suite struct SignatureTests {
    private struct Sample: Encodable {
        var secrets: [String]
        var headers: [String: String]
        var body: String
    }

    /// The reference implementation's own example (`standardwebhooks`, tests of its libraries).
    @Test func signsTheReferenceExample() throws {
        let secret = try #require(WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", at: 0))
        let headers = Signature.headers(
            message: MessageID(known: "msg_p5jXN8AQM9LWM0D4loKWxJek"), body: Array(#"{"test": 2432232314}"#.utf8),
            secrets: [secret], at: 1_614_265_330_000)
        #expect(headers.map(\.name) == ["webhook-id", "webhook-timestamp", "webhook-signature"])
        #expect(headers[1].value == "1614265330")
        #expect(headers[2].value == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test func isVerifiedByTheReferencePackageAlsoInTheMidstOfARotation() async throws {
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        var endpoint = WebhookEndpoint(id: EndpointID(at: now), url: "https://example.com/", at: now)
        let old = endpoint.secrets[0].text
        endpoint.rotate(to: WebhookSecret(at: now), at: now)
        let new = endpoint.secrets[0].text
        #expect(old != new)
        let body = MessageBody.ping(at: now)
        let headers = Signature.headers(message: body.id, body: body.body, secrets: endpoint.secrets, at: now)
        #expect(headers[2].value.split(separator: " ").count == 2)
        let later = Signature.headers(
            message: body.id, body: body.body, secrets: endpoint.secrets, at: now + WebhookSecret.overlap)
        #expect(later[2].value.split(separator: " ").count == 1)
        let script = """
            import json, sys
            from standardwebhooks.webhooks import Webhook, WebhookVerificationError
            given = json.load(sys.stdin)
            for secret in given["secrets"]: Webhook(secret).verify(given["body"], given["headers"])
            try:
                Webhook(given["secrets"][0]).verify(given["body"] + " ", given["headers"])
            except WebhookVerificationError: print("fine")
            """
        let sample = Sample(
            secrets: [old, new], headers: Dictionary(uniqueKeysWithValues: headers.map { ($0.name, $0.value) }),
            body: String(decoding: body.body, as: UTF8.self))
        #expect(try await Python.run(script, sample) == "fine\n")
    }

    @Test func isUnwrappedByOpenAIsClient() async throws {
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        let secret = WebhookSecret(at: now)
        let film = FilmID(at: now)
        let message = MessageBody.message(
            of: FilmEvent(number: 7, film: film, revision: 1, time: now, kind: .completed(Stage.figures)), film: nil)
        let headers = Signature.headers(message: message.id, body: message.body, secrets: [secret], at: now)
        let script = """
            import json, sys
            from openai import OpenAI
            given = json.load(sys.stdin)
            client = OpenAI(api_key="none", webhook_secret=given["secrets"][0])
            event = client.webhooks.unwrap(given["body"], given["headers"])
            print(event.type, event.object, event.id, event.created_at, event.data.id)
            """
        let sample = Sample(
            secrets: [secret.text], headers: Dictionary(uniqueKeysWithValues: headers.map { ($0.name, $0.value) }),
            body: String(decoding: message.body, as: UTF8.self))
        let told = try await Python.run(script, sample)
        #expect(told == "video.completed event \(message.id) \(now / 1000) \(film)\n")
    }

    @Test(arguments: [
        "", "whsec_", "whsec_!!!", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_c2hvcnQ=",
        "whsec_" + String(repeating: "A", count: 88),
    ]) func takesNoKeyThatIsTooShortTooLongOrNone(_ text: String) {
        #expect(WebhookSecret(text, at: 0) == nil)
    }

    @Test func makesKeysOf32BytesThatDiffer() throws {
        let texts = (0..<50).map { _ in WebhookSecret(at: 0).text }
        #expect(Set(texts).count == 50)
        for text in texts { #expect(WebhookSecret(text, at: 0)?.text == text) }
        #expect(texts[0].count == "whsec_".count + 44)
    }
}
