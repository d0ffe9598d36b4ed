internal import Curl
internal import Film
internal import FoundationEssentials

/// A service, asked over HTTP; what it refuses is told in its own words.
struct ServiceClient: Sendable {
    /// Where it is, without a slash at the end.
    let base: String
    private let http: HTTPClient
    private let key: String?

    init(_ address: HTTPAddress, key: String?) {
        var text = address.description
        while text.hasSuffix("/") { text.removeLast() }
        base = text
        self.key = key
        // The person named this server: it may be on this machine or in the house.
        var settings = HTTPClient.Settings(addressGuard: .off)
        settings.userAgent = "vitascope/\(Vitascope.version)"
        http = HTTPClient(settings)
    }

    /// Asks and takes the whole answer.
    ///
    /// - Parameters:
    ///   - method: GET, POST and so on.
    ///   - path: Path and query.
    ///   - headers: Headers besides the key.
    ///   - json: A JSON body.
    /// - Returns: The answer, of a status below 400.
    /// - Throws: A `FilmError` that tells what the service said; `CancellationError`.
    func send(
        _ method: String, _ path: String, headers: [(name: String, value: String)] = [], json: [UInt8]? = nil
    ) async throws -> ServiceAnswer {
        var request = request(method, path, headers)
        if let json {
            request.headers.append(("Content-Type", "application/json"))
            request.body = json
        }
        let answer: IncomingResponse
        do {
            answer = try await http.send(request, limit: 64 << 20)
        } catch let error as HTTPClientError {
            throw failure(error)
        }
        guard answer.head.status < 400 else { throw Self.refusal(answer.head.status, answer.body) }
        return ServiceAnswer(body: answer.body, tag: answer.head["etag"])
    }

    /// Asks for JSON.
    func read<Value: Decodable>(_ type: Value.Type, _ path: String) async throws -> Value {
        try Self.decode(type, try await send("GET", path).body)
    }

    /// Asks, and returns when the answer begins; for event streams and files.
    ///
    /// - Parameters:
    ///   - path: Path and query.
    ///   - headers: Headers besides the key.
    ///   - silence: How long the service may say nothing.
    /// - Returns: The answer, of a status below 400.
    /// - Throws: ``HTTPClientError`` when the connection fails, so that it can be tried again; a `FilmError` that tells
    ///   what the service said; `CancellationError`.
    func open(
        _ path: String, headers: [(name: String, value: String)] = [], silence: Duration = .seconds(60)
    ) async throws -> StreamedResponse {
        var request = request("GET", path, headers)
        request.timeout = nil
        request.silence = silence
        let answer = try await http.open(request)
        guard answer.head.status >= 400 else { return answer }
        var body: [UInt8] = []
        while body.count < 1 << 16, let piece = try await answer.next() { body += piece }
        throw Self.refusal(answer.head.status, body)
    }

    /// What a person is told when the service cannot be reached.
    func failure(_ error: HTTPClientError) -> FilmError {
        switch error {
        case .unreachable, .connectTimeout:
            FilmError(
                .missing, "There is no service at \(base).",
                remedy: "Start one with 'vitascope serve', or name another with --server.")
        case .unresolvable:
            FilmError(.missing, "There is no service at \(base): \(error.sentence)", remedy: "Check --server.")
        default:
            FilmError(
                .missing, "The service at \(base) could not be asked. \(error.sentence)", remedy: "Try again.")
        }
    }

    /// Reads JSON that the service sent.
    static func decode<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws(FilmError) -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do { return try decoder.decode(type, from: Data(bytes)) } catch {
            throw FilmError(
                .missing, "The service's answer cannot be understood.",
                remedy: "Check --server: is it a Vitascope service of this version?")
        }
    }

    private func request(_ method: String, _ path: String, _ headers: [(name: String, value: String)])
        -> OutgoingRequest
    {
        var request = OutgoingRequest(method, base + path)
        request.headers = headers
        if let key { request.headers.append(("Authorization", "Bearer \(key)")) }
        request.timeout = .seconds(150)
        return request
    }

    private struct Refusal: Decodable {
        struct Fault: Decodable { var message: String }

        var error: Fault
    }

    private static func refusal(_ status: Int, _ body: [UInt8]) -> FilmError {
        let told = try? decode(Refusal.self, body).error.message
        let message = OneLine.text(told ?? "The service answered \(status).")
        switch status {
        case 401, 403:
            return FilmError(.usage, message, remedy: "Put the service's key into the variable VITASCOPE_API_KEY.")
        case 404, 409, 410, 412, 428: return FilmError(.input, message)
        case 429, 502, 503, 504: return FilmError(.missing, message, remedy: "Try again later.")
        case 507: return FilmError(.output, message)
        case 500...: return FilmError(.internalFault, message)
        default: return FilmError(.usage, message)
        }
    }
}

/// What a service answered.
struct ServiceAnswer: Sendable {
    /// The body.
    let body: [UInt8]
    /// What names this state of it (`ETag`).
    let tag: String?
}

/// Text from elsewhere, made safe for a terminal.
enum OneLine {
    /// The text on one line, without control characters, so that it cannot move the cursor or hide what it says.
    static func text(_ text: String, limit: Int = 2000) -> String {
        var clean = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(limit) {
            let isControl =
                scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
            clean.append(isControl ? " " : scalar)
        }
        return String(clean)
    }
}
