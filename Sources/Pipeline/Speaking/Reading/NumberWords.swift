/// Numbers as American English words.
enum NumberWords {
    private static let small = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]
    private static let tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    private static let scales = ["", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion"]
    private static let irregular = [
        "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
        "twelve": "twelfth",
    ]

    /// "one hundred twenty-three", words separated by spaces.
    static func cardinal(_ number: Int) -> String {
        if number < 0 { return "minus " + cardinal(number.magnitude) }
        return cardinal(number.magnitude)
    }

    private static func cardinal(_ number: UInt) -> String {
        if number < 1000 { return belowThousand(Int(number)) }
        var rest = number
        var groups: [String] = []
        for scale in scales where rest > 0 {
            let group = Int(rest % 1000)
            rest /= 1000
            if group > 0 { groups.append(belowThousand(group) + (scale.isEmpty ? "" : " " + scale)) }
        }
        return groups.reversed().joined(separator: " ")
    }

    private static func belowThousand(_ number: Int) -> String {
        var words: [String] = []
        if number >= 100 { words += [small[number / 100], "hundred"] }
        let rest = number % 100
        if rest >= 20 {
            words.append(tens[rest / 10])
            if rest % 10 > 0 { words.append(small[rest % 10]) }
        } else if rest > 0 || number == 0 {
            words.append(small[rest])
        }
        return words.joined(separator: " ")
    }

    /// "twenty-third", words separated by spaces.
    static func ordinal(_ number: Int) -> String {
        var words = cardinal(number).split(separator: " ").map { String($0) }
        guard let last = words.popLast() else { return "" }
        let ending = irregular[last] ?? (last.hasSuffix("y") ? last.dropLast() + "ieth" : last + "th")
        return (words + [ending]).joined(separator: " ")
    }

    /// A year as it is spoken: "nineteen oh five", "two thousand eight", "twenty twenty-six".
    static func year(_ number: Int) -> String {
        let (century, rest) = number.quotientAndRemainder(dividingBy: 100)
        if number < 1000 || number > 9999 { return cardinal(number) }
        if century % 10 == 0, rest < 10 { return cardinal(number) }
        if rest == 0 { return cardinal(century) + " hundred" }
        return cardinal(century) + (rest < 10 ? " oh " : " ") + cardinal(rest)
    }

    /// Each digit by name; zero is "zero", or "oh" where people say so.
    static func digits(_ text: some StringProtocol, zero: String = "zero") -> String {
        text.compactMap { $0.wholeNumberValue }.filter { $0 < 10 }.map { $0 == 0 ? zero : small[$0] }
            .joined(separator: " ")
    }

    /// A number in a name: "seven forty-seven", "ten eighty", "zero zero seven".
    static func code(_ text: some StringProtocol) -> String {
        guard let number = Int(text), text.first != "0" || text.count == 1, text.count <= 4 else {
            return digits(text)
        }
        switch text.count {
        case 3 where number % 100 != 0:
            return small[number / 100] + (number % 100 < 10 ? " oh " : " ") + cardinal(number % 100)
        case 4 where number % 1000 != 0: return year(number)
        default: return cardinal(number)
        }
    }

    private static let denominators = [
        "", "", "half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    ]

    /// "three quarters"; `nil` for fractions that are not said that way.
    static func fraction(_ top: Int, _ bottom: Int) -> String? {
        guard top > 0, bottom > 1, bottom <= 100, top < bottom * 10 else { return nil }
        if bottom > 20, bottom != 100, bottom != 32, bottom != 64, bottom != 50 { return nil }
        let name = bottom < denominators.count ? denominators[bottom] : ordinal(bottom)
        let plural = name == "half" ? "halves" : name + "s"
        return cardinal(top) + " " + (top == 1 ? name : plural)
    }
}
