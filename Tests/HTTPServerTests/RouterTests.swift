import HTTPServer
import NIOHTTP1
import Testing

@Suite struct RouterTests {
    private let router: Router = {
        var router = Router()
        for pattern in ["/", "/v1/videos", "/v1/videos/{id}", "/v1/videos/latest", "/v1/videos/{id}/content"] {
            router.on(.GET, pattern) { _ in .text(pattern) }
        }
        router.on(.POST, "/v1/videos") { _ in .text("create") }
        router.on(.DELETE, "/v1/videos/{id}") { _ in .text("delete") }
        router.on(.GET, "/v1/videos/{film}/hls/{rest...}") { _ in .text("hls") }
        router.on(.POST, "/v1/videos/latest") { _ in .text("post latest") }
        router.on(.GET, "/files/{path...}") { _ in .text("files") }
        return router
    }()

    private func found(_ path: String, _ method: HTTPMethod = .GET) -> (String, [String: String])? {
        guard case .found(_, let pattern, let parameters) = router.match(method, path) else { return nil }
        return (pattern, parameters)
    }

    @Test(arguments: [
        ("/", "/", [:]),
        ("/v1/videos", "/v1/videos", [:]),
        ("/v1/videos/video_7", "/v1/videos/{id}", ["id": "video_7"]),
        ("/v1/videos/latest", "/v1/videos/latest", [:]),
        ("/v1/videos/latest/content", "/v1/videos/{id}/content", ["id": "latest"]),
        ("/v1/v%69deos/a%20b%C3%A9", "/v1/videos/{id}", ["id": "a bé"]),
        (
            "/v1/videos/x/hls/720p/seg%2D1.m4s", "/v1/videos/{film}/hls/{rest...}",
            ["film": "x", "rest": "720p/seg-1.m4s"]
        ),
        ("/files/a", "/files/{path...}", ["path": "a"]),
        ("/files/%2561", "/files/{path...}", ["path": "%61"]),
        ("/files/...", "/files/{path...}", ["path": "..."]),
    ])
    func `a path leads to its pattern, its names decoded once`(path: String, pattern: String, names: [String: String]) {
        let found = found(path)
        #expect(found?.0 == pattern)
        #expect(found?.1 == names)
    }

    @Test(arguments: [
        "", "v1", "/v1", "/v1/videos/", "//", "/v1//videos", "/files", "/files/", "/files//a", "/files/a/",
        "/files/../a", "/files/..", "/files/.", "/files/%2e%2e/a", "/files/%2E./a", "/files/a%2fb", "/files/a%2Fb",
        "/files/a%5cb", "/files/a\\b", "/files/%00", "/files/a%0d%0aX", "/files/%7f", "/files/%", "/files/%4",
        "/files/%zz", "/files/%c3", "/files/%ff%fe", "/files/%c0%ae%c0%ae/etc",
    ])
    func `tricks with paths lead to nothing`(path: String) {
        guard case .unknown = router.match(.GET, path) else {
            Issue.record("\(path) leads somewhere")
            return
        }
    }

    @Test func `a known path tells which methods it has`() {
        guard case .wrongMethod(let allowed) = router.match(.PUT, "/v1/videos/video_7") else {
            Issue.record("not refused")
            return
        }
        #expect(allowed == ["DELETE", "GET", "HEAD", "OPTIONS"])
    }

    @Test func `a method that only the pattern with a name has is found behind the literal`() {
        #expect(found("/v1/videos/latest", .DELETE)?.0 == "/v1/videos/{id}")
        #expect(found("/v1/videos/latest", .POST)?.0 == "/v1/videos/latest")
    }

    @Test func `HEAD is answered by GET's handler`() {
        #expect(found("/v1/videos/x", .HEAD)?.0 == "/v1/videos/{id}")
    }

    @Test func `routes are listed in the order added`() {
        #expect(router.routes.count == 10)
        #expect(router.routes.first == router.routes.first { $0.pattern == "/" })
    }
}
