/// How client text is shown back in messages: short, on one line, in quotes.
package enum Wording {
    /// A text in quotes, without control characters, cut after 60 characters.
    package static func quoted(_ text: String) -> String {
        let clean = text.unicodeScalars.lazy.map { scalar -> Unicode.Scalar in
            scalar.value < 32 || (0x7F...0x9F).contains(scalar.value) ? " " : scalar
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: clean.prefix(60))
        return "\"\(String(view))\(text.unicodeScalars.count > 60 ? "…" : "")\""
    }

    /// Names in a row: `clean, karaoke or boxed`.
    package static func list(_ names: [String], _ conjunction: String = "or") -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "nothing" }
        return names.dropLast().joined(separator: ", ") + " \(conjunction) \(last)"
    }

    /// A number without a needless fraction.
    package static func plain(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
    }
}
