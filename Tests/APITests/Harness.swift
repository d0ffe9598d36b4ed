import API
import Film
import Films
import FoundationEssentials
import HTTPServer
import NIOCore
import NIOHTTP1
import Planning
import Synchronization
import Webhooks

/// An API over a store in memory, asked without a network.
struct Harness: Sendable {
    let films: MemoryFilms
    let services: Services
    let router: Router

    init(
        data: String = "/nonexistent/vitascope", gate: any Gate = OpenGate(), webhooks: WebhookService? = nil
    ) {
        let clock = Ticks()
        films = MemoryFilms(clock: { clock.next() })
        var services = Services(
            films: films, places: FilmPlaces(data: data), voices: { Self.voices },
            searchLibrary: { _, _ in [] }, plan: { try RulePlanner().plan($0.brief, title: $0.title).storyboard },
            prefetch: { _ in }, now: { clock.next() }, version: "test")
        services.moods = ["calm", "happy", "tense"]
        services.mayShow = { $0.hasPrefix("/library/") }
        services.webhooks = webhooks
        self.services = services
        router = APIRoutes.router(services: services, gate: gate)
    }

    static let voices = ["heart", "adam"].map {
        Voice(
            id: $0, summary: "", language: "en-US", engine: "heart",
            credit: Credit(role: "voice", title: $0, licence: "Apache-2.0", source: ""))
    }

    /// Asks and reads the whole answer.
    func send(
        _ method: HTTPMethod, _ target: String, headers: HTTPHeaders = [:], body: [UInt8] = []
    ) async throws -> Answer {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let request = HTTPRequest(
            method: method, path: String(parts[0]), query: parts.count > 1 ? String(parts[1]) : "", headers: headers,
            body: RequestBody(body))
        do {
            return try await Answer(router.answer(request))
        } catch let problem as HTTPProblem {
            return try await Answer(problem.response(id: request.id))
        }
    }

    /// Sends JSON.
    func send(
        _ method: HTTPMethod, _ target: String, headers: HTTPHeaders = [:], json: String
    ) async throws -> Answer {
        var headers = headers
        if !headers.contains(name: "content-type") { headers.add(name: "Content-Type", value: "application/json") }
        return try await send(method, target, headers: headers, body: Array(json.utf8))
    }

    /// Makes a film of a prompt and returns its id.
    func create(_ prompt: String = "Why rivers bend.") async throws -> String {
        let answer = try await send(.POST, "/v1/videos", json: #"{"prompt": "\#(prompt)"}"#)
        guard let id = answer["id"]?.text else { throw HarnessFailure(answer.text) }
        return id
    }

    /// Takes the next film in line and reports its plan.
    func startNext() async throws -> (lease: FilmLease, storyboard: Storyboard) {
        guard let lease = await films.lease(WorkerOffer(worker: "test")), let film = await films.film(lease.film)
        else { throw HarnessFailure("no film waits") }
        let storyboard = try RulePlanner().plan(film.request.brief).storyboard
        let text = String(decoding: try StoryboardFile.encode(storyboard), as: UTF8.self)
        try await films.report(
            lease, [.planned(title: storyboard.title, scenes: storyboard.scenes.count)], storyboard: text)
        return (lease, storyboard)
    }

    /// Makes the next film in line, without any files.
    @discardableResult
    func finishNext() async throws -> FilmID {
        let (lease, _) = try await startNext()
        try await films.finish(
            lease, .completed(FilmFigures(seconds: 7.25, bytes: 1234, cpuSeconds: 2, wallSeconds: 1)))
        return lease.film
    }
}

/// Milliseconds that go on by one with every look, so that films made one after the other have ids in that order.
final class Ticks: Sendable {
    private let time = Mutex<Int64>(1_795_161_600_000)

    func next() -> Int64 {
        time.withLock { time in
            time += 1
            return time
        }
    }
}

struct HarnessFailure: Error {
    let reason: String
    init(_ reason: String) { self.reason = reason }
}

/// An answer as it came.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPHeaders
    let body: [UInt8]
    /// The file that it was answered with.
    let file: String?

    init(_ response: HTTPResponse) async throws {
        status = Int(response.status.code)
        headers = response.headers
        switch response.body {
        case .bytes(let bytes): (body, file) = (Array(bytes.readableBytesView), nil)
        case .file(let answered): (body, file) = ([], answered.path)
        case .empty, .stream, .webSocket: (body, file) = ([], nil)
        }
    }

    var text: String { String(decoding: body, as: UTF8.self) }
    var json: JSONValue? { try? JSONValue(body) }
    /// A field of the answer's object.
    subscript(_ name: String) -> JSONValue? { json?[name] }
    /// The error's code.
    var code: String? { self["error"]?["code"]?.text }
    /// The field that is blamed.
    var param: String? { self["error"]?["param"]?.text }
    /// What is said.
    var message: String { self["error"]?["message"]?.text ?? "" }
    func header(_ name: String) -> String? { headers.first(name: name) }
}

extension JSONValue {
    /// A field of an object.
    subscript(_ name: String) -> JSONValue? {
        if case .object(let fields) = self { fields[name] } else { nil }
    }

    /// An item of a list.
    subscript(_ index: Int) -> JSONValue? {
        if case .list(let items) = self, items.indices.contains(index) { items[index] } else { nil }
    }

    var text: String? { if case .text(let text) = self { text } else { nil } }
    var whole: Int64? { if case .whole(let number) = self { number } else { nil } }
    var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }
    var items: [JSONValue] { if case .list(let items) = self { items } else { [] } }
    var names: Set<String> { if case .object(let fields) = self { Set(fields.keys) } else { [] } }
}
