import Film
package import Films
import HTTPServer
import NIOHTTP1

/// `POST /v1/videos`: a form or JSON becomes a film in line.
struct VideoCreation: Sendable {
    private let call: Call

    init(_ call: Call) { self.call = call }

    func answer() async throws -> HTTPResponse {
        let fields = try await Self.fields(of: call)
        let request = try FilmRequestReader(fields).request()
        let film = try await call.submit(request)
        return .video(film)
    }

    /// The body's fields, whichever of the two forms it has.
    static func fields(of call: Call) async throws -> Fields {
        let type = MediaType(call.request.headers.first(name: "content-type") ?? "")
        guard type.name == "multipart/form-data" else {
            return try await call.json(types: [])
        }
        return try await FormReader.read(call.request.body, type: type) { part in
            throw APIError(
                .invalidForm, "The form's field \(Wording.quoted(part.name)) does not take a file.",
                param: String(part.name.prefix(100)))
        }
    }
}

extension Call {
    /// Puts a film in line.
    ///
    /// - Parameter request: What is wanted, checked.
    /// - Returns: The film's record.
    /// - Throws: An ``APIError``; ``FilmStoreError``.
    package func submit(_ request: FilmRequest) async throws -> FilmRecord {
        let now = services.now()
        var record = FilmRecord(id: FilmID(at: now), request: request, created: now)
        record.lane = request.expectedSeconds <= 90 ? .short : .long
        switch try await services.films.submit(FilmSubmission(record: record)) {
        case .accepted(let film), .repeated(let film): return film
        case .keyReused:
            throw APIError(
                .keyReused, "This Idempotency-Key was used for another request; use a new one for each request.")
        }
    }
}
