import HTTPServer
import NIOCore
import NIOHTTP1
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct BodyTests {
    @Test func `bodies with a length and in chunks are read whole`() async throws {
        try await withServer { server in
            try await RawClient.with(server.port) { client in
                let sized = try await client.ask("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello")
                #expect(sized.text == "hello")
                let chunked = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                let reply = try await client.ask(chunked + "3\r\nabc\r\n2;x\r\nde\r\n0\r\n\r\n")
                #expect(reply.text == "abcde")
                // Byte by byte, so that the handler is there before its body.
                for byte in Array((chunked + "3\r\nxyz\r\n0\r\nTrailer: t\r\n\r\n").utf8) {
                    try await client.send([byte])
                }
                #expect(try await client.reply().text == "xyz")
            }
        }
    }

    @Test func `a large body passes through a small memory`() async throws {
        try await withServer { server in
            try await RawClient.with(server.port) { client in
                let size = 64 << 20
                try await client.send("POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: \(size)\r\n\r\n")
                let piece = [UInt8](repeating: 7, count: 1 << 20)
                for _ in 0..<(size / piece.count) { try await client.send(piece) }
                let reply = try await client.reply()
                #expect(reply.text == "\(size)")
            }
        }
    }

    @Test func `a handler that does not read holds the client back`() async throws {
        let goOn = Fact()
        let routes: (inout Router) -> Void = { router in
            router.on(.POST, "/late") { request in
                await goOn.waited()
                var count = 0
                for try await piece in request.body { count += piece.readableBytes }
                return .text("\(count)")
            }
        }
        try await withServer(routes: routes) { server in
            try await RawClient.with(server.port) { client in
                // More than the sockets' buffers hold between two programs.
                let size = 128 << 20
                let sent = Atomic<Int>(0)
                try await client.send("POST /late HTTP/1.1\r\nHost: a\r\nContent-Length: \(size)\r\n\r\n")
                async let sending: Void = {
                    let piece = [UInt8](repeating: 7, count: 1 << 20)
                    for _ in 0..<(size / piece.count) {
                        try await client.send(piece)
                        sent.add(piece.count, ordering: .relaxed)
                    }
                }()
                var before = -1
                while before != sent.load(ordering: .relaxed) {
                    before = sent.load(ordering: .relaxed)
                    try await Task.sleep(for: .milliseconds(200))
                }
                #expect(before < size / 2)
                goOn.comesTrue()
                try await sending
                let reply = try await client.reply()
                #expect(reply.text == "\(size)")
            }
        }
    }

    @Test func `a client that waits for 100 Continue gets it when the body is wanted`() async throws {
        try await withServer { server in
            try await RawClient.with(server.port) { client in
                let head = "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"
                let interim = try await client.ask(head)
                #expect(interim.status == 100)
                let reply = try await client.ask("hello")
                #expect(reply.text == "hello")
                let next = try await client.ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(next.text == "hello")
            }
        }
    }

    @Test func `a client that waits for 100 Continue is spared a body that nobody wants`() async throws {
        try await withServer { server in
            try await RawClient.with(server.port) { client in
                let head = "POST /small HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5000\r\n\r\n"
                let reply = try await client.ask(head)
                #expect(reply.status == 413)
                #expect(reply["connection"] == "close")
                #expect(await client.receivedAll() == "")
            }
        }
    }

    @Test func `a body that is too long is refused, said or unsaid`() async throws {
        try await withServer { server in
            try await RawClient.with(server.port) { client in
                let body = String(repeating: "x", count: 5000)
                let reply = try await client.ask(
                    "POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n\(body)")
                #expect(reply.status == 413)
                #expect(reply.text.contains("1000 bytes"))
                let chunked = try await client.ask(
                    "POST /small HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1388\r\n\(body)\r\n0\r\n\r\n")
                #expect(chunked.status == 413)
                // Both were small enough to be read to their end, so the connection goes on.
                let next = try await client.ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(next.text == "hello")
            }
        }
    }

    @Test func `the refusal of a huge body reaches a client that is still sending`() async throws {
        try await withServer { server in
            try await RawClient.with(server.port) { client in
                try await client.send("POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n")
                let piece = [UInt8](repeating: 7, count: 1 << 20)
                for _ in 0..<4 { try? await client.send(piece) }
                let reply = try await client.reply()
                #expect(reply.status == 413)
                #expect(reply["connection"] == "close")
            }
        }
    }

    @Test func `a body that nobody reads does not become the next request`() async throws {
        try await withServer { server in
            try await RawClient.with(server.port) { client in
                let inner = "GET /hello/smuggled HTTP/1.1\r\nHost: a\r\n\r\n"
                let outer = "POST /ignore HTTP/1.1\r\nHost: a\r\nContent-Length: \(inner.utf8.count)\r\n\r\n\(inner)"
                let first = try await client.ask(outer)
                #expect(first.text == "ignored")
                let next = try await client.ask("GET /hello/next HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(next.text == "hello next")
            }
        }
    }

    @Test func `a handler learns that its client went away in the middle of the body`() async throws {
        let learned = Fact()
        let routes: (inout Router) -> Void = { router in
            router.on(.POST, "/upload") { request in
                do {
                    for try await _ in request.body {}
                } catch HTTPServerError.bodyCut {
                    learned.comesTrue()
                }
                return .text("never seen")
            }
        }
        try await withServer(routes: routes) { server in
            try await RawClient.with(server.port) { client in
                try await client.send("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc")
            }
            await learned.waited()
        }
    }

    @Test func `a body that breaks off in a chunk is refused`() async throws {
        try await withServer { server in
            try await RawClient.with(server.port) { client in
                try await client.send(
                    "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")
                try await client.send("nonsense\r\n")
                let reply = try await client.reply()
                #expect(reply.status == 400)
                #expect(reply["connection"] == "close")
                #expect(await client.receivedAll() == "")
            }
        }
    }
}
