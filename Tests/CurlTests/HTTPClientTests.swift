import Curl
import FoundationEssentials
import Platform
import TestSupport
import Testing

@Suite struct HTTPClientTests {
    private let client = HTTPClient(.init(addressGuard: .off))

    @Test func sendsMethodHeadersAndBodyAsTheyAre() async throws {
        try await Receiver.running { receiver in
            for method in ["POST", "PUT", "PATCH", "DELETE"] {
                var request = OutgoingRequest(method, receiver.base + "/echo?a=b%20c")
                request.headers = [("Content-Type", "application/json"), ("X-Empty", ""), ("X-Word", "naïve")]
                request.body = Array(#"{"ü":1}"#.utf8)
                let answer = try await client.send(request)
                let echo = try JSONDecoder().decode(Receiver.Received.self, from: Data(answer.body))
                #expect(echo.method == method)
                #expect(echo.path == "/echo?a=b%20c")
                #expect(echo.body == #"{"ü":1}"#)
                #expect(echo.headers["content-type"] == "application/json")
                #expect(echo.headers["x-empty"] == "")
                #expect(echo.headers["user-agent"] == "vitascope/1")
                #expect(echo.headers["expect"] == nil)
                #expect(echo.headers["accept-encoding"] == nil)
            }
        }
    }

    @Test func sendsAnEmptyBodyAndNone() async throws {
        try await Receiver.running { receiver in
            var request = OutgoingRequest("POST", receiver.base + "/echo")
            request.body = []
            let answer = try await client.send(request)
            let echo = try JSONDecoder().decode(Receiver.Received.self, from: Data(answer.body))
            #expect(echo.headers["content-length"] == "0")
            let head = try await client.send(OutgoingRequest("HEAD", receiver.base + "/big/100"))
            #expect(head.head["content-length"] == "100")
            #expect(head.body == [])
        }
    }

    @Test func carriesManyRequestsAtATime() async throws {
        try await Receiver.running { receiver in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<100 {
                    group.addTask {
                        try await client.send(OutgoingRequest("GET", receiver.base + "/status/\(200 + number)")).head
                            .status
                    }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            // 204 and 205 forbid a body in HTTP, and Python sends one all the same; they must not break the next.
            #expect(statuses.isSuperset(of: Set((206..<300))))
        }
    }

    @Test func endsInTimeWhenTheServerHangs() async throws {
        try await Receiver.running { receiver in
            var request = OutgoingRequest("GET", receiver.base + "/hang")
            request.timeout = .milliseconds(300)
            await #expect(throws: HTTPClientError.timeout) { try await client.send(request) }
            var slow = OutgoingRequest("GET", receiver.base + "/slow")
            slow.timeout = .milliseconds(500)
            await #expect(throws: HTTPClientError.timeout) { try await client.send(slow) }
        }
    }

    @Test func endsAtOnceWhenCancelled() async throws {
        try await Receiver.running { receiver in
            let task = Task { try await client.send(OutgoingRequest("GET", receiver.base + "/hang")) }
            _ = try await receiver.wait(for: 1)
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }

    @Test func saysWhyThereIsNoAnswer() async throws {
        await #expect(throws: HTTPClientError.unreachable(host: "127.0.0.1", port: 1)) {
            try await client.send(OutgoingRequest("GET", "http://127.0.0.1:1/"))
        }
        await #expect(throws: HTTPClientError.unresolvable(host: "nowhere.invalid")) {
            try await client.send(OutgoingRequest("GET", "http://nowhere.invalid/"))
        }
        await #expect(throws: HTTPClientError.refused(.malformed)) {
            try await client.send(OutgoingRequest("GET", "file:///etc/passwd"))
        }
        await #expect(throws: HTTPClientError.badHeader("X-Evil")) {
            var request = OutgoingRequest("GET", "http://127.0.0.1:1/")
            request.headers = [("X-Evil", "a\r\nX-More: b")]
            return try await client.send(request)
        }
        try await Receiver.running { receiver in
            await #expect(throws: HTTPClientError.cut) {
                try await client.send(OutgoingRequest("GET", receiver.base + "/cut"))
            }
        }
    }

    @Test func takesNoMoreThanItsLimits() async throws {
        try await Receiver.running { receiver in
            let big = OutgoingRequest("GET", receiver.base + "/big/3000000")
            await #expect(throws: HTTPClientError.bodyTooLarge(limit: 1000)) {
                try await client.send(big, limit: 1000)
            }
            let cut = try await client.send(big, limit: 1024, cutting: true)
            #expect(cut.body == [UInt8](repeating: UInt8(ascii: "x"), count: 1024))
            #expect(cut.isCut)
            let whole = try await client.send(big, limit: 3_000_000)
            #expect(whole.body.count == 3_000_000)
            await #expect(throws: HTTPClientError.headersTooLarge(limit: 65_536)) {
                try await client.send(OutgoingRequest("GET", receiver.base + "/headers/70000"))
            }
        }
    }

    @Test func slowsASenderDownToItsReader() async throws {
        try await Receiver.running { receiver in
            var request = OutgoingRequest("GET", receiver.base + "/file/5000000")
            request.timeout = nil
            let answer = try await client.open(request)
            var bytes: [UInt8] = []
            while let piece = try await answer.next() {
                bytes += piece
                if bytes.count < 1_000_000 { try await Task.sleep(for: .milliseconds(5)) }
            }
            #expect(bytes.count == 5_000_000)
            #expect(bytes.enumerated().allSatisfy { UInt8(truncatingIfNeeded: $0.offset &* 31) == $0.element })
        }
    }

    @Test func followsRedirectsOnlyWhenAskedAndNotWithAPost() async throws {
        try await Receiver.running { receiver in
            var request = OutgoingRequest("GET", receiver.base + "/to?/echo")
            let left = try await client.send(request)
            #expect(left.head.status == 302)
            request.redirects = 1
            let followed = try await client.send(request)
            #expect(followed.head.status == 200)
            request.method = "POST"
            let posted = try await client.send(request)
            #expect(posted.head.status == 302)
            var away = OutgoingRequest("GET", receiver.base + "/to?file:///etc/passwd")
            away.redirects = 1
            let asked = away
            await #expect(throws: HTTPClientError.badRedirect) { try await client.send(asked) }
        }
    }

    @Test func failsAfterItIsGone() async throws {
        let answer: StreamedResponse? = try await Receiver.running { receiver in
            let short = HTTPClient(.init(addressGuard: .off))
            return try await short.open(OutgoingRequest("GET", receiver.base + "/slow"))
        }
        await #expect(throws: HTTPClientError.self) {
            while try await answer?.next() != nil {}
        }
    }

    @Test(
        arguments: [
            ("120", nil, 120), ("0", nil, 0), ("Fri, 31 Dec 1999 23:59:59 GMT", "Fri, 31 Dec 1999 23:58:59 GMT", 60),
            ("Friday, 31-Dec-99 23:59:59 GMT", nil, 0), ("soon", nil, nil), ("-5", nil, nil), ("", nil, nil),
            ("99999999999999999999999", nil, Int64.max),
        ] as [(String, String?, Int64?)])
    func readsRetryAfterInBothForms(_ text: String, _ date: String?, _ expected: Int64?) {
        var headers = [ResponseHead.Header(name: "retry-after", value: text)]
        if let date { headers.append(.init(name: "date", value: date)) }
        #expect(ResponseHead(status: 503, headers: headers).retryAfter(now: 1_700_000_000) == expected)
    }
}
