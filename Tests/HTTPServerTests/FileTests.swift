import HTTPServer
import NIOCore
import NIOHTTP1
import Platform
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct FileTests {
    /// Runs a server that serves a folder's files, with one of a million bytes.
    private func withFiles(
        limits: Limits = Limits(), _ body: (HTTPServer, String, [UInt8]) async throws -> Void
    ) async throws {
        try await withScratch { folder in
            let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
            try AtomicFile.write(bytes, to: Path.join(folder, "film.mp4"))
            try AtomicFile.write([], to: Path.join(folder, "empty.mp4"))
            try FileSystem.makeFolder(Path.join(folder, "sub"))
            let routes: (inout Router) -> Void = { router in
                router.on(.GET, "/files/{path...}") { request in
                    let path = Path.join(folder, request.parameters["path"] ?? "")
                    return HTTPResponse(.ok, body: .file(FileBody(path: path, type: "video/mp4")))
                }
            }
            try await withServer(limits: limits, routes: routes) { server in try await body(server, folder, bytes) }
        }
    }

    @Test func `curl gets the whole file and every kind of range`() async throws {
        try await withFiles { server, _, bytes in
            let address = "http://127.0.0.1:\(server.port)/files/film.mp4"
            let whole = try await curl([address])
            #expect(whole.output == bytes)
            for (range, expected) in [
                ("0-0", bytes[0..<1]), ("5-9", bytes[5..<10]), ("999990-", bytes[999_990...]), ("-7", bytes.suffix(7)),
                ("0-999999", bytes[...]), ("500000-2000000", bytes[500_000...]),
            ] {
                let part = try await curl(["-r", range, address])
                #expect(part.output.elementsEqual(expected), "range \(range)")
            }
        }
    }

    @Test func `curl goes on where a download was cut`() async throws {
        try await withFiles { server, folder, bytes in
            let part = Path.join(folder, "part")
            try AtomicFile.write(Array(bytes.prefix(123_456)), to: part)
            let outcome = try await curl(
                ["-C", "-", "-o", part, "http://127.0.0.1:\(server.port)/files/film.mp4"])
            #expect(outcome.succeeded, "\(outcome.errorText)")
            #expect(try FileSystem.read(part) == bytes)
        }
    }

    @Test func `a file's answers tell its state and honour conditions`() async throws {
        try await withFiles { server, _, bytes in
            try await RawClient.with(server.port) { client in
                func ask(_ headers: String, _ method: String = "GET") async throws -> Reply {
                    try await client.ask("\(method) /files/film.mp4 HTTP/1.1\r\nHost: a\r\n\(headers)\r\n")
                }
                let head = try await ask("", "HEAD")
                #expect(head["content-length"] == "1000000")
                #expect(head["accept-ranges"] == "bytes")
                #expect(head["content-type"] == "video/mp4")
                let tag = try #require(head["etag"])
                let modified = try #require(head["last-modified"])
                #expect(tag.hasPrefix("\"") && tag.hasSuffix("\""))

                let part = try await ask("Range: bytes=10-19\r\nIf-Range: \(tag)\r\n")
                #expect(part.status == 206)
                #expect(part["content-range"] == "bytes 10-19/1000000")
                #expect(part.body.elementsEqual(bytes[10..<20]))
                let other = try await ask("Range: bytes=10-19\r\nIf-Range: \"other\"\r\n")
                #expect(other.status == 200)
                #expect(other.body == bytes)
                let beyond = try await ask("Range: bytes=1000000-\r\n")
                #expect(beyond.status == 416)
                #expect(beyond["content-range"] == "bytes */1000000")
                #expect(beyond["content-length"] == "0")
                let same = try await ask("If-None-Match: \(tag)\r\n")
                #expect(same.status == 304)
                #expect(same["etag"] == tag)
                #expect(same["content-length"] == nil)
                let unmodified = try await ask("If-Modified-Since: \(modified)\r\n")
                #expect(unmodified.status == 304)
                let several = try await ask("Range: bytes=0-1,5-6\r\n")
                #expect(several.status == 200)
                #expect(several.body == bytes)
            }
        }
    }

    @Test func `an empty file is an empty answer`() async throws {
        try await withFiles { server, _, _ in
            try await RawClient.with(server.port) { client in
                let reply = try await client.ask("GET /files/empty.mp4 HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(reply.status == 200)
                #expect(reply["content-length"] == "0")
                let next = try await client.ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(next.text == "hello")
            }
        }
    }

    @Test(arguments: [
        "/files/sub", "/files/none", "/files/film.mp4/x", "/files/..", "/files/../film.mp4", "/files/%2e%2e/film.mp4",
        "/files/sub/..%2ffilm.mp4", "/files/%00", "/files/film.mp4%00.txt", "/files//etc/passwd",
    ])
    func `folders, absent files and tricks are not found`(path: String) async throws {
        try await withFiles { server, _, _ in
            let reply = try await RawClient.with(server.port) {
                try await $0.ask("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
            }
            #expect(reply.status == 404)
        }
    }

    @Test func `a file that is replaced while it is sent arrives as it was`() async throws {
        try await withFiles { server, folder, bytes in
            try await RawClient.with(server.port, reads: false) { client in
                let large = Path.join(folder, "large.mp4")
                let old = [UInt8](repeating: 1, count: 32 << 20)
                try AtomicFile.write(old, to: large, synced: false)
                try await client.send("GET /files/large.mp4 HTTP/1.1\r\nHost: a\r\n\r\n")
                // The kernel's buffers are full well before the file's end.
                try await Task.sleep(for: .milliseconds(200))
                try AtomicFile.write([UInt8](repeating: 2, count: 40 << 20), to: large, synced: false)
                try await client.beginReading()
                let reply = try await client.reply()
                #expect(reply.body == old)
            }
        }
    }

    @Test func `a file that is made shorter while it is sent ends the connection`() async throws {
        try await withFiles { server, folder, _ in
            try await RawClient.with(server.port, reads: false) { client in
                let large = Path.join(folder, "large.mp4")
                try AtomicFile.write([UInt8](repeating: 1, count: 32 << 20), to: large, synced: false)
                try await client.send("GET /files/large.mp4 HTTP/1.1\r\nHost: a\r\n\r\n")
                try await Task.sleep(for: .milliseconds(200))
                // Emptied in place, which no part of the product does.
                try FileSystem.concatenate([Path.join(folder, "empty.mp4")], into: large)
                try await client.beginReading()
                #expect(await client.skip(32 << 20) < 32 << 20)
            }
        }
    }
}
