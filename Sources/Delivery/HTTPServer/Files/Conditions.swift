internal import NIOHTTP1

/// A request's conditions against a file's state (RFC 9110 §13).
struct Conditions {
    /// What they come to.
    enum Verdict: Equatable {
        case proceed
        case notModified
        case failed
    }

    private let headers: HTTPHeaders
    private let tag: String
    private let modified: Int

    init(_ headers: HTTPHeaders, tag: String, modified: Int) {
        self.headers = headers
        self.tag = tag
        self.modified = modified
    }

    /// The conditions in the order of §13.2.2; dates that cannot be read are no conditions.
    var verdict: Verdict {
        let match = headers["if-match"]
        if !match.isEmpty {
            guard lists(match, weakly: false) else { return .failed }
        } else if let date = date("if-unmodified-since"), modified > date {
            return .failed
        }
        let noneMatch = headers["if-none-match"]
        if !noneMatch.isEmpty { return lists(noneMatch, weakly: true) ? .notModified : .proceed }
        if let date = date("if-modified-since"), modified <= date { return .notModified }
        return .proceed
    }

    /// Whether `Range` is to be honoured: the client's part belongs to this very state of the file (§13.1.5).
    var allowsRange: Bool {
        guard let validator = headers.first(name: "if-range") else { return true }
        if validator.hasPrefix("\"") || validator.hasPrefix("W/") { return validator == tag }
        return HTTPDate.seconds(validator) == modified
    }

    private func date(_ name: String) -> Int? { headers.first(name: name).flatMap(HTTPDate.seconds) }

    /// Whether a list of tags holds ours; a weak tag only counts where weak comparison is enough (§8.8.3.2).
    private func lists(_ values: [String], weakly: Bool) -> Bool {
        values.contains { value in
            value.split(separator: ",").contains { part in
                var candidate = part
                while candidate.first == " " { candidate.removeFirst() }
                while candidate.last == " " { candidate.removeLast() }
                if candidate == "*" { return true }
                if weakly, candidate.hasPrefix("W/") { candidate.removeFirst(2) }
                return candidate == tag
            }
        }
    }
}
