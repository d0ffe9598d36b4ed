import API
import Film
import Films
import HTTPServer
import Testing

@Suite struct EventStreamTests {
    /// Reads a stream with an independent reader, hanging up after every so many events and coming back as browsers do.
    private static let reader = """
        import json, sys, requests, sseclient
        address, each, most = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
        seen, last, connections, status = [], None, 0, 200
        while True:
            headers = {} if last is None else {"Last-Event-ID": last}
            answer = requests.get(address, stream=True, headers=headers, timeout=20)
            connections += 1
            status = answer.status_code
            if status != 200: break
            assert answer.headers["content-type"] == "text/event-stream", answer.headers
            count = 0
            for event in sseclient.SSEClient(answer).events():
                data = json.loads(event.data)
                assert data["type"] == event.event and str(data["id"]) == event.id
                seen.append([data["id"], data["type"], data["data"]["id"]])
                last, count = event.id, count + 1
                if each and count == each or len(seen) == most: break
            answer.close()
            if len(seen) == most: break
        json.dump({"seen": seen, "connections": connections, "status": status}, sys.stdout)
        """

    private struct Seen: Decodable {
        var seen: [Event]
        var connections: Int
        var status: Int

        struct Event: Decodable, Equatable {
            var number: Int64
            var type: String
            var film: String

            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                number = try list.decode(Int64.self)
                type = try list.decode(String.self)
                film = try list.decode(String.self)
            }
        }

