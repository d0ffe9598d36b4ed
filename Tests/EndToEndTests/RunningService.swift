import Curl
import FoundationEssentials
import Platform
import Testing

/// A service that a test started, asked as clients ask it.
struct RunningService: Sendable {
    /// One answer.
    struct Answer: Sendable {
        var status: Int
        var body: [UInt8]
        var tag: String?

        /// The body as text.
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    /// A film as the API tells it, as far as tests look.
    struct Film: Decodable, Sendable {
        struct Detail: Decodable, Sendable {
            var scenesDone: Int
            var scenesTotal: Int
            var scenesReused: Int
        }

        var id: String
        var status: String
        var revision: Int
        var detail: Detail

        var isOver: Bool { status != "queued" && status != "in_progress" }
    }

    /// Where it answers.
    let address: String
    private let client = HTTPClient(HTTPClient.Settings(addressGuard: .off))

    /// Starts a service, waits until it answers, runs a body, and stops it as a supervisor does.
    ///
    /// - Returns: What the body returned, and how the process ended.
    static func run<Value: Sendable>(
        _ program: Program, data: String, _ options: [String] = [],
        _ body: @Sendable (RunningService) async throws -> Value
    ) async throws -> (Value, Subprocess.Outcome) {
        let (file, process) = (data + "/server.address", data + "/server.process")
        try FileSystem.makeFolder(data)
        try? FileSystem.remove(file)
        async let end = program.start(
            ["serve", "--port", "0", "--data", data] + options, process: process)
        while FileSystem.facts(file) == nil { try await Task.sleep(for: .milliseconds(10)) }
        let address = try FileSystem.readText(file).filter { !$0.isWhitespace }
        do {
            let value = try await body(RunningService(address: address))
            try await signal("TERM", process)
            return (value, try await end)
        } catch {
            try await signal("KILL", process)
            throw error
        }
    }

    /// Sends the process a signal.
    static func signal(_ name: String, _ file: String) async throws {
        let number = try FileSystem.readText(file).filter(\.isNumber)
        _ = try await Subprocess.run(.init("kill", ["-\(name)", number]))
    }

    /// Asks.
    func ask(_ method: String, _ path: String, _ body: String? = nil, tag: String? = nil) async throws -> Answer {
        var request = OutgoingRequest(method, address + path)
        if let body {
            request.body = Array(body.utf8)
            request.headers.append(("Content-Type", "application/json"))
        }
        if let tag { request.headers.append(("If-Match", tag)) }
        request.timeout = .seconds(120)
        let answer = try await client.send(request, limit: 1 << 28)
        return Answer(status: answer.head.status, body: answer.body, tag: answer.head["etag"])
    }

    /// Submits a tiny film of a script.
    func submit(script: String, size: String = "320x180") async throws -> Film {
        let encoder = JSONEncoder()
        let fields = ["script": script, "size": size, "quality": "draft", "music": "none"]
        let answer = try await ask("POST", "/v1/videos", String(decoding: try encoder.encode(fields), as: UTF8.self))
        #expect(answer.status == 200, "\(answer.text)")
        return try Self.film(answer)
    }

    /// Waits until a film is as it should be.
    func until(_ id: String, _ isRight: (Film) -> Bool) async throws -> Film {
        while true {
            let film = try Self.film(try await ask("GET", "/v1/videos/\(id)"))
            if isRight(film) { return film }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private static func film(_ answer: Answer) throws -> Film {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Film.self, from: Data(answer.body))
    }
}

extension Program {
    /// Runs the program to its end, with its process's number in a file meanwhile.
    func start(_ arguments: [String], process file: String) async throws -> Subprocess.Outcome {
        var request = Subprocess.Request(
            "sh", ["-c", #"echo $$ > "$0"; exec "$@""#, file, Self.path] + arguments)
        request.folder = folder
        request.environment = environment
        request.deadline = .seconds(240)
        return try await Subprocess.run(request)
    }
}
