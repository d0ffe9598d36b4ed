internal import FoundationEssentials
internal import NIOCore
package import NIOHTTP1

/// A refusal that the server itself makes, or a handler that wants its plain words: status, a stable code, a sentence.
package struct HTTPProblem: Error, Sendable, Equatable {
    /// 400 and so on.
    package var status: HTTPResponseStatus
    /// A stable name for programs.
    package var code: String
    /// What is wrong and what to do.
    package var message: String
    /// Headers of the answer, such as `Allow` and `Retry-After`.
    package var headers: HTTPHeaders

    /// Names a refusal.
    package init(_ status: HTTPResponseStatus, _ code: String, _ message: String, headers: HTTPHeaders = [:]) {
        self.status = status
        self.code = code
        self.message = message
        self.headers = headers
    }

    /// The refusal as an answer: `{"error": {"message", "type", "param", "code", "request_id"}}`.
    package func response(id: String) -> HTTPResponse {
        let said = Said(error: .init(message: message, type: family, param: nil, code: code, requestID: id))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let json = (try? encoder.encode(said)) ?? Data("{}".utf8)
        var headers = headers
        headers.replaceOrAdd(name: "Content-Type", value: "application/json")
        return HTTPResponse(status, headers: headers, body: .bytes(ByteBuffer(bytes: json)))
    }

    private var family: String {
        switch status.code {
        case 401, 403: "authentication_error"
        case 404, 410: "not_found_error"
        case 409, 412: "conflict_error"
        case 429: "rate_limit_error"
        case 500...: "server_error"
        default: "invalid_request_error"
        }
    }

    /// The refusal's shape on the wire, the one that OpenAI's clients read.
    private struct Said: Encodable {
        struct Error: Encodable {
            let message: String
            let type: String
            let param: String?
            let code: String
            let requestID: String

            enum CodingKeys: String, CodingKey {
                case message
                case type
                case param
                case code
                case requestID = "request_id"
            }

            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: CodingKeys.self)
                try container.encode(message, forKey: .message)
                try container.encode(type, forKey: .type)
                // Clients look for the key even when no field is at fault.
                try container.encode(param, forKey: .param)
                try container.encode(code, forKey: .code)
                try container.encode(requestID, forKey: .requestID)
            }
        }

        let error: Error
    }
}

extension HTTPProblem {
    /// 400 for a request that is not HTTP/1.1 as RFC 9112 has it.
    static func malformed(_ what: String) -> HTTPProblem {
        HTTPProblem(.badRequest, "malformed_request", "The request is not valid HTTP/1.1: \(what).")
    }

    /// What a client is told of an error that nobody translated.
    static func of(_ error: any Error) -> HTTPProblem {
        switch error {
        case let problem as HTTPProblem: problem
        case HTTPServerError.bodyTooLarge(let limit):
            HTTPProblem(
                .payloadTooLarge, "body_too_large",
                "The request's body is longer than the \(limit) bytes that are accepted here; send less.")
        case HTTPServerError.bodyCut:
            HTTPProblem(
                .requestTimeout, "body_cut", "The request's body stopped before its end; send the request again.")
        default:
            HTTPProblem(
                .internalServerError, "internal_error",
                "Something went wrong on the server; try again, and report the request_id if it happens again.")
        }
    }
}
