/// Reads lengths of time as people write them.
package enum DurationText {
    /// Seconds in `90`, `1.5s`, `1500 ms`, `2 min`, `1m30s`, `1:30` or `1:02:03`; a comma may be the decimal mark.
    ///
    /// - Returns: The length, or `nil` when the text is anything else, negative, or over 24 hours.
    package static func seconds(_ text: String) -> Double? {
        let text = text.lowercased().replacing(",", with: ".")
        guard text.utf8.count <= 40 else { return nil }
        let total = text.contains(":") ? clock(text) : units(text)
        guard let total, total.isFinite, (0...86_400).contains(total) else { return nil }
        return total
    }

    private static func clock(_ text: String) -> Double? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count) else { return nil }
        var total = 0.0
        for part in parts {
            let digits = part.filter { !$0.isWhitespace }
            guard let value = number(digits), part == parts[0] || value < 60 else { return nil }
            total = total * 60 + value
        }
        return total
    }

    private static func units(_ text: String) -> Double? {
        var rest = Substring(text.filter { !$0.isWhitespace })
        guard !rest.isEmpty else { return nil }
        var total = 0.0
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isNumber || $0 == "." }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(unit.count)
            guard let value = number(String(digits)), let factor = factor(of: String(unit)) else { return nil }
            total += value * factor
        }
        return total
    }

    private static func number(_ text: String) -> Double? {
        guard text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 }) else { return nil }
        return Double(text)
    }

    private static func factor(of unit: String) -> Double? {
        switch unit {
        case "", "s", "sec", "secs", "second", "seconds": 1
        case "ms", "msec", "millisecond", "milliseconds": 0.001
        case "m", "min", "mins", "minute", "minutes": 60
        case "h", "hour", "hours": 3_600
        default: nil
        }
    }
}
