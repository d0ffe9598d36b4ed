/// Latin letters without their marks, for words the dictionary writes plainly ("café", "naïve", "São").
enum Diacritics {
    private static let plain: [Character: String] = {
        var table: [Character: String] = [
            "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "th", "þ": "th", "ł": "l", "ı": "i",
        ]
        let rows: [(String, String)] = [
            ("a", "àáâãäåāăąǎ"), ("c", "çćĉċč"), ("d", "ď"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"), ("h", "ĥħ"),
            ("i", "ìíîïĩīĭįǐ"), ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľ"), ("n", "ñńņň"), ("o", "òóôõöōŏőơǒ"), ("r", "ŕŗř"),
            ("s", "śŝşšș"), ("t", "ţťț"), ("u", "ùúûüũūŭůűųưǔ"), ("w", "ŵ"), ("y", "ýÿŷ"), ("z", "źżž"),
        ]
        for (base, marked) in rows { for letter in marked { table[letter] = base } }
        return table
    }()

    /// The word in plain letters, or `nil` when it is so already.
    static func folded(_ word: String) -> String? {
        guard word.contains(where: { !$0.isASCII }) else { return nil }
        var out = ""
        for letter in word {
            let lower = Character(letter.lowercased().first.map { String($0) } ?? String(letter))
            guard let base = plain[lower] else {
                out.append(letter)
                continue
            }
            out += letter.isUppercase ? base.prefix(1).uppercased() + base.dropFirst() : base
        }
        return out == word ? nil : out
    }
}
