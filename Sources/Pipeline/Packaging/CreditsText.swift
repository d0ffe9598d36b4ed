package import Film
internal import FoundationEssentials

/// The credits as files beside the film: one to read, one for programs.
package enum CreditsText {
    /// Headings in the order in which they stand, by role; other roles follow under their own names.
    private static let headings = [
        ("picture", "Pictures"), ("voice", "Voices"), ("music", "Music"), ("font", "Fonts"),
    ]

    /// `credits.txt`: the title, then each work once under its role's heading.
    package static func text(title: String, credits: [Credit]) -> String {
        var blocks = [line(title)]
        for (heading, works) in grouped(credits) {
            blocks.append(([heading] + works.map { "  " + sentence($0) }).joined(separator: "\n"))
        }
        if blocks.count == 1 { blocks.append("Everything seen and heard was made for this film.") }
        return blocks.joined(separator: "\n\n") + "\n"
    }

    /// `credits.json`: the title and each work once, in the order of first use.
    ///
    /// - Throws: `FilmError` when the credits cannot be written as JSON, which valid text always can.
    package static func json(title: String, credits: [Credit]) throws(FilmError) -> String {
        struct Document: Encodable {
            let title: String
            let credits: [Credit]
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            let data = try encoder.encode(Document(title: title, credits: unique(credits)))
            return String(decoding: data, as: UTF8.self) + "\n"
        } catch {
            throw FilmError(.internalFault, "The credits cannot be written: \(error).")
        }
    }

    /// The credits in one line for the film file's own metadata.
    package static func comment(_ credits: [Credit]) -> String {
        grouped(credits).map { heading, works in
            heading + ": " + works.map(sentence).joined(separator: "; ")
        }.joined(separator: ". ")
    }

    private static func grouped(_ credits: [Credit]) -> [(heading: String, works: [Credit])] {
        let works = unique(credits)
        let known = headings.map { $0.0 }
        var others: [String] = []
        for work in works where !known.contains(work.role) && !others.contains(work.role) { others.append(work.role) }
        return (headings + others.map { ($0, $0.prefix(1).uppercased() + $0.dropFirst()) }).compactMap {
            role, heading in
            let part = works.filter { $0.role == role }
            return part.isEmpty ? nil : (heading, part)
        }
    }

    private static func unique(_ credits: [Credit]) -> [Credit] {
        var seen: Set<Credit> = []
        return credits.filter { seen.insert($0).inserted }
    }

    /// One work, as in "River at dawn, by Ana (CC0-1.0), from photos-budgie".
    private static func sentence(_ credit: Credit) -> String {
        var text = line(credit.title)
        if !credit.author.isEmpty { text += ", by " + line(credit.author) }
        if !credit.licence.isEmpty { text += " (" + line(credit.licence) + ")" }
        if !credit.source.isEmpty { text += ", from " + line(credit.source) }
        return text
    }

    /// Text on one line: files and metadata of strangers may hold line ends and other control characters.
    private static func line(_ text: String) -> String {
        text.split { $0.isNewline || $0.unicodeScalars.contains { $0.properties.generalCategory == .control } }
            .joined(separator: " ")
    }
}
