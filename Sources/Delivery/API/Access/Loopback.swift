package import Film

/// Which names and addresses mean this machine alone.
package enum Loopback {
    /// True for `localhost`, names below it, `127.0.0.0/8` and `::1`, with or without brackets.
    package static func isLocal(_ host: String) -> Bool {
        // What nearly every request says.
        if host == "127.0.0.1" || host == "localhost" { return true }
        var name = host.lowercased()
        if name.hasPrefix("["), name.hasSuffix("]") { name = String(name.dropFirst().dropLast()) }
        if name.hasSuffix(".") { name.removeLast() }
        if name == "localhost" || name.hasSuffix(".localhost") || name == "::1" { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { !$0.isEmpty && $0.utf8.count <= 3 && UInt8($0) != nil }
    }

    /// The host of a `Host` header or an origin's authority, without its port.
    package static func host(of authority: String) -> String {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") { return String(authority[...end]) }
        guard let colon = authority.lastIndex(of: ":") else { return authority }
        return String(authority[..<colon])
    }

    /// Refuses to let a whole network in without a key.
    ///
    /// - Parameters:
    ///   - host: The address to listen on.
    ///   - hasKeys: Whether there is a key.
    /// - Throws: A `FilmError` with the reason and what to do.
    package static func checkBinding(host: String, hasKeys: Bool) throws(FilmError) {
        guard !isLocal(host), !hasKeys else { return }
        throw FilmError(
            .usage,
            "Listening on \(host) lets everybody on the network make and read films, because there is no API key.",
            remedy: "Make one with vitascope keys add NAME, or listen on 127.0.0.1.")
    }
}
