/// Words for comparing by spelling: lower case, without accents, without those that carry no picture.
enum PlainWords {
    /// The telling words of a text in order, each once.
    static func telling(in text: String) -> [String] {
        var seen: Set<String> = []
        return WordPiece.words(of: text).filter {
            $0.count > 1 && !idle.contains($0) && $0.contains(where: \.isLetter) && seen.insert($0).inserted
        }
    }

    /// A word without its plural ending: enough to let "cities" meet "city".
    static func stem(_ word: String) -> String {
        if word.count > 4, word.hasSuffix("ies") { return word.dropLast(3) + "y" }
        if word.count > 4, ["ses", "xes", "zes", "hes"].contains(where: word.hasSuffix) {
            return String(word.dropLast(2))
        }
        if word.count > 3, word.hasSuffix("s"), !word.hasSuffix("ss"), !word.hasSuffix("us") {
            return String(word.dropLast())
        }
        return word
    }

    /// The stems of a text's telling words.
    static func stems(in text: String) -> Set<String> { Set(telling(in: text).map(stem)) }

    /// An FTS5 expression that finds any of the words.
    ///
    /// Every word is a quoted string of letters and digits, so nothing
    /// in a text can be read as an operator.
    static func expression(_ words: [String]) -> String? {
        let safe = words.prefix(40).map { $0.filter { $0.isLetter || $0.isNumber } }.filter { !$0.isEmpty }
        return safe.isEmpty ? nil : safe.map { "\"\($0)\"" }.joined(separator: " OR ")
    }

    private static let idle: Set<String> = Set(
        """
        a an the of to in on at by for with and or but nor so yet if is are was were be been being am has have had having
        do does did done doing it its this that these those he she they we you i his her hers their theirs our ours your
        my mine me him them us as from than then not no into onto over under out up down off about after before above
        below between through during without within along across against among all any both each few more most other
        another some such only own same too very can could will would shall should may might must just when while where
        who whom whose which what why how there here again once also still never always ever every often much many one
        two three first last until since because though although however let lets get gets got make makes made like even
        well really quite almost around away back now today ago yes per via re ve ll don doesn didn isn aren wasn weren
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
