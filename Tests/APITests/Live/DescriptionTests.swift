import API
import Films
import FoundationEssentials
import HTTPServer
import NIOHTTP1
import Platform
import TestSupport
import Testing

@Suite("The API's description") struct DescriptionTests {
    private static let root = Path.folder(of: Path.folder(of: Path.folder(of: Path.folder(of: #filePath))))

    /// A pattern without its parameters' names, which mean nothing to clients.
    private static func bare(_ pattern: String) -> String {
        pattern.split(separator: "/").map { $0.hasPrefix("{") ? "{}" : String($0) }.joined(separator: "/")
    }

    @Test("every route is described, and nothing else is")
    func routes() async throws {
        let api = Harness()
        let described = try await api.send(.GET, "/openapi.json")
        var found: Set<String> = []
        guard case .object(let paths)? = described["paths"] else { throw HarnessFailure("no paths") }
        let methods: Set = ["get", "post", "put", "patch", "delete", "options"]
        for (path, item) in paths {
            for method in item.names where methods.contains(method) {
                found.insert("\(method.uppercased()) \(Self.bare(path))")
            }
        }
        let known = Set(api.router.routes.map { "\($0.method) \(Self.bare($0.pattern))" })
        #expect(found.subtracting(known).sorted() == [])
        #expect(known.subtracting(found).sorted() == [])
    }

    @Test("what is served is what API/openapi.yaml says, and a valid OpenAPI document")
    func agreement() async throws {
        let script = Path.join(Self.root, "Scripts/api-document.py")
        let said = try await Python.run(
            "import runpy, sys; sys.argv = [sys.argv[1], '--check']; runpy.run_path(sys.argv[0], run_name='__main__')",
            [script])
        #expect(said.isEmpty)
        try await LiveService.run { live in
            let judged = try await Python.run(
                """
                import json, sys, urllib.request
                from openapi_spec_validator import validate
                validate(json.load(urllib.request.urlopen(sys.argv[1] + "/openapi.json")))
                print("valid")
                """, [live.address])
            #expect(judged == "valid\n")
        }
    }

    @Test("the page loads nothing from elsewhere")
    func page() async throws {
        let api = Harness()
        for path in ["/docs", "/docs/docs.css", "/docs/docs.js"] {
            let answer = try await api.send(.GET, path)
            #expect(answer.status == 200)
            #expect(answer.header("Content-Security-Policy")?.contains("default-src 'none'") == true)
            #expect(
                !answer.text.contains("https://") && !answer.text.contains("style=") && !answer.text.contains("onclick")
            )
        }
        let other = try await api.send(.GET, "/docs/secret")
        #expect(other.status == 404)
    }

    /// Routes that share their handler with another one that stays.
    private static let twins = #"|\.(srt|ass|txt|jpg)$|thumbnails|^/mcp/(result|status|cancel|prefetch)|prefetch$"#

    /// Boundary values of every field by default; with `VITASCOPE_LONG_TESTS` also a hundred cases of chance each.
    @Test("schemathesis finds no 5xx and no breach of the schema")
    func schemathesis() async throws {
        let isLong = ProcessInfo.processInfo.environment["VITASCOPE_LONG_TESTS"] != nil
        try await LiveService.making { live in
            let program = Path.join(Path.folder(of: Python.program), "schemathesis")
            var request = Subprocess.Request(
                program,
                [
                    "run", live.address + "/openapi.json", "--max-examples", "100", "--seed", "1", "--workers", "1",
                    "--generation-deterministic", "--request-timeout", "10", "--phases",
                    isLong ? "examples,coverage,fuzzing" : "examples,coverage",
                    "--checks",
                    "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,"
                        + "response_schema_conformance,unsupported_method",
                    // Streams without an end, and one that is no HTTP.
                    "--exclude-path-regex", "events$|^/ws/" + (isLong ? "" : Self.twins),
                    // A media type that it cannot write; the uploads' own tests have a real tus client.
                    "--exclude-operation-id", "continueUpload", "--no-color",
                ])
            request.deadline = .seconds(isLong ? 1800 : 240)
            request.folder = live.services.places.data
            let outcome = try await Subprocess.run(request)
            let isWell = outcome.succeeded
            #expect(isWell, "\(outcome.outputText.suffix(6_000))\n\(outcome.errorText.suffix(2_000))")
        }
    }
}
