/// Web addresses in running text: a narrator says the host and nothing else.
enum WebAddress {
    private static let schemes = ["http://", "https://", "www."].map { Array($0) }

    /// One past the end of the address that starts at `start`, or `nil` when none does.
    ///
    /// Closing punctuation belongs to the sentence, not to the address.
    static func end(in characters: [Character], from start: Int) -> Int? {
        let begins = schemes.contains { scheme in
            characters.count - start > scheme.count
                && zip(scheme, characters[start...]).allSatisfy { $0 == Character($1.lowercased()) }
        }
        guard begins else { return nil }
        var end = start
        while end < characters.count, characters[end].isASCII, !characters[end].isWhitespace,
            !"<>\"[]{}|`".contains(characters[end])
        { end += 1 }
        while end > start, ".,;:!?)'*_".contains(characters[end - 1]) { end -= 1 }
        return end
    }

    /// The host as spoken, without `www.`: `example.org` for `https://www.example.org/a?b`.
    static func host(_ address: String) -> String? {
        var rest = Substring(address)
        if let scheme = rest.firstRange(of: "://") {
            guard rest[..<scheme.lowerBound].allSatisfy({ $0.isASCII && $0.isLetter }) else { return nil }
            rest = rest[scheme.upperBound...]
        } else if !rest.lowercased().hasPrefix("www.") {
            return nil
        }
        rest = rest.prefix { !"/?#:\\".contains($0) }
        if let user = rest.lastIndex(of: "@") { rest = rest[rest.index(after: user)...] }
        if rest.lowercased().hasPrefix("www.") { rest = rest.dropFirst(4) }
        return rest.isEmpty ? nil : String(rest)
    }
}
