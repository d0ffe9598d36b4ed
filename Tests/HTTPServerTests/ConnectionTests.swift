import HTTPServer
import NIOCore
import NIOHTTP1
import Testing

@Suite(.timeLimit(.minutes(1))) struct ConnectionTests {
    @Test func `an answer carries length, date, server and the request's name`() async throws {
        try await withServer { server in
            let reply = try await RawClient.with(server.port) {
                try await $0.ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
            }
            #expect(reply.status == 200)
            #expect(reply.text == "hello")
            #expect(reply["content-length"] == "5")
            #expect(reply["server"] == "vitascope")
            #expect(reply["date"]?.hasSuffix(" GMT") == true)
            #expect(reply["x-request-id"]?.wholeMatch(of: /req_[0-9a-f]{24}/) != nil)
        }
    }

    @Test func `a connection serves one request after another`() async throws {
        try await withServer { server in
            try await RawClient.with(server.port) { client in
                for name in ["a", "b", "c"] {
                    let reply = try await client.ask("GET /hello/\(name) HTTP/1.1\r\nHost: a\r\n\r\n")
                    #expect(reply.text == "hello \(name)")
                    #expect(reply["connection"] == nil)
                }
                let last = try await client.ask("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                #expect(last["connection"] == "close")
                #expect(await client.receivedAll() == "")
            }
        }
    }

    @Test func `an old client's connection is closed unless it asks otherwise`() async throws {
        try await withServer { server in
            try await RawClient.with(server.port) { client in
                let kept = try await client.ask("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                #expect(kept["connection"] == "keep-alive")
                let closed = try await client.ask("GET /hello HTTP/1.0\r\n\r\n")
                #expect(closed["connection"] == "close")
                #expect(await client.receivedAll() == "")
            }
        }
    }

    @Test func `requests sent at once are answered in their order`() async throws {
        let routes: (inout Router) -> Void = { router in
            router.on(.GET, "/slow") { _ in
                try await Task.sleep(for: .milliseconds(30))
                return .text("slow")
            }
        }
        try await withServer(routes: routes) { server in
            try await RawClient.with(server.port) { client in
                let paths = (0..<300).map { $0 % 50 == 0 ? "/slow" : "/hello/\($0)" }
                try await client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
                for path in paths {
                    let reply = try await client.reply()
                    #expect(reply.text == (path == "/slow" ? "slow" : "hello \(path.dropFirst(7))"))
                }
            }
        }
    }

    @Test func `HEAD has GET's headers and no body`() async throws {
        try await withServer { server in
            try await RawClient.with(server.port) { client in
                let reply = try await client.ask("HEAD /hello HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(reply.status == 200)
                #expect(reply["content-length"] == "5")
                let next = try await client.ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(next.text == "hello")
            }
        }
    }

    @Test(arguments: [HTTPResponseStatus.noContent, .notModified])
    func `answers without a body have no length`(status: HTTPResponseStatus) async throws {
        let routes: (inout Router) -> Void = { router in
            router.on(.GET, "/bare") { _ in HTTPResponse(status, body: .bytes(ByteBuffer(string: "never sent"))) }
        }
        try await withServer(routes: routes) { server in
            try await RawClient.with(server.port) { client in
                let reply = try await client.ask("GET /bare HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(reply.status == Int(status.code))
                #expect(reply["content-length"] == nil)
                #expect(reply["transfer-encoding"] == nil)
                let next = try await client.ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(next.text == "hello")
            }
        }
    }

    @Test func `text in a header never begins another`() async throws {
        let routes: (inout Router) -> Void = { router in
            router.on(.GET, "/evil") { _ in
                let headers: HTTPHeaders = [
                    "X-Text": "a\r\nSet-Cookie: b", "X Bad": "c", "Content-Length": "99",
                    "Transfer-Encoding": "chunked",
                ]
                return HTTPResponse(.ok, headers: headers, body: .bytes(ByteBuffer(string: "ok")))
            }
        }
        try await withServer(routes: routes) { server in
            let reply = try await RawClient.with(server.port) {
                try await $0.ask("GET /evil HTTP/1.1\r\nHost: a\r\n\r\n")
            }
            #expect(reply["x-text"] == "a  Set-Cookie: b")
            #expect(reply["set-cookie"] == nil)
            #expect(reply["x bad"] == nil)
            #expect(reply["transfer-encoding"] == nil)
            #expect(reply.text == "ok")
        }
    }

    @Test(arguments: [("my-own.name_1", true), ("not valid", false)])
    func `a client's own name for its request is kept when it is harmless`(name: String, isKept: Bool) async throws {
        try await withServer { server in
            let reply = try await RawClient.with(server.port) {
                try await $0.ask("GET /hello HTTP/1.1\r\nHost: a\r\nX-Request-ID: \(name)\r\n\r\n")
            }
            #expect((reply["x-request-id"] == name) == isKept)
        }
    }

    @Test func `unknown paths and wrong methods are told so in JSON`() async throws {
        try await withServer { server in
            try await RawClient.with(server.port) { client in
                let unknown = try await client.ask("GET /nowhere HTTP/1.1\r\nHost: a\r\nX-Request-Id: r1\r\n\r\n")
                #expect(unknown.status == 404)
                #expect(unknown["content-type"] == "application/json")
                #expect(unknown.text.contains(#""code":"not_found""#))
                #expect(unknown.text.contains(#""request_id":"r1""#))
                #expect(unknown.text.contains(#""param":null"#))
                let wrong = try await client.ask("DELETE /hello HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(wrong.status == 405)
                #expect(wrong["allow"] == "GET, HEAD, OPTIONS")
                let options = try await client.ask("OPTIONS /hello HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(options.status == 204)
                #expect(options["allow"] == "GET, HEAD, OPTIONS")
                #expect(options["access-control-allow-origin"] == nil)
            }
        }
    }

    @Test func `an error nobody translated is told without its text`() async throws {
        struct Secret: Error, CustomStringConvertible { let description = "password 1234" }
        let routes: (inout Router) -> Void = { $0.on(.GET, "/fails") { _ in throw Secret() } }
        try await withServer(routes: routes) { server in
            try await RawClient.with(server.port) { client in
                let reply = try await client.ask("GET /fails HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(reply.status == 500)
                #expect(!reply.text.contains("1234"))
                #expect(reply.text.contains(#""type":"server_error""#))
                let next = try await client.ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(next.text == "hello")
            }
        }
    }

    @Test func `a port that is taken is told with the address`() async throws {
        try await withServer { server in
            var configuration = HTTPServer.Configuration()
            configuration.port = server.port
            let taken = configuration
            await #expect {
                _ = try await HTTPServer.start(taken) { _ in .text("") }
            } throws: { error in
                "\(error)".contains("127.0.0.1:\(server.port)")
            }
        }
    }
}
