/// How English endings sound after a stem.
enum Suffixes {
    private static let flapping = Set("AIOWYiuæɑəɛɪɹʊʌ".unicodeScalars)

    /// The ending of plurals, possessives and third persons.
    static func plural(_ stem: String) -> String {
        guard let last = stem.unicodeScalars.last else { return stem }
        if "ptkfθ".unicodeScalars.contains(last) { return stem + "s" }
        if "szʃʒʧʤ".unicodeScalars.contains(last) { return stem + "ᵻz" }
        return stem + "z"
    }

    /// The ending of past tenses.
    static func past(_ stem: String) -> String {
        let scalars = Array(stem.unicodeScalars)
        guard let last = scalars.last else { return stem }
        if "pkfθʃsʧ".unicodeScalars.contains(last) { return stem + "t" }
        if last == "d" { return stem + "ᵻd" }
        if last != "t" { return stem + "d" }
        if scalars.count < 2 { return stem + "ɪd" }
        return flapping.contains(scalars[scalars.count - 2]) ? cut(scalars) + "ɾᵻd" : stem + "ᵻd"
    }

    /// The ending of present participles.
    static func participle(_ stem: String) -> String {
        let scalars = Array(stem.unicodeScalars)
        if scalars.count > 1, scalars.last == "t", flapping.contains(scalars[scalars.count - 2]) {
            return cut(scalars) + "ɾɪŋ"
        }
        return stem + "ɪŋ"
    }

    private static func cut(_ scalars: [Unicode.Scalar]) -> String {
        String(String.UnicodeScalarView(scalars.dropLast()))
    }
}
