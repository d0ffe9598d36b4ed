import API
import Film
import Films
import Testing

@Suite struct NotifySocketTests {
    /// Runs lines of Python with an open socket `ws`; `ask` sends JSON, `hear` receives it.
    private static func script(_ lines: String) -> String {
        """
        import json, sys
        from websockets.sync.client import connect
        with connect(sys.argv[1].replace("http", "ws") + "/ws/notify") as ws:
            def ask(**message): ws.send(json.dumps(message))
            def hear(): return json.loads(ws.recv(timeout=20))
        \(lines.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))
        """
    }

    private struct Event: Decodable {
        var id: Int64
        var type: String
        var data: Subject

        struct Subject: Decodable {
            var id: String
        }
    }

    @Test func subscribersHearTheirFilmsPastAndPresentAndNoOthers() async throws {
        try await LiveService.run { live in
            let film = try await live.submit()
            let lease = try await live.lease()
            let other = try await live.submit()
            async let heard = Python.json(
                [Event].self,
                Self.script(
                    """
                    ask(type="subscribe", films=[sys.argv[2]], after=0)
                    assert hear() == {"type": "subscribed", "films": [sys.argv[2]]}
                    events = []
                    while not events or events[-1]["type"] != "video.completed": events.append(hear())
                    ask(type="unsubscribe", films="*")
                    assert hear() == {"type": "unsubscribed", "films": []}
                    json.dump(events, sys.stdout)
                    """), [live.address, film.rawValue])
            try await live.untilListeners(1)
            for index in 0..<100 {
                try await live.films.report(lease, [.notice("\(index)")], storyboard: nil)
                try await Task.sleep(for: .milliseconds(10))
                _ = try await live.submit()
            }
            try await live.films.finish(lease, .completed(LiveService.figures))
            let events = try await heard
            let told = await live.films.events(of: film, after: 0, limit: 1000).map(\.number)
            #expect(events.map(\.id) == told)
            #expect(!events.contains { $0.data.id == other.rawValue })
        }
    }

    @Test func aStarMeansEveryFilm() async throws {
        try await LiveService.run { live in
            let first = try await live.submit()
            async let heard = Python.json(
                [Event].self,
                Self.script(
                    """
                    ask(type="subscribe", films="*", after=0)
                    assert hear() == {"type": "subscribed", "films": "*"}
                    json.dump([hear() for _ in range(3)], sys.stdout)
                    """), [live.address])
            try await live.untilListeners(1)
            let (second, third) = (try await live.submit(), try await live.submit())
            let events = try await heard
            #expect(events.map(\.data.id) == [first, second, third].map(\.rawValue))
        }
    }

    @Test func mistakesAreAnsweredAndTheTalkGoesOn() async throws {
        try await LiveService.run { live in
            let codes = try await Python.json(
                [String].self,
                Self.script(
                    """
                    codes = []
                    def complain(): codes.append(hear()["error"]["code"])
                    ws.send("{nonsense"); complain()
                    ask(type="sing", films="*"); complain()
                    ask(type="subscribe"); complain()
                    ask(type="subscribe", films=["../etc"]); complain()
                    ask(type="subscribe", films=["video_00000000000000000000000000"]); complain()
                    ask(type="subscribe", films="*", after=-1); complain()
                    ask(type="subscribe", films="*", colour="red"); complain()
                    ask(type="unsubscribe", films="*"); codes.append(hear()["type"])
                    json.dump(codes, sys.stdout)
                    """), [live.address])
            #expect(
                codes == [
                    "invalid_json", "invalid_value", "missing_field", "video_not_found", "video_not_found",
                    "invalid_value", "unknown_field", "unsubscribed",
                ])
        }
    }

    @Test func aPlainRequestIsToldToUpgrade() async throws {
        try await LiveService.run { live in
            let status = try await Python.run(
                "import sys, requests; print(requests.get(sys.argv[1], timeout=20).status_code)",
                ["\(live.address)/ws/notify"])
            #expect(status == "426\n")
        }
    }
}
