/// Recognises a licence in running text.
enum Licences {
    /// An SPDX identifier or the site's usual name, or the text's first line when nothing is recognised.
    static func identify(_ text: String) -> String {
        let plain = text.lowercased()
        for (needle, licence) in known where plain.contains(needle) { return licence }
        let line = text.split(whereSeparator: \.isNewline).first.map { $0.prefix(80) } ?? ""
        return line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Most specific first: a share-alike licence's text also holds the words of the plain one.
    private static let known: [(String, String)] = [
        ("cc0", "CC0-1.0"), ("publicdomain/zero", "CC0-1.0"), ("public domain dedication", "CC0-1.0"),
        ("by-nc-nd", "CC-BY-NC-ND-4.0"), ("by-nc-sa", "CC-BY-NC-SA-4.0"), ("by-nc", "CC-BY-NC-4.0"),
        ("by-sa/3.0", "CC-BY-SA-3.0"), ("by-sa-3.0", "CC-BY-SA-3.0"), ("by-sa 3.0", "CC-BY-SA-3.0"),
        ("by-sa", "CC-BY-SA-4.0"), ("by-nd", "CC-BY-ND-4.0"),
        ("by/3.0", "CC-BY-3.0"), ("cc-by-3.0", "CC-BY-3.0"), ("cc by 3.0", "CC-BY-3.0"),
        ("cc-by", "CC-BY-4.0"), ("cc by", "CC-BY-4.0"), ("licenses/by/", "CC-BY-4.0"),
        ("noncommercial-noderivatives", "CC-BY-NC-ND-4.0"), ("noncommercial-sharealike", "CC-BY-NC-SA-4.0"),
        ("attribution-noncommercial", "CC-BY-NC-4.0"), ("attribution-sharealike", "CC-BY-SA-4.0"),
        ("attribution-noderivatives", "CC-BY-ND-4.0"), ("creative commons attribution", "CC-BY-4.0"),
        ("public domain", "public domain"), ("pexels", "Pexels licence"), ("unsplash", "Unsplash licence"),
        ("pixabay", "Pixabay licence"), ("mit license", "MIT"), ("apache license", "Apache-2.0"),
        ("all rights reserved", "all rights reserved"),
    ]
}
