import HTTPServer
import NIOCore
import NIOHTTP1

extension APIRoutes {
    /// The API's own description: `/openapi.json` for programs, `/docs` for people.
    static func addDocumentRoutes(to routes: inout RouteTable) {
        routes.on(.GET, "/openapi.json", access: .open) { _ in
            HTTPResponse(
                .ok, headers: ["Content-Type": "application/json", "Cache-Control": "max-age=300"],
                body: .bytes(ByteBuffer(string: DocumentText.openAPI)))
        }
        routes.on(.GET, "/docs", access: .open) { _ in page(DocumentText.page, "text/html; charset=utf-8") }
        routes.on(.GET, "/docs/{file}", access: .open) { call in
            switch call.parameter("file") {
            case "docs.css": return page(DocumentText.style, "text/css; charset=utf-8")
            case "docs.js": return page(DocumentText.script, "text/javascript; charset=utf-8")
            default: throw APIError(.notFound, "There is nothing at \(Wording.quoted(call.request.path)).")
            }
        }
    }

    /// A part of the page, which may load nothing from elsewhere and be framed by nobody.
    private static func page(_ text: String, _ type: String) -> HTTPResponse {
        let headers: HTTPHeaders = [
            "Content-Type": type, "Cache-Control": "max-age=300", "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Content-Security-Policy":
                "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
                + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        ]
        return HTTPResponse(.ok, headers: headers, body: .bytes(ByteBuffer(string: text)))
    }
}
