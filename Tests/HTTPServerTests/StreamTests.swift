import HTTPServer
import NIOCore
import NIOHTTP1
import Platform
import Testing

@Suite(.timeLimit(.minutes(1))) struct StreamTests {
    private static func stream(
        _ headers: HTTPHeaders = [:], _ body: @escaping @Sendable (any BodyWriter) async throws -> Void
    ) -> (inout Router) -> Void {
        { router in router.on(.GET, "/stream") { _ in HTTPResponse(.ok, headers: headers, body: .stream(body)) } }
    }

    private static let ask = "GET /stream HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test func `a stream arrives in chunks and the connection goes on`() async throws {
        let routes = Self.stream { writer in
            for word in ["one ", "", "two ", String(repeating: "x", count: 200_000)] {
                try await writer.write(ByteBuffer(string: word))
            }
        }
        try await withServer(routes: routes) { server in
            let curled = try await curl(["http://127.0.0.1:\(server.port)/stream"])
            #expect(curled.output.count == 200_008)
            try await RawClient.with(server.port) { client in
                let reply = try await client.ask(Self.ask)
                #expect(reply["transfer-encoding"] == "chunked")
                #expect(reply.text.hasPrefix("one two x"))
                #expect(reply.body.count == 200_008)
                let head = try await client.ask("HEAD /stream HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(head.status == 200)
                let next = try await client.ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(next.text == "hello")
                let old = try await client.ask("GET /stream HTTP/1.0\r\n\r\n")
                #expect(old["transfer-encoding"] == nil)
                #expect(await client.receivedAll().isEmpty)
                #expect(old.body.count == 200_008)
            }
        }
    }

    @Test func `what is written is on its way at once`() async throws {
        let goOn = Fact()
        let routes = Self.stream { writer in
            try await writer.write(ByteBuffer(string: "first"))
            await goOn.waited()
            try await writer.write(ByteBuffer(string: "second"))
        }
        try await withServer(routes: routes) { server in
            try await RawClient.with(server.port) { client in
                try await client.send(Self.ask)
                let text = await client.received { $0.contains("first") }
                #expect(!text.contains("second"))
                goOn.comesTrue()
                #expect(try await client.reply().text == "firstsecond")
            }
        }
    }

    @Test func `a stream of known length has it, and one that breaks its word is cut`() async throws {
        let routes: (inout Router) -> Void = { router in
            for (path, text) in [("/right", "hello"), ("/short", "hell"), ("/long", "hello!")] {
                router.on(.GET, path) { _ in
                    HTTPResponse(
                        .ok, headers: ["Content-Length": "5"],
                        body: .stream { try await $0.write(ByteBuffer(string: text)) })
                }
            }
        }
        try await withServer(routes: routes) { server in
            try await RawClient.with(server.port) { client in
                let reply = try await client.ask("GET /right HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(reply["content-length"] == "5")
                #expect(reply["transfer-encoding"] == nil)
                #expect(reply.text == "hello")
            }
            for path in ["/short", "/long"] {
                let outcome = try await curl(["http://127.0.0.1:\(server.port)\(path)"])
                #expect(outcome.status != 0, "\(path) looks complete")
            }
        }
    }

    @Test func `a stream that fails looks incomplete`() async throws {
        struct Broken: Error {}
        let routes = Self.stream { writer in
            try await writer.write(ByteBuffer(string: "half"))
            throw Broken()
        }
        try await withServer(routes: routes) { server in
            let outcome = try await curl(["http://127.0.0.1:\(server.port)/stream"])
            #expect(outcome.status == 18)
            #expect(outcome.outputText == "half")
        }
    }

    @Test func `a writer learns that its reader has gone, even when it writes nothing`() async throws {
        let cancelled = Fact()
        let routes = Self.stream { writer in
            try await writer.write(ByteBuffer(string: "hello"))
            do { try await Task.sleep(for: .seconds(3600)) } catch is CancellationError { cancelled.comesTrue() }
        }
        try await withServer(routes: routes) { server in
            try await RawClient.with(server.port) { client in
                try await client.send(Self.ask)
                _ = await client.received { $0.contains("hello") }
            }
            await cancelled.waited()
        }
    }

    @Test func `a slow reader holds its own writer and nobody else`() async throws {
        let routes = Self.stream { writer in
            let piece = ByteBuffer(repeating: 7, count: 1 << 20)
            for _ in 0..<24 { try await writer.write(piece) }
        }
        try await withServer(routes: routes) { server in
            // More slow readers than event loops, so that every loop has some.
            var slow: [RawClient] = []
            for _ in 0..<6 {
                let client = try await RawClient.connect(server.port, reads: false)
                try await client.send(Self.ask)
                slow.append(client)
            }
            for _ in 0..<4 {
                let fast = try await curl(["http://127.0.0.1:\(server.port)/stream"])
                #expect(fast.output.count == 24 << 20)
                let hello = try await curl(["http://127.0.0.1:\(server.port)/hello"])
                #expect(hello.outputText == "hello")
            }
            try await slow[0].beginReading()
            #expect(await slow[0].skip(24 << 20) >= 24 << 20)
            for client in slow { await client.close() }
        }
    }

    @Test func `shutting down lets a running stream end and refuses new work`() async throws {
        let goOn = Fact()
        let routes = Self.stream { writer in
            try await writer.write(ByteBuffer(string: "begun "))
            await goOn.waited()
            try await writer.write(ByteBuffer(string: "ended"))
        }
        try await withServer(routes: routes) { server in
            let idle = try await RawClient.connect(server.port)
            _ = try await idle.ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
            try await RawClient.with(server.port) { client in
                try await client.send(Self.ask)
                _ = await client.received { $0.contains("begun") }
                async let shutdown: Void = server.shutdown(within: .seconds(30))
                // The idle connection is closed at once, which shows that the shutdown has begun.
                #expect(await idle.receivedAll() == "")
                await #expect(throws: (any Error).self) { try await RawClient.connect(server.port) }
                goOn.comesTrue()
                #expect(try await client.reply().text == "begun ended")
                #expect(await client.receivedAll() == "")
                await client.close()
                await shutdown
            }
            await idle.close()
        }
    }

    @Test func `shutting down cuts off what runs too long`() async throws {
        let cancelled = Fact()
        let routes = Self.stream { writer in
            try await writer.write(ByteBuffer(string: "begun"))
            do { try await Task.sleep(for: .seconds(3600)) } catch { cancelled.comesTrue() }
        }
        try await withServer(routes: routes) { server in
            try await RawClient.with(server.port) { client in
                try await client.send(Self.ask)
                _ = await client.received { $0.contains("begun") }
                await server.shutdown(within: .milliseconds(50))
                await cancelled.waited()
            }
        }
    }
}
