import HTTPServer
import NIOCore
import NIOHTTP1
import Testing

/// Clients that are slow, silent or too many.
///
/// Limits are set low, and tests wait for what must come of them.
@Suite(.timeLimit(.minutes(1))) struct PatienceTests {
    @Test func `a head that trickles in is cut off`() async throws {
        var limits = Limits()
        limits.headerTime = .seconds(1)
        try await withServer(limits: limits) { server in
            try await RawClient.with(server.port) { client in
                try await client.send("GET /hello HTTP/1.1\r\n")
                let trickle = Task {
                    for _ in 0..<1000 {
                        try await client.send("X: y\r\n")
                        try await Task.sleep(for: .milliseconds(20))
                    }
                }
                let received = await client.receivedAll()
                trickle.cancel()
                // What still comes in when the connection is closed makes the kernel drop the answer, at times.
                #expect(received.isEmpty || received.hasPrefix("HTTP/1.1 408 "))
            }
        }
    }

    @Test func `a connection that never says anything is closed`() async throws {
        var limits = Limits()
        limits.headerTime = .milliseconds(100)
        try await withServer(limits: limits) { server in
            try await RawClient.with(server.port) { client in
                #expect(await client.receivedAll() == "")
            }
        }
    }

    @Test func `a connection is kept for its time between requests, then closed`() async throws {
        var limits = Limits()
        limits.keepAliveIdle = .milliseconds(100)
        try await withServer(limits: limits) { server in
            try await RawClient.with(server.port) { client in
                let reply = try await client.ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(reply["connection"] == nil)
                #expect(await client.receivedAll() == "")
            }
        }
    }

    @Test func `a body that stops is cut off`() async throws {
        var limits = Limits()
        limits.bodyIdle = .milliseconds(150)
        try await withServer(limits: limits) { server in
            try await RawClient.with(server.port) { client in
                try await client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc")
                let reply = try await client.reply()
                #expect(reply.status == 408)
                #expect(reply["connection"] == "close")
                #expect(await client.receivedAll() == "")
            }
        }
    }

    @Test func `a reader that takes nothing is given up`() async throws {
        var limits = Limits()
        limits.writeIdle = .milliseconds(200)
        let over = Fact()
        let routes: (inout Router) -> Void = { router in
            router.on(.GET, "/endless") { _ in
                HTTPResponse(
                    .ok,
                    body: .stream { writer in
                        defer { over.comesTrue() }
                        let piece = ByteBuffer(repeating: 7, count: 1 << 16)
                        while true { try await writer.write(piece) }
                    })
            }
        }
        try await withServer(limits: limits, routes: routes) { server in
            try await RawClient.with(server.port, reads: false) { client in
                try await client.send("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n")
                await over.waited()
            }
        }
    }

    @Test func `a client that only sends requests and takes no answers is not served for ever`() async throws {
        var limits = Limits()
        limits.writeIdle = .milliseconds(200)
        let big = ByteBuffer(repeating: 7, count: 1 << 20)
        let routes: (inout Router) -> Void = { $0.on(.GET, "/big") { _ in HTTPResponse(.ok, body: .bytes(big)) } }
        try await withServer(limits: limits, routes: routes) { server in
            try await RawClient.with(server.port, reads: false) { client in
                try await client.send(String(repeating: "GET /big HTTP/1.1\r\nHost: a\r\n\r\n", count: 500))
                while server.connectionCount > 0 { try await Task.sleep(for: .milliseconds(20)) }
            }
        }
    }

    @Test func `one connection too many is told so, and there is room again later`() async throws {
        var limits = Limits()
        limits.connections = 2
        limits.lingering = .milliseconds(100)
        try await withServer(limits: limits) { server in
            try await RawClient.with(server.port) { first in
                _ = try await first.ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
                try await RawClient.with(server.port) { second in
                    _ = try await second.ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
                    let refused = try await RawClient.with(server.port) { try await $0.reply() }
                    #expect(refused.status == 503)
                    #expect(refused["retry-after"] == "1")
                    #expect(refused["connection"] == "close")
                }
            }
            while server.connectionCount > 0 { try await Task.sleep(for: .milliseconds(10)) }
            let reply = try await RawClient.with(server.port) {
                try await $0.ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
            }
            #expect(reply.status == 200)
        }
    }

    @Test func `a client that closes its sending side still gets its answer`() async throws {
        let routes: (inout Router) -> Void = { router in
            router.on(.GET, "/slow") { _ in
                try await Task.sleep(for: .milliseconds(50))
                return .text("slow")
            }
        }
        try await withServer(routes: routes) { server in
            for path in ["/hello", "/slow"] {
                try await RawClient.with(server.port) { client in
                    try await client.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
                    try await client.finishSending()
                    let reply = try await client.reply()
                    #expect(reply.text == path.dropFirst())
                    #expect(await client.receivedAll() == "")
                }
            }
        }
    }

    @Test func `a handler is cancelled when its client is gone`() async throws {
        var limits = Limits()
        limits.halfClosedGrace = .milliseconds(100)
        let began = Fact()
        let cancelled = Fact()
        let routes: (inout Router) -> Void = { router in
            router.on(.GET, "/long") { _ in
                began.comesTrue()
                do { try await Task.sleep(for: .seconds(3600)) } catch { cancelled.comesTrue() }
                return .text("never seen")
            }
        }
        try await withServer(limits: limits, routes: routes) { server in
            try await RawClient.with(server.port) { client in
                try await client.send("GET /long HTTP/1.1\r\nHost: a\r\n\r\n")
                await began.waited()
            }
            await cancelled.waited()
        }
    }
}
