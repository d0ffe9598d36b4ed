import HTTPServer
import NIOCore
import NIOHTTP1
import Platform
import Testing

@Suite(.timeLimit(.minutes(1))) struct IndependentClientTests {
    @Test func `h11 finds every answer well formed`() async throws {
        let routes: (inout Router) -> Void = { router in
            router.on(.GET, "/stream") { _ in
                HTTPResponse(
                    .ok,
                    body: .stream { writer in
                        for size in [1, 4096, 4097, 100_000] {
                            try await writer.write(ByteBuffer(repeating: 65, count: size))
                        }
                    })
            }
        }
        try await withServer(routes: routes) { server in
            let outcome = try await python("h11_client.py", ["\(server.port)"])
            #expect(outcome.succeeded, "\(outcome.errorText)")
            let lines = outcome.outputText.split(separator: "\n")
            let expected = [
                #"["GET", "/hello", 200, 5]"#, #"["HEAD", "/hello", 200, 0]"#, #""/nowhere", 404"#,
                #""/hello", 405"#, #"["OPTIONS", "/hello", 204, 0]"#, #"["POST", "/echo", 200, 5]"#,
                #"["POST", "/echo", 200, 7]"#, #"["POST", "/echo", 200, 6]"#, #"["POST", "/ignore", 200, 7]"#,
                #"["GET", "/stream", 200, 108194]"#, "ConnectionClosed",
            ]
            for result in expected { #expect(lines.last?.contains(result) == true, "\(result)") }
        }
    }

    @Test(arguments: [
        ["-d", "some=form"], ["-H", "Transfer-Encoding: chunked", "-d", "some=form"],
        ["-H", "Expect: 100-continue", "-d", "some=form"], ["--http1.0", "-d", "some=form"],
        ["--http2", "-d", "some=form"],
    ])
    func `curl's ways to send a body all arrive`(options: [String]) async throws {
        try await withServer { server in
            let outcome = try await curl(options + ["http://127.0.0.1:\(server.port)/echo"])
            #expect(outcome.outputText == "some=form", "\(outcome.errorText)")
        }
    }

    @Test func `curl reuses its connection`() async throws {
        try await withServer { server in
            let address = "http://127.0.0.1:\(server.port)/hello"
            let outcome = try await curl([
                "-o", "/dev/null", "-o", "/dev/null", "-o", "/dev/null", "-w", "%{num_connects}", address, address,
                address,
            ])
            #expect(outcome.outputText == "100")
        }
    }

    @Test func `curl takes the path as it is`() async throws {
        try await withServer { server in
            let outcome = try await curl(["--path-as-is", "http://127.0.0.1:\(server.port)/hello/../hello"])
            #expect(outcome.outputText.contains("not_found"))
        }
    }
}
