package import HTTPServer
package import NIOCore
package import NIOHTTP1

extension HTTPResponse {
    /// A JSON answer.
    package static func json(
        _ status: HTTPResponseStatus = .ok, headers: HTTPHeaders = [:], capacity: Int = 1024,
        _ body: (inout JSONWriter) -> Void
    ) -> HTTPResponse {
        json(status, headers: headers, bytes: JSONWriter.bytes(capacity: capacity, body))
    }

    /// A JSON answer whose text is ready.
    package static func json(
        _ status: HTTPResponseStatus = .ok, headers: HTTPHeaders = [:], bytes: ByteBuffer
    ) -> HTTPResponse {
        var headers = headers
        headers.add(name: "Content-Type", value: "application/json")
        if !headers.contains(name: "Cache-Control") { headers.add(name: "Cache-Control", value: "no-store") }
        return HTTPResponse(status, headers: headers, body: .bytes(bytes))
    }

    /// The same answer, readable by pages of other sites: films are meant to be embedded, and who may have them is
    /// asked before (Fetch Standard, CORS protocol).
    package func forAnyPage() -> HTTPResponse {
        var answer = self
        answer.headers.replaceOrAdd(name: "Access-Control-Allow-Origin", value: "*")
        return answer
    }

    /// A plain text answer.
    package static func text(
        _ text: String, type: String = "text/plain; charset=utf-8", status: HTTPResponseStatus = .ok
    ) -> HTTPResponse {
        HTTPResponse(
            status, headers: ["Content-Type": type, "Cache-Control": "no-store"],
            body: .bytes(ByteBuffer(string: text)))
    }

    /// The one shape of every error (`{"error": {…}}`), with what clients need to act on it.
    package static func failure(_ error: APIError, requestID: String) -> HTTPResponse {
        var headers: HTTPHeaders = [:]
        if let seconds = error.retryAfter { headers.add(name: "Retry-After", value: String(seconds)) }
        // OpenAI's clients repeat every 409 on their own; ours are never cured by repeating.
        if error.status == 409 { headers.add(name: "x-should-retry", value: "false") }
        if error.status == 401 { headers.add(name: "WWW-Authenticate", value: "Bearer realm=\"vitascope\"") }
        return .json(HTTPResponseStatus(statusCode: error.status), headers: headers, capacity: 512) { writer in
            writer.object { writer in
                writer.object("error") { writer in
                    writer.field("message", error.message)
                    writer.field("type", error.type)
                    writer.field("param", error.param)
                    writer.field("code", error.code)
                    writer.field("request_id", requestID)
                }
            }
        }
    }
}
