internal import CCurl

/// A parsed `http` or `https` address.
///
/// It is read by the same code that later connects (libcurl's), so the two cannot disagree on what the host is; that
/// code also writes odd numbers (`0x7f.1`, `2130706433`, `127.1`) as the address that they mean.
package struct HTTPAddress: Sendable, Hashable, CustomStringConvertible {
    /// The whole address, normalised.
    package let description: String
    /// The host in lower case, without brackets; internationalised names are encoded (RFC 5891).
    package let host: String
    /// The port, named or usual.
    package let port: Int
    /// Whether it is `https`.
    package let isSecure: Bool
    /// Whether a user name or password is in it.
    package let hasCredentials: Bool
    /// Path and query; at least a slash.
    package let path: String

    /// The host when it is a numeric address.
    package var literal: IPAddress? { IPAddress(host) }

    /// Scheme, host and port: what one server answers for.
    package var origin: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return "\(isSecure ? "https" : "http")://\(name):\(port)"
    }

    /// Parses an address.
    ///
    /// - Throws: ``AddressRefusal`` `.malformed` for anything but an `http` or `https` address of at most 4096 bytes.
    package init(_ text: String) throws(AddressRefusal) { try self.init(text, relativeTo: nil) }

    /// Parses an address that may be relative to another, as a `Location` header's (RFC 3986 §5).
    init(_ text: String, relativeTo base: HTTPAddress?) throws(AddressRefusal) {
        guard text.utf8.count <= 4096, !text.isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            throw .malformed
        }
        CurlLibrary.start()
        guard let handle = curl_url() else { throw .malformed }
        defer { curl_url_cleanup(handle) }
        if let base, curl_url_set(handle, CURLUPART_URL, base.description, 0) != CURLUE_OK { throw .malformed }
        guard curl_url_set(handle, CURLUPART_URL, text, 0) == CURLUE_OK,
            let scheme = Self.part(handle, CURLUPART_SCHEME), scheme == "http" || scheme == "https",
            var host = Self.part(handle, CURLUPART_HOST)?.lowercased(), !host.isEmpty,
            let port = Self.part(handle, CURLUPART_PORT, flags: CURLU_DEFAULT_PORT).flatMap({ Int($0) }),
            (1...65_535).contains(port)
        else { throw .malformed }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        // A fragment is for the reader, not the server.
        _ = curl_url_set(handle, CURLUPART_FRAGMENT, nil, 0)
        guard let whole = Self.part(handle, CURLUPART_URL) else { throw .malformed }
        description = whole
        self.host = host
        self.port = port
        isSecure = scheme == "https"
        hasCredentials =
            Self.part(handle, CURLUPART_USER) != nil || Self.part(handle, CURLUPART_PASSWORD) != nil
            || Self.part(handle, CURLUPART_OPTIONS) != nil
        let query = Self.part(handle, CURLUPART_QUERY).map { "?" + $0 } ?? ""
        path = (Self.part(handle, CURLUPART_PATH) ?? "/") + query
    }

    private static func part(_ handle: OpaquePointer, _ part: CURLUPart, flags: Int32 = 0) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, part, &text, UInt32(flags)) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }
}
