/// What a client would like beyond the plain answer (`Prefer`, RFC 7240).
package struct Preferences: Sendable, Equatable {
    /// Seconds that a client is willing to wait for the end, 0 to ``longestWait``.
    package let wait: Int?

    /// Seconds that a request waits at most, whatever was asked.
    package static let longestWait = 120

    /// Reads the headers' values; what is unknown or malformed is passed over, as RFC 7240 §2 demands.
    package init(_ values: [String]) {
        var found: Int?
        for item in values.joined(separator: ",").split(separator: ",") {
            let token = item.prefix { $0 != ";" }
            let pair = token.split(separator: "=", maxSplits: 1).map {
                $0.filter { $0 != " " && $0 != "\t" && $0 != "\"" }
            }
            guard pair.first?.lowercased() == "wait", found == nil else { continue }
            if pair.count == 1 {
                found = 60
            } else if let seconds = Int(pair[1]), seconds >= 0 {
                found = min(seconds, Self.longestWait)
            }
        }
        wait = found
    }
}
