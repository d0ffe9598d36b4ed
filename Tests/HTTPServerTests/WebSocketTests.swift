import FoundationEssentials
import HTTPServer
import NIOCore
import NIOHTTP1
import Platform
import Testing

@Suite(.timeLimit(.minutes(3))) struct WebSocketTests {
    private static func socket(
        _ body: @escaping @Sendable (any WebSocket) async throws -> Void
    ) -> Handler {
        { _ in HTTPResponse(.switchingProtocols, body: .webSocket(body)) }
    }

    private static let routes: @Sendable (inout Router) -> Void = { router in
        router.on(
            .GET, "/echo",
            socket { socket in
                for try await message in socket.messages { try await socket.send(message) }
            })
        router.on(.GET, "/ends", socket { try await $0.send("bye") })
        router.on(.GET, "/reason", socket { await $0.close(code: 4001, reason: "enough") })
        struct Broken: Error {}
        router.on(.GET, "/fails", socket { _ in throw Broken() })
    }

    /// One case's result, as the client's JSON has it.
    private enum Outcome: Decodable, Equatable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
        ExpressibleByBooleanLiteral
    {
        case text(String)
        case number(Int)
        case flag(Bool)
        case code(Int, String)

        init(stringLiteral value: String) { self = .text(value) }
        init(integerLiteral value: Int) { self = .number(value) }
        init(booleanLiteral value: Bool) { self = .flag(value) }

        init(from decoder: any Decoder) throws {
            if var list = try? decoder.unkeyedContainer() {
                self = .code(try list.decode(Int.self), try list.decode(String.self))
                return
            }
            let value = try decoder.singleValueContainer()
            if let flag = try? value.decode(Bool.self) {
                self = .flag(flag)
            } else if let number = try? value.decode(Int.self) {
                self = .number(number)
            } else {
                self = .text(try value.decode(String.self))
            }
        }
    }

    private static let expected: [String: Outcome] = [
        "echo": true, "fragments": "Hello ü", "ping": true, "client closes": .code(3001, ""),
        "handler ends": .code(1000, ""), "handler says why": .code(4001, "enough"),
        "handler fails": .code(1011, "the handler failed"), "binary": .code(1003, "text only"),
        "too long": .code(1009, "at most 65536 bytes"), "too long in pieces": .code(1009, "at most 65536 bytes"),
        "invalid UTF-8": 1007, "invalid UTF-8 in pieces": 1007, "UTF-8 cut between pieces": "κ", "unmasked": 1002,
        "reserved bit": 1002, "unknown opcode": 1002, "long ping": 1002, "ping in pieces": 1002,
        "nothing to continue": 1002, "message within a message": 1002, "close with half a code": 1002,
        "close with a forbidden code": 1002, "close with bad text": 1007, "not a WebSocket": 200,
        "foreign origin": 403, "own origin": "accepted", "server pings": "still here",
    ]

    @Test func `the websockets package finds every rule kept`() async throws {
        var limits = Limits()
        limits.webSocketPing = .milliseconds(200)
        try await withServer(limits: limits, routes: Self.routes) { server in
            let outcome = try await python("websockets_client.py", ["\(server.port)"])
            #expect(outcome.succeeded, "\(outcome.errorText)")
            let results = try JSONDecoder().decode([String: Outcome].self, from: Data(outcome.output))
            for (name, expected) in Self.expected {
                #expect(results[name] == expected, "\(name)")
            }
            #expect(results.count == Self.expected.count)
        }
    }

    private static let handshake = """
        GET /echo HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r
        Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n
        """

    /// The key and its answer are RFC 6455's own example (§1.3).
    @Test func `the handshake is RFC 6455's, and frames may come along with it`() async throws {
        try await withServer(routes: Self.routes) { server in
            try await RawClient.with(server.port) { client in
                // "Hello", masked: §5.7.
                let frame: [UInt8] = [0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58]
                try await client.send(Array(Self.handshake.utf8) + frame)
                let reply = try await client.reply()
                #expect(reply.status == 101)
                #expect(reply["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                #expect(reply["upgrade"]?.lowercased() == "websocket")
                #expect(reply["connection"]?.lowercased() == "upgrade")
                let text = await client.received { $0.hasSuffix("Hello") }
                #expect(Array(text.utf8).suffix(5).elementsEqual("Hello".utf8))
            }
        }
    }

    @Test(arguments: [
        ("Upgrade: websocket", "Upgrade: nothing", 426), ("Version: 13", "Version: 8", 400),
        ("Key: dGhlIHNhbXBsZSBub25jZQ==", "Key: short", 400), ("Connection: keep-alive, Upgrade", "X: y", 426),
    ])
    func `a handshake that is none is told so`(part: String, other: String, status: Int) async throws {
        try await withServer(routes: Self.routes) { server in
            try await RawClient.with(server.port) { client in
                let reply = try await client.ask(Self.handshake.replacing(part, with: other))
                #expect(reply.status == status)
                let next = try await client.ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(next.text == "hello")
            }
        }
    }

    @Test func `a peer that answers no ping is given up, and its handler is cancelled`() async throws {
        var limits = Limits()
        limits.webSocketPing = .milliseconds(50)
        limits.webSocketPong = .milliseconds(50)
        let cancelled = Fact()
        let routes: (inout Router) -> Void = { router in
            router.on(
                .GET, "/echo",
                Self.socket { _ in
                    do { try await Task.sleep(for: .seconds(3600)) } catch { cancelled.comesTrue() }
                })
        }
        try await withServer(limits: limits, routes: routes) { server in
            try await RawClient.with(server.port) { client in
                let reply = try await client.ask(Self.handshake)
                #expect(reply.status == 101)
                let rest = await client.receivedAll()
                #expect(Array(rest.utf8).first == 0xEF || rest.utf8.count >= 2)
                await cancelled.waited()
            }
        }
    }

    @Test func `shutting down tells sockets that the server goes away`() async throws {
        try await withServer(routes: Self.routes) { server in
            try await RawClient.with(server.port) { client in
                let reply = try await client.ask(Self.handshake)
                #expect(reply.status == 101)
                await server.shutdown(within: .milliseconds(100))
                let rest = await client.receivedAll()
                #expect(rest.hasSuffix("the server is closing"))
            }
        }
    }

    @Test func `a slow socket holds its own sender only`() async throws {
        let routes: (inout Router) -> Void = { router in
            router.on(
                .GET, "/flood",
                Self.socket { socket in
                    let text = String(repeating: "x", count: 60_000)
                    for _ in 0..<500 { try await socket.send(text) }
                })
        }
        try await withServer(routes: routes) { server in
            let flood = Self.handshake.replacing("/echo", with: "/flood")
            var slow: [RawClient] = []
            for _ in 0..<4 {
                let client = try await RawClient.connect(server.port, reads: false)
                try await client.send(flood)
                slow.append(client)
            }
            try await RawClient.with(server.port) { client in
                try await client.send(flood)
                #expect(await client.skip(500 * 60_000) >= 500 * 60_000)
            }
            for client in slow { await client.close() }
        }
    }
}