        /// All but progress, of which only the newest counts.
        var lasting: [Int64] { seen.filter { $0.type != "video.progress" }.map(\.number) }
    }

    @Test func resumingLosesAndRepeatsNothingWhileTheFilmIsMade() async throws {
        try await LiveService.run { live in
            let film = try await live.submit()
            async let reading = Python.json(
                Seen.self, Self.reader, ["\(live.address)/v1/videos/\(film)/events", "7", "0"])
            try await live.untilListeners(1)
            let lease = try await live.lease()
            for index in 0..<200 {
                var progress = ProgressReport()
                progress.fraction = Double(index) / 200
                try await live.films.report(lease, [.progress(progress), .notice("Scene \(index)")], storyboard: nil)
                if index.isMultiple(of: 10) { try await Task.sleep(for: .milliseconds(20)) }
            }
            try await live.films.finish(lease, .completed(LiveService.figures))
            let seen = try await reading
            let told = await live.films.events(of: film, after: 0, limit: 10_000).filter { event in
                if case .progress = event.kind { false } else { true }
            }.map(\.number)
            #expect(seen.lasting == told)
            #expect(seen.seen.map(\.number) == seen.seen.map(\.number).sorted())
            #expect(Set(seen.seen.map(\.number)).count == seen.seen.count)
            #expect(seen.connections > 10)
            #expect(seen.status == 204, "Who has seen the end is told not to come again.")
        }
    }

    @Test func aFinishedFilmsStreamTellsItsStoryAndEnds() async throws {
        try await LiveService.run { live in
            let film = try await live.submit()
            try await live.films.finish(try await live.lease(), .completed(LiveService.figures))
            let seen = try await Python.json(
                Seen.self, Self.reader, ["\(live.address)/v1/videos/\(film)/events", "0", "0"])
            #expect(seen.seen.map(\.type) == ["video.queued", "video.started", "video.completed"])
            #expect(seen.status == 204)
        }
    }

    @Test func allFilmsAreToldFromNowOnOrFromANumber() async throws {
        try await LiveService.run { live in
            let before = try await live.submit()
            let number = await live.films.lastEvent()
            async let live1 = Python.json(
                Seen.self, Self.reader, ["\(live.address)/v1/events?after=\(number)", "0", "2"])
            async let live2 = Python.json(Seen.self, Self.reader, ["\(live.address)/v1/events?after=0", "0", "3"])
            try await live.untilListeners(2)
            let (one, two) = (try await live.submit(), try await live.submit())
            let (late, all) = (try await live1, try await live2)
            #expect(late.seen.map(\.film) == [one.rawValue, two.rawValue])
            #expect(all.seen.map(\.film) == [before.rawValue, one.rawValue, two.rawValue])
        }
    }

    @Test func aSilentStreamIsKeptAlive() async throws {
        try await LiveService.run(keepAlive: .milliseconds(300)) { live in
            let film = try await live.submit()
            let text = try await Python.run(
                """
                import sys, requests
                answer = requests.get(sys.argv[1], stream=True, timeout=20)
                text = b""
                for piece in answer.iter_content(None):
                    text += piece
                    if text.count(b": keep-alive") == 2: break
                sys.stdout.write(text.decode())
                """, ["\(live.address)/v1/videos/\(film)/events"])
            #expect(text.hasPrefix("retry: 2000\n\n"))
            #expect(text.contains("event: video.queued\n"))
        }
    }

    @Test func aReaderThatStopsReadingSlowsNobodyAndMissesNothingThatLasts() async throws {
        try await LiveService.run { live in
            let film = try await live.submit()
            // A small window and a long sleep: the answer backs up into the service.
            async let slow = Python.json(
                Seen.self,
                """
                import json, socket, sys, time
                host, port, path = "127.0.0.1", int(sys.argv[1]), sys.argv[2]
                link = socket.socket()
                link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16384)
                link.connect((host, port))
                link.sendall(f"GET {path} HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n".encode())
                time.sleep(2)
                text = b""
                while piece := link.recv(65536): text += piece
                head, body = text.split(b"\\r\\n\\r\\n", 1)
                whole = b""
                while body:
                    size, body = body.split(b"\\r\\n", 1)
                    whole += body[:int(size, 16)]
                    body = body[int(size, 16) + 2:]
                seen = []
                for line in whole.decode().split("\\n"):
                    if line.startswith("data: "):
                        data = json.loads(line[6:])
                        seen.append([data["id"], data["type"], data["data"]["id"]])
                json.dump({"seen": seen, "connections": 1, "status": 200}, sys.stdout)
                """, ["\(live.server.port)", "/v1/videos/\(film)/events"])
            async let quick = Python.json(
                Seen.self, Self.reader, ["\(live.address)/v1/videos/\(film)/events", "0", "0"])
            try await live.untilListeners(2)
            let lease = try await live.lease()
            let words = String(repeating: "long ", count: 2000)
            for index in 0..<400 {
                try await live.films.report(lease, [.notice("\(index) \(words)")], storyboard: nil)
            }
            try await live.films.finish(lease, .completed(LiveService.figures))
            let told = await live.films.events(of: film, after: 0, limit: 10_000).map(\.number)
            let fast = try await quick
            #expect(fast.lasting == told)
            let late = try await slow
            #expect(late.lasting == told)
        }
    }

    @Test func whoHangsUpIsForgotten() async throws {
        try await LiveService.run { live in
            let film = try await live.submit()
            _ = try await Python.run(
                """
                import sys, requests
                from websockets.sync.client import connect
                links = [requests.get(sys.argv[1] + sys.argv[2], stream=True, timeout=20) for _ in range(20)]
                for link in links: next(link.iter_content(10))
                with connect(sys.argv[1].replace("http", "ws") + "/ws/notify"): pass
                for link in links: link.close()
                """, [live.address, "/v1/videos/\(film)/events"])
            try await LiveService.until { live.services.hub.subscriberCount == 1 }
        }
    }

    @Test(arguments: [("after=x", 400), ("after=-1", 400), ("before=1", 400), ("after=0", 200)])
    func theNumberIsChecked(_ query: String, _ status: Int) async throws {
        try await LiveService.run { live in
            let film = try await live.submit()
            try await live.films.finish(try await live.lease(), .completed(LiveService.figures))
            let text = try await Python.run(
                "import sys, requests; print(requests.get(sys.argv[1], timeout=20).status_code)",
                ["\(live.address)/v1/videos/\(film)/events?\(query)"])
            #expect(text == "\(status)\n")
        }
    }
}
