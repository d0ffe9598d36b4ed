import HTTPServer
import NIOCore
import NIOHTTP1
import Testing

@Suite(.timeLimit(.minutes(2))) struct FuzzTests {
    private static let seeds = [
        "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /hello/%41?x=y HTTP/1.1\r\nHost: a\r\nAccept: */*\r\nRange: bytes=0-5\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nhello world",
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nT: u\r\n\r\n",
        "POST /small HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc",
        "GET /socket HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n\u{1}\u{5}\u{0}\u{0}",
        "HEAD /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /hello HTTP/1.0\r\n\r\n",
    ]

    /// Numbers that come the same every time (Knuth's MMIX linear congruential generator).
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 31
        }
    }

    private static func mutate(_ seed: String, _ dice: inout Dice) -> [UInt8] {
        var bytes = Array(seed.utf8)
        for _ in 0..<Int.random(in: 1...4, using: &dice) where !bytes.isEmpty {
            let at = Int.random(in: 0..<bytes.count, using: &dice)
            switch Int.random(in: 0..<7, using: &dice) {
            case 0: bytes[at] = UInt8.random(in: 0...255, using: &dice)
            case 1: bytes.remove(at: at)
            case 2: bytes.insert(UInt8.random(in: 0...255, using: &dice), at: at)
            case 3: bytes.insert(contentsOf: bytes[at...].prefix(20), at: at)
            case 4: bytes.removeSubrange(at...)
            case 5: bytes.insert(contentsOf: "\r\n".utf8, at: at)
            default: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
            }
        }
        return bytes
    }

    /// A client that has sent what it has and says so is always answered, or the connection is closed, or both.
    @Test(arguments: 0..<4) func `mutated requests never harm the server`(round: Int) async throws {
        var dice = Dice(state: UInt64(round))
        let routes: (inout Router) -> Void = { router in
            router.on(.GET, "/socket") { _ in
                HTTPResponse(
                    .switchingProtocols,
                    body: .webSocket { socket in
                        for try await message in socket.messages { try await socket.send(message) }
                    })
            }
        }
        var limits = Limits()
        limits.lingering = .milliseconds(50)
        try await withServer(limits: limits, routes: routes) { server in
            for _ in 0..<250 {
                let bytes = Self.mutate(Self.seeds.randomElement(using: &dice) ?? "", &dice)
                try await RawClient.with(server.port) { client in
                    try? await client.send(bytes)
                    try? await client.finishSending()
                    let text = await client.receivedAll()
                    #expect(text.isEmpty || text.hasPrefix("HTTP/1.1 "), "\(bytes)")
                    #expect(!text.hasPrefix("HTTP/1.1 500"), "\(bytes)")
                }
            }
            let reply = try await RawClient.with(server.port) {
                try await $0.ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
            }
            #expect(reply.text == "hello")
            while server.connectionCount > 0 { try await Task.sleep(for: .milliseconds(10)) }
        }
    }
}
