import HTTPServer
import NIOHTTP1

extension APIRoutes {
    /// `POST|DELETE /v1/session`: trades a key for a cookie that only requests of this site carry, so that a browser's
    /// pictures, players and event streams are let in too; they cannot send an `Authorization` header.
    static func addSessionRoutes(to routes: inout RouteTable) {
        let gate = routes.gate
        routes.on(.POST, "/v1/session", access: .open) { call in
            let fields = try await call.json(limit: 4096)
            try fields.only(["key"])
            let key = try fields.text("key", limit: 200) ?? ""
            var request = call.request
            request.headers.replaceOrAdd(name: "Authorization", value: "Bearer \(key.isEmpty ? "none" : key)")
            _ = try gate.admit(request, access: .keyed)
            // Where no key is asked for, any text has come so far: it must not write headers of its own.
            guard key.utf8.allSatisfy(SessionCookie.isPlain) else {
                throw APIError(.invalidKey, "The API key is unknown or was withdrawn.", param: "key")
            }
            return HTTPResponse(.noContent, headers: ["Set-Cookie": SessionCookie.setting(key)])
        }
        routes.on(.DELETE, "/v1/session", access: .open) { _ in
            HTTPResponse(.noContent, headers: ["Set-Cookie": SessionCookie.clearing])
        }
    }
}

/// The cookie that holds a browser's key (RFC 6265).
enum SessionCookie {
    private static let name = "vitascope_key"
    // Scripts cannot read it, and pages of other sites cannot make a browser send it.
    private static let rules = "Path=/; HttpOnly; SameSite=Strict"

    /// Whether a byte may stand in a key: letters, digits, `-` and `_`.
    static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// The header that stores a key for a year.
    static func setting(_ key: String) -> String { "\(name)=\(key); \(rules); Max-Age=31536000" }

    /// The header that forgets it.
    static let clearing = "\(name)=; \(rules); Max-Age=0"

    /// The key that a request carries.
    static func key(in request: HTTPRequest) -> String? {
        for header in request.headers["cookie"] {
            for pair in header.split(separator: ";") {
                let trimmed = pair.drop { $0 == " " }
                guard trimmed.hasPrefix(name + "=") else { continue }
                let value = trimmed.dropFirst(name.count + 1)
                return value.isEmpty ? nil : String(value)
            }
        }
        return nil
    }
}
