/// Text in the few shapes of each sign that the reader knows.
enum PlainText {
    /// The text with typographic variants, other scripts' digits and full-width forms brought to one form each, and
    /// everything that has no sound (emoji, control and formatting characters) dropped.
    static func of(_ text: String) -> String {
        var out = ""
        for character in text {
            guard let first = character.unicodeScalars.first else { continue }
            if let kept = substitutes[character] {
                out += kept
            } else if (0xff01...0xff5e).contains(first.value), let plain = Unicode.Scalar(first.value - 0xfee0) {
                out.unicodeScalars.append(plain)
            } else if let digit = character.wholeNumberValue, digit < 10, first.properties.numericType == .decimal {
                out += String(digit)
            } else if isAudible(first) {
                // Variation selectors and joiners say nothing.
                for scalar in character.unicodeScalars where isAudible(scalar) { out.unicodeScalars.append(scalar) }
            }
        }
        return out
    }

    private static let substitutes: [Character: String] = [
        "’": "'", "ʼ": "'", "‛": "'", "′": "'", "″": "\"", "‐": "-", "‑": "-", "‒": "–", "―": "—", "﹣": "-",
        "…": "…", "。": ".", "、": ",", "，": ",", "？": "?", "！": "!", "；": ";", "：": ":", "「": "“", "」": "”",
        "『": "“", "』": "”", "（": "(", "）": ")", "ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "⁄": "/", "∕": "/", "℃": "°C",
        "℉": "°F", "№": "No.", "µ": "µ", "μ": "µ", "½": "½", "¼": "¼", "¾": "¾", "⅓": "⅓", "⅔": "⅔", "²": "²",
        "³": "³",
    ]

    private static func isAudible(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value >= 0x20 && scalar.value < 0x7f }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .nonspacingMark, .spacingMark,
            .currencySymbol, .initialPunctuation, .finalPunctuation, .openPunctuation, .closePunctuation,
            .dashPunctuation, .otherPunctuation, .otherNumber, .mathSymbol, .decimalNumber, .letterNumber:
            return !(0xfe00...0xfe0f).contains(scalar.value)
        case .otherSymbol: return "°©™®".unicodeScalars.contains(scalar)
        default: return false
        }
    }
}
