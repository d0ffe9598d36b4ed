import HTTPServer
import NIOCore
import NIOHTTP1
import Platform
import TestSupport

/// Runs a server on a free port for as long as a body runs.
func withServer<Value>(
    limits: Limits = Limits(), routes: (inout Router) -> Void = { _ in },
    _ body: (HTTPServer) async throws -> Value
) async throws -> Value {
    var router = Router()
    router.on(.GET, "/hello") { _ in .text("hello") }
    router.on(.GET, "/hello/{name}") { request in .text("hello \(request.parameters["name"] ?? "")") }
    router.on(.POST, "/echo") { request in
        .text(String(decoding: try await request.body.collect(upTo: 1 << 20), as: UTF8.self))
    }
    router.on(.POST, "/small") { request in .text("\(try await request.body.collect(upTo: 1000).count)") }
    router.on(.POST, "/ignore") { _ in .text("ignored") }
    router.on(.POST, "/count") { request in
        var count = 0
        for try await piece in request.body { count += piece.readableBytes }
        return .text("\(count)")
    }
    routes(&router)
    let routed = router
    var configuration = HTTPServer.Configuration()
    configuration.limits = limits
    let server = try await HTTPServer.start(configuration) { request in try await routed.answer(request) }
    do {
        let value = try await body(server)
        await server.shutdown(within: .zero)
        return value
    } catch {
        await server.shutdown(within: .zero)
        throw error
    }
}

extension HTTPResponse {
    /// An answer of plain text.
    static func text(_ text: String, _ status: HTTPResponseStatus = .ok) -> HTTPResponse {
        HTTPResponse(status, headers: ["Content-Type": "text/plain"], body: .bytes(ByteBuffer(string: text)))
    }
}

/// A fact that tests wait for.
final class Fact: Sendable {
    private let stream: AsyncStream<Void>
    private let sink: AsyncStream<Void>.Continuation

    init() { (stream, sink) = AsyncStream<Void>.makeStream() }

    /// Says that it is so.
    func comesTrue() { sink.finish() }

    /// Waits until it is so.
    func waited() async { for await _ in stream {} }
}

/// Runs a Python script of this folder with the test tools' Python.
func python(_ script: String, _ arguments: [String], input: [UInt8] = []) async throws -> Subprocess.Outcome {
    let here = Path.join(Path.folder(of: Path.folder(of: #filePath)), "Fixtures")
    var request = Subprocess.Request(
        Path.join(UserFolders.cache, "test-tools/bin/python"), [Path.join(here, script)] + arguments)
    request.deadline = .seconds(60)
    request.input = input
    return try await Subprocess.run(request)
}

/// Runs curl; its standard output.
func curl(_ arguments: [String]) async throws -> Subprocess.Outcome {
    try await Subprocess.run(.init("curl", ["--silent", "--show-error", "--max-time", "30"] + arguments))
}
