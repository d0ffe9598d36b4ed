/// Roman numerals in titles and names.
enum RomanNumerals {
    /// The value of a well-formed numeral below 4000 in capitals.
    static func value(_ text: some StringProtocol) -> Int? {
        let values: [Character: Int] = ["I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000]
        let digits = text.map { values[$0] ?? 0 }
        guard !digits.isEmpty, digits.count <= 15, !digits.contains(0) else { return nil }
        var total = 0
        for (index, digit) in digits.enumerated() {
            let next = index + 1 < digits.count ? digits[index + 1] : 0
            total += digit < next ? -digit : digit
        }
        // Writing the value again refuses "IIX" and its like.
        return total > 0 && total < 4000 && spelled(total) == text ? total : nil
    }

    private static func spelled(_ number: Int) -> String {
        let steps = [
            (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
            (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
        ]
        var rest = number
        var text = ""
        for (value, sign) in steps {
            while rest >= value {
                text += sign
                rest -= value
            }
        }
        return text
    }

    /// Words after which a numeral counts things ("Chapter IV").
    static let counted: Set<String> = [
        "chapter", "part", "act", "scene", "section", "volume", "book", "phase", "article", "war", "mark", "type",
        "level", "stage", "class", "grade", "bowl", "apollo", "gemini", "fantasy", "episode", "round", "rocky",
        "appendix", "table", "figure", "title", "season", "series", "saturn", "corps", "region", "zone", "lesson",
    ]

    /// Names after which a numeral tells rulers apart ("Henry VIII").
    static let rulers: Set<String> = [
        "pope", "king", "queen", "henry", "louis", "edward", "george", "william", "charles", "james", "richard",
        "elizabeth", "napoleon", "pius", "benedict", "leo", "paul", "ramses", "ramesses", "frederick", "philip",
        "alexander", "nicholas", "peter", "catherine", "ivan", "umberto", "emmanuel", "gustav", "christian",
        "ferdinand", "francis", "gregory", "innocent", "clement", "john", "mary", "margrethe", "haakon", "olav", "carl",
        "ptolemy", "otto", "wilhelm", "leopold", "albert", "alfonso", "henri", "cleopatra", "thutmose", "amenhotep",
        "darius", "xerxes", "constantine", "urban", "sixtus", "julius", "theodore", "joseph", "abdul", "mehmed",
        "suleiman", "selim", "murad",
    ]
}
