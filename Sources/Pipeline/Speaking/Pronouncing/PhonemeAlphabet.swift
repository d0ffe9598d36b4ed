/// The voice's phoneme alphabet: IPA with single capitals for diphthongs (hexgrad's misaki, "EN_PHONES.md").
enum PhonemeAlphabet {
    /// Primary stress.
    static let primary: Unicode.Scalar = "ˈ"
    /// Secondary stress.
    static let secondary: Unicode.Scalar = "ˌ"
    /// Sounds that carry a syllable.
    static let vowels = Set("AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻɐ".unicodeScalars)
    /// Vowels that count for whether "the" and "to" change before them.
    static let fullVowels = Set("AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻ".unicodeScalars)
    /// Sounds that do not.
    static let consonants = Set("bdfhjklmnpstvwzðŋɡɹɾʃʒʤʧθ".unicodeScalars)
    /// Sounds made of two.
    static let doubled = Set("AIOQWYʤʧ".unicodeScalars)
    /// Marks that end a breath; quotes and brackets do not.
    static let stops = Set(";:,.!?—…".unicodeScalars)

    private static let toIPA: [Unicode.Scalar: String] = [
        "A": "eɪ", "I": "aɪ", "O": "oʊ", "Q": "əʊ", "W": "aʊ", "Y": "ɔɪ", "T": "ɾ", "ᵊ": "ə", "ᵻ": "ɪ", "ʤ": "dʒ",
        "ʧ": "tʃ",
    ]

    /// A phoneme in standard IPA.
    static func ipa(_ phoneme: Unicode.Scalar) -> String { toIPA[phoneme] ?? String(phoneme) }

    /// Standard IPA in the voice's alphabet; signs the voice does not know are dropped.
    static func fromIPA(_ text: String) -> String {
        var out = text
        let pairs = [
            ("e͡ɪ", "A"), ("a͡ɪ", "I"), ("o͡ʊ", "O"), ("a͡ʊ", "W"), ("ɔ͡ɪ", "Y"), ("d͡ʒ", "ʤ"), ("t͡ʃ", "ʧ"), ("eɪ", "A"),
            ("aɪ", "I"),
            ("oʊ", "O"), ("əʊ", "O"), ("aʊ", "W"), ("ɔɪ", "Y"), ("dʒ", "ʤ"), ("tʃ", "ʧ"), ("ɝ", "ɜɹ"), ("ɚ", "əɹ"),
            ("ɜː", "ɜɹ"),
            ("r", "ɹ"), ("g", "ɡ"), ("ː", ""), ("'", "ˈ"), ("ɾ", "T"), (".", ""), ("‿", ""), ("ɫ", "l"), ("o", "O"),
            ("e", "A"),
        ]
        for (from, to) in pairs {
            out = out.split(separator: from, omittingEmptySubsequences: false).joined(separator: to)
        }
        let known = vowels.union(consonants).union("ˈˌ ᵊTx".unicodeScalars)
        return String(String.UnicodeScalarView(out.unicodeScalars.filter { known.contains($0) }))
    }
}
