import Film
package import Films
import HTTPServer
import NIOHTTP1

/// `POST /v1/videos` and `…/remix`: a form or JSON becomes a film in line.
struct VideoCreation: Sendable {
    private let call: Call

    init(_ call: Call) { self.call = call }

    /// A new film.
    func answer() async throws -> HTTPResponse {
        try call.query().only([])
        return try await make(from: nil)
    }

    /// A new film from an old one's request, with other words.
    func remix() async throws -> HTTPResponse {
        try call.query().only([])
        return try await make(from: try await call.film())
    }

    private func make(from original: FilmRecord?) async throws -> HTTPResponse {
        let body = try await CreationBody.read(call)
        do {
            // Long scripts and storyboards are read aside: the connection's event loop has others to serve.
            guard body.canonical.count > 1 << 14 else { return try await submit(body, original) }
            return try await submitAside(body, original)
        } catch {
            await body.abandon()
            throw error
        }
    }

    @concurrent
    private func submitAside(_ body: CreationBody, _ original: FilmRecord?) async throws -> HTTPResponse {
        try await submit(body, original)
    }

    private func submit(_ body: CreationBody, _ original: FilmRecord?) async throws -> HTTPResponse {
        var request = try FilmRequestReader(body.fields, base: original?.request).request()
        request.remixedFrom = original?.id
        try await RequestCheck(call.services).check(&request)
        return try await submit(request, body)
    }

    private func submit(_ request: FilmRequest, _ body: CreationBody) async throws -> HTTPResponse {
        let outcome = try await call.submit(request, idempotency: try idempotencyKey(body))
        var headers: HTTPHeaders = ["Location": "/v1/videos/\(outcome.film.id.rawValue)"]
        if outcome.isRepeated {
            headers.add(name: "Idempotency-Replayed", value: "true")
            await body.abandon()
        }
        return try await call.answer(outcome.film, waitingFor: call.preferences, headers: headers)
    }

    private func idempotencyKey(_ body: CreationBody) throws(APIError) -> IdempotencyKey? {
        try call.idempotencyKey(fingerprint: call.request.method.rawValue + " " + call.request.path, body.canonical)
    }
}

extension Call {
    /// The client's own name for this request (draft-ietf-httpapi-idempotency-key-header), if it gave one.
    ///
    /// - Parameters:
    ///   - route: What is asked for, so that one key cannot stand for two kinds of request.
    ///   - body: What was sent, in a form that is the same for the same meaning.
    /// - Returns: The key with its owner; `nil` without the header.
    /// - Throws: An ``APIError`` when the header cannot be used.
    package func idempotencyKey(fingerprint route: String, _ body: [UInt8]) throws(APIError) -> IdempotencyKey? {
        guard let header = request.headers.first(name: "idempotency-key") else { return nil }
        var key = header
        // The draft writes it as a quoted string; most clients send it bare.
        if key.count >= 2, key.first == "\"", key.last == "\"" { key = String(key.dropFirst().dropLast()) }
        guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (33...126).contains($0) }) else {
            throw APIError(
                .invalidHeader, "Idempotency-Key must have 1 to 255 visible ASCII characters.",
                param: "Idempotency-Key")
        }
        let fingerprint = Digests.sha256(Array(route.utf8) + [0] + body)
        return IdempotencyKey(owner: principal.id, key: key, fingerprint: fingerprint)
    }

    /// Puts a film in line.
    ///
    /// - Parameters:
    ///   - request: What is wanted, checked.
    ///   - idempotency: The client's own name for this request.
    /// - Returns: The film's record, and whether it was there before.
    /// - Throws: An ``APIError``; ``FilmStoreError``.
    package func submit(
        _ request: FilmRequest, idempotency: IdempotencyKey? = nil
    ) async throws -> (film: FilmRecord, isRepeated: Bool) {
        let now = services.now()
        var record = FilmRecord(id: FilmID(at: now), request: request, created: now)
        try await Forecast.apply(to: &record, services)
        switch try await services.films.submit(FilmSubmission(record: record, idempotency: idempotency)) {
        case .accepted(let film): return (film, false)
        case .repeated(let film): return (film, true)
        case .keyReused:
            throw APIError(
                .keyReused, "This Idempotency-Key was used for another request; use a new one for each request.",
                param: "Idempotency-Key")
        }
    }
}
