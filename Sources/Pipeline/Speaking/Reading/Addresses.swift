/// Web and mail addresses as a person would say them: the name, "dot", "at", and no punctuation beyond that.
enum Addresses {
    private static let domains: Set<String> = [
        "com", "org", "net", "edu", "gov", "mil", "int", "io", "co", "uk", "de", "fr", "info", "biz", "us", "ca", "au",
        "tv", "me", "ly", "ai", "app", "dev", "film", "eu", "jp", "cn", "in", "it", "es", "nl", "ch", "at", "be", "se",
        "no", "fi", "dk", "pl", "ru", "br", "mx", "nz", "ie", "xyz", "online", "site", "store", "blog", "news", "live",
        "fm", "gg", "to", "sh", "wiki", "page", "cloud", "tech", "studio", "video", "movie",
    ]

    /// What is said for an address, or `nil` for anything else.
    static func read(_ text: Substring) -> [Piece]? {
        let lower = text.lowercased()
        for scheme in ["https://", "http://", "ftp://"] where lower.hasPrefix(scheme) {
            return site(text.dropFirst(scheme.count))
        }
        if lower.hasPrefix("mailto:") { return mail(text.dropFirst(7)) }
        if lower.hasPrefix("www."), text.count > 4 { return site(text) }
        if let mail = mail(text) { return mail }
        let host = text.prefix { $0 != "/" && $0 != "?" && $0 != ":" }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count > 1, let top = labels.last, domains.contains(top.lowercased()),
            labels.allSatisfy(isLabel), labels.contains(where: { $0.count > 1 && $0.contains(where: \.isLetter) }),
            labels.dropLast().contains(where: { $0.count > 1 })
        else { return nil }
        // "end.In": a full stop without its space.
        if top.first?.isUppercase == true, !labels[0].allSatisfy({ $0.isUppercase || $0.isNumber }) { return nil }
        return site(text)
    }

    private static func isLabel(_ label: Substring) -> Bool {
        !label.isEmpty && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
    }

    private static func site(_ text: Substring) -> [Piece] {
        var rest = text
        if rest.lowercased().hasPrefix("www.") { rest = rest.dropFirst(4) }
        // A query or fragment is for machines.
        let address = rest.prefix { $0 != "?" && $0 != "#" }
        let parts = address.split(separator: "/")
        guard let host = parts.first else { return [] }
        var pieces = dotted(host.prefix { $0 != ":" })
        for part in parts.dropFirst().prefix(2) where part.count <= 24 {
            pieces += [.word("slash")] + dotted(part)
        }
        return pieces
    }

    private static func mail(_ text: Substring) -> [Piece]? {
        let sides = text.split(separator: "@", omittingEmptySubsequences: false)
        guard sides.count == 2, !sides[0].isEmpty, sides[1].contains("."),
            sides[1].split(separator: ".").allSatisfy(isLabel)
        else { return nil }
        return dotted(sides[0]) + [.word("at")] + dotted(sides[1])
    }

    private static func dotted(_ text: Substring) -> [Piece] {
        var pieces: [Piece] = []
        for (index, label) in text.split(separator: ".").enumerated() {
            if index > 0 { pieces.append(.word("dot")) }
            for (number, part) in label.split(separator: "-").enumerated() {
                if number > 0 { pieces.append(.word("dash")) }
                for (count, word) in part.split(separator: "_").enumerated() {
                    if count > 0 { pieces.append(.word("underscore")) }
                    let known: Set<String> = ["com", "org", "net", "gov", "info", "biz", "film", "live", "me", "co"]
                    // Country codes are spelled: "co dot U K".
                    if index > 0, word.count == 2, !known.contains(word.lowercased()) {
                        pieces.append(.letters(word.uppercased()))
                    } else {
                        pieces += Compound.read(word)
                    }
                }
            }
        }
        return pieces
    }
}
