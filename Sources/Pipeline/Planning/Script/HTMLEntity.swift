/// The character references that writers use (HTML Living Standard, named character references; a choice).
enum HTMLEntity {
    private static let named: [String: Character] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "thinsp": " ", "ensp": " ",
        "emsp": " ", "ndash": "–", "mdash": "—", "hellip": "…", "lsquo": "‘", "rsquo": "’", "ldquo": "“",
        "rdquo": "”", "laquo": "«", "raquo": "»", "bull": "•", "middot": "·", "copy": "©", "reg": "®", "trade": "™",
        "deg": "°", "plusmn": "±", "times": "×", "divide": "÷", "frac12": "½", "frac14": "¼", "frac34": "¾",
        "euro": "€", "pound": "£", "yen": "¥", "cent": "¢", "sect": "§", "eacute": "é", "egrave": "è", "agrave": "à",
        "ccedil": "ç", "auml": "ä", "ouml": "ö", "uuml": "ü", "szlig": "ß", "ntilde": "ñ", "aring": "å", "oslash": "ø",
    ]

    /// The character a reference stands for, given what is between `&` and `;`.
    static func decode(_ name: String) -> Character? {
        guard name.hasPrefix("#") else { return named[name] }
        let digits = name.dropFirst()
        let hexadecimal = digits.first == "x" || digits.first == "X"
        let value = hexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return value.flatMap(Unicode.Scalar.init).map { Character($0) }
    }
}
