/// Takes out of a text what can neither be spoken nor shown in a caption.
enum TextCleaner {
    /// A character as it may be kept, or `nil` to drop it.
    ///
    /// Emoji are dropped from speech and captions alike: a voice would name them, and caption fonts have no colour.
    static func kept(_ character: Character) -> Character? {
        guard let scalar = character.unicodeScalars.first else { return nil }
        if scalar.isASCII {
            if scalar.value >= 32, scalar.value != 127 {
                // A keycap ("1" with U+20E3) is its digit.
                return character.unicodeScalars.count == 1 ? character : Character(scalar)
            }
            return character.isWhitespace ? " " : nil
        }
        if character.isWhitespace { return " " }
        if isEmoji(character, scalar) { return nil }
        switch scalar.properties.generalCategory {
        case .control, .privateUse, .unassigned, .surrogate: return nil
        case .format:
            // Joiners shape Persian and Indic words; marks of direction and hidden hyphens are no one's words.
            return scalar.value == 0x200C || scalar.value == 0x200D ? character : nil
        default: break
        }
        if scalar.value == 0xFFFC || scalar.value == 0xFFFD { return nil }
        let scalars = character.unicodeScalars
        guard scalars.count > 8 else { return character }
        // Stacked marks ("Zalgo") cost layout time without end.
        return String(String.UnicodeScalarView(scalars.prefix(8))).first
    }

    private static func isEmoji(_ character: Character, _ first: Unicode.Scalar) -> Bool {
        if first.properties.isEmojiPresentation { return true }
        guard first.properties.isEmoji else { return false }
        return character.unicodeScalars.contains { $0.value == 0xFE0F || $0.properties.isEmojiPresentation }
    }

    /// Single spaces, none at the ends.
    static func tidy(_ text: some StringProtocol) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// A plain text (a title, a card) without what cannot be shown.
    static func plain(_ text: some StringProtocol) -> String { tidy(String(text.compactMap(kept))) }

    /// Letters of the longest word that is spoken; what is longer is a key, a hash or a cat on the keyboard.
    static let longestWord = 120

    /// The text without words longer than ``longestWord``; scripts without spaces have no such limit.
    /// - Returns: The text and how many words were dropped.
    static func withoutEndlessWords(_ text: String) -> (text: String, dropped: Int) {
        guard text.utf8.count > longestWord else { return (text, 0) }
        let words = text.split(separator: " ")
        let kept = words.filter { word in
            word.utf8.count <= longestWord || word.count <= longestWord
                || word.count(where: \.isUnspaced) * 2 > word.count
        }
        return kept.count == words.count ? (text, 0) : (kept.joined(separator: " "), words.count - kept.count)
    }

    /// True when there is a letter or a digit to speak.
    static func hasWords(_ text: some StringProtocol) -> Bool { text.contains { $0.isLetter || $0.isNumber } }
}
