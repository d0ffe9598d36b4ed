internal import Film

/// Reads sizes and spans of time as operators write them.
enum Amounts {
    private static let sizes: [(ending: String, bytes: Double)] = [
        ("tb", 1e12), ("gb", 1e9), ("mb", 1e6), ("kb", 1e3), ("t", 1e12), ("g", 1e9), ("m", 1e6), ("k", 1e3), ("b", 1),
    ]
    private static let spans: [(ending: String, seconds: Double)] = [
        ("d", 86_400), ("h", 3600), ("min", 60), ("m", 60), ("w", 604_800), ("s", 1),
    ]

    /// Bytes in `20GB`, `500 MB` or `1000000`; powers of ten.
    ///
    /// - Throws: A `FilmError` that names the setting.
    static func bytes(_ text: String, _ setting: String) throws(FilmError) -> Int64 {
        guard let value = value(text, units: sizes), value < 9e18 else {
            throw FilmError(
                .usage, "\(setting) \(BriefReader.quoted(text)) is not a size.", remedy: "Use one as 20GB or 500MB.")
        }
        return Int64(value)
    }

    /// Seconds in `30d`, `12h`, `10min` or `90s`.
    ///
    /// - Throws: A `FilmError` that names the setting.
    static func seconds(_ text: String, _ setting: String) throws(FilmError) -> Int {
        guard let value = value(text, units: spans), value < 1e10 else {
            throw FilmError(
                .usage, "\(setting) \(BriefReader.quoted(text)) is not a span of time.",
                remedy: "Use one as 30d, 12h or 10min.")
        }
        return Int(value)
    }

    /// A whole number within bounds.
    ///
    /// - Throws: A `FilmError` that names the setting.
    static func whole(_ text: String, _ setting: String, in bounds: ClosedRange<Int>) throws(FilmError) -> Int {
        guard let value = Int(text), bounds.contains(value) else {
            throw FilmError(
                .usage, "\(setting) \(BriefReader.quoted(text)) is not possible.",
                remedy: "Use a whole number from \(bounds.lowerBound) to \(bounds.upperBound).")
        }
        return value
    }

    private static func value(_ text: String, units: [(ending: String, Double)]) -> Double? {
        let plain = text.lowercased().filter { !$0.isWhitespace }
        let unit = units.first { plain.hasSuffix($0.ending) }
        let number = plain.dropLast(unit?.ending.count ?? 0)
        guard number.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 }), let value = Double(number) else {
            return nil
        }
        return value * (unit?.1 ?? 1)
    }
}
