package import HTTPServer
internal import NIOCore
internal import NIOHTTP1

/// The studio's pages: what `Web/` holds, compiled in, with a strict content security policy.
package struct Studio: Sendable {
    /// What a page of the studio may do: nothing that does not come from this service (CSP Level 3).
    package static let policy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:",
        "media-src 'self' blob:", "connect-src 'self'", "base-uri 'none'", "form-action 'none'",
        "frame-ancestors 'self'", "require-trusted-types-for 'script'",
    ].joined(separator: "; ")

    /// Addresses that are pages: all are answered with the one document, whose script shows the page.
    private static let pages = [
        "/", "/films", "/films/{id}", "/films/{id}/compare", "/share/{id}", "/voices", "/library", "/operator",
    ]

    private let files: [String: StudioFile]
    private let folder: String?

    /// Compresses the files once; about 30 ms.
    ///
    /// - Parameter folder: For people who work on the studio: files are read from here at each request instead.
    package init(folder: String? = nil) {
        files = StudioFile.all()
        self.folder = folder
    }

    /// Adds the studio's addresses.
    package func addRoutes(to router: inout Router) {
        for page in Self.pages { router.on(.GET, page) { answer($0, "index.html") } }
        for path in files.keys.sorted() where path != "index.html" {
            router.on(.GET, "/" + (path == "player/vitascope-player.js" ? "vitascope-player.js" : path)) {
                answer($0, path)
            }
        }
    }

    private func answer(_ request: HTTPRequest, _ path: String) -> HTTPResponse {
        guard let file = folder.flatMap({ StudioFile(path: path, in: $0) }) ?? files[path] else {
            return HTTPResponse(.notFound)
        }
        var headers: HTTPHeaders = [
            "Content-Type": file.type, "Cache-Control": "no-cache", "ETag": file.tag, "Vary": "Accept-Encoding",
            "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
        ]
        if path == "index.html" {
            headers.add(name: "Content-Security-Policy", value: Self.policy)
            headers.add(name: "Cross-Origin-Opener-Policy", value: "same-origin")
        }
        // The player is meant for any page.
        if path.hasPrefix("player/") { headers.add(name: "Access-Control-Allow-Origin", value: "*") }
        if request.headers[canonicalForm: "If-None-Match"].contains(where: { $0 == file.tag || $0 == "*" }) {
            return HTTPResponse(.notModified, headers: headers)
        }
        let takesGzip = request.headers[canonicalForm: "Accept-Encoding"].contains {
            $0.lowercased().split(separator: ";").first == "gzip"
        }
        if takesGzip, let gzip = file.gzip {
            headers.add(name: "Content-Encoding", value: "gzip")
            return HTTPResponse(.ok, headers: headers, body: .bytes(ByteBuffer(bytes: gzip)))
        }
        return HTTPResponse(.ok, headers: headers, body: .bytes(ByteBuffer(bytes: file.plain)))
    }
}
