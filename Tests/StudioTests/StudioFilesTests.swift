import HTTPServer
import NIOCore
import NIOHTTP1
import Platform
import TestSupport
import Testing
import Zlib

@testable import Studio

@Suite struct StudioFilesTests {
    @Test func `every file of the web folder is compiled in, byte for byte`() throws {
        let root = Path.folder(of: Path.folder(of: Path.folder(of: #filePath)))
        let web = Path.join(root, "Web")
        let listing = try FileSystem.files(in: web).map { String($0.path.dropFirst(web.utf8.count + 1)) }
        let files = StudioFile.all()
        #expect(Set(listing) == Set(files.keys))
        for (path, file) in files {
            #expect(try FileSystem.read(Path.join(root, "Web/" + path)) == file.plain, "\(path) is stale in the build")
            if let gzip = file.gzip { #expect(try Gzip.decompress(gzip) == file.plain) }
        }
    }

    @Test func `a page says what it may do, and is not sent again when it did not change`() async throws {
        var router = Router()
        Studio().addRoutes(to: &router)
        let first = try await answer(router, "/films/video_1", [:])
        #expect(first.status == .ok)
        #expect(first.headers["Content-Security-Policy"].first?.contains("default-src 'none'") == true)
        let tag = try #require(first.headers["ETag"].first)
        let second = try await answer(router, "/films/video_1", ["If-None-Match": tag])
        #expect(second.status == .notModified)
    }

    @Test func `what a browser needs to show the first page is under 150 KB compressed`() {
        let files = StudioFile.all().filter { !$0.key.hasPrefix("messages/") || $0.key == "messages/en.json" }
        #expect(files.values.reduce(0) { $0 + ($1.gzip ?? $1.plain).count } < 150_000)
    }

    private func answer(_ router: Router, _ path: String, _ headers: HTTPHeaders) async throws -> HTTPResponse {
        guard case .found(let handler, _, _) = router.match(.GET, path) else { return HTTPResponse(.notFound) }
        return try await handler(HTTPRequest(method: .GET, path: path, headers: headers))
    }
}
