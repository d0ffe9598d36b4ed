package import Films
package import HTTPServer
import NIOHTTP1

/// One request on its way through the API: what was asked, by whom, and what it is answered from.
package struct Call: Sendable {
    /// The request.
    package let request: HTTPRequest
    /// Who asks.
    package let principal: Principal
    /// What the routes work with.
    package let services: Services

    /// Makes a call; the route table does, and tests of handlers.
    package init(request: HTTPRequest, principal: Principal = .local, services: Services) {
        self.request = request
        self.principal = principal
        self.services = services
    }

    /// The bytes of JSON that are taken at most.
    package static let jsonLimit = 1 << 20

    /// A value of the route's `{names}`.
    package func parameter(_ name: String) -> String { request.parameters[name] ?? "" }

    /// The film that the route's `{id}` names.
    ///
    /// - Throws: An ``APIError``, 404, for what is none of ours: it never becomes a file's name.
    package func filmID() throws(APIError) -> FilmID {
        guard let id = FilmID(rawValue: parameter("id")) else { throw .unknownFilm(parameter("id")) }
        return id
    }

    /// The record of the film that the route's `{id}` names.
    ///
    /// - Throws: An ``APIError``, 404, when there is none; ``FilmStoreError``.
    package func film() async throws -> FilmRecord {
        let id = try filmID()
        guard let record = try await services.films.film(id) else { throw APIError.unknownFilm(id.rawValue) }
        return record
    }

    /// The query's names and values.
    package func query() throws(APIError) -> QueryItems { try QueryItems(request.query) }

    /// The body, which must be a JSON object.
    ///
    /// - Parameters:
    ///   - limit: Bytes it may have at most.
    ///   - optional: Whether an empty body counts as an empty object.
    ///   - types: Media types that are taken besides `application/json`.
    /// - Returns: Its fields.
    /// - Throws: An ``APIError``; ``HTTPServerError``.
    package func json(limit: Int = Call.jsonLimit, optional: Bool = false, types: [String] = []) async throws -> Fields
    {
        let bytes = try await request.body.collect(upTo: limit)
        if optional, bytes.isEmpty { return Fields([:]) }
        let type = MediaType(request.headers.first(name: "content-type") ?? "")
        guard type.name == "application/json" || types.contains(type.name) else {
            throw .unsupported(type, expected: ["application/json"] + types)
        }
        return try Fields(try await JSONValue.read(bytes))
    }
}

/// A `Content-Type`: its name in lower case, and its parameters (RFC 9110 §8.3.1).
package struct MediaType: Sendable, Equatable {
    /// As `multipart/form-data`.
    package let name: String
    /// Names in lower case.
    package let parameters: [String: String]

    /// Reads a header's value; nonsense gives a name that is nobody's.
    package init(_ text: String) {
        let parts = Self.split(text)
        name = parts.first.map { Self.trimmed($0).lowercased() } ?? ""
        var found: [String: String] = [:]
        for part in parts.dropFirst() {
            guard let equals = part.firstIndex(of: "=") else { continue }
            let key = Self.trimmed(part[..<equals]).lowercased()
            var value = Self.trimmed(part[part.index(after: equals)...])
            if value.count >= 2, value.first == "\"", value.last == "\"" {
                value = Self.unescaped(value.dropFirst().dropLast())
            }
            if found[key] == nil { found[key] = value }
        }
        parameters = found
    }

    /// Splits at semicolons outside quotes.
    private static func split(_ text: String) -> [Substring] {
        var parts: [Substring] = []
        var start = text.startIndex
        var quoted = false
        var escaped = false
        for index in text.indices {
            let character = text[index]
            if escaped {
                escaped = false
            } else if character == "\\", quoted {
                escaped = true
            } else if character == "\"" {
                quoted.toggle()
            } else if character == ";", !quoted {
                parts.append(text[start..<index])
                start = text.index(after: index)
            }
        }
        return parts + [text[start...]]
    }

    private static func unescaped(_ text: Substring) -> String {
        var result = ""
        var escaped = false
        for character in text {
            if character == "\\", !escaped {
                escaped = true
            } else {
                result.append(character)
                escaped = false
            }
        }
        return result
    }

    private static func trimmed(_ text: Substring) -> String {
        var rest = text
        while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return String(rest)
    }
}

extension Error where Self == APIError {
    /// The body's type is not one that is read here.
    package static func unsupported(_ type: MediaType, expected: [String]) -> APIError {
        let told = type.name.isEmpty ? "no Content-Type" : "the Content-Type \(Wording.quoted(type.name))"
        return APIError(.unsupportedMediaType, "The body has \(told); send it as \(Wording.list(expected)).")
    }
}
