/// A number as it was written.
struct NumberText: Equatable {
    /// True after a minus sign.
    var negative = false
    /// Digits before the point, without separators; empty in ".5".
    var whole = ""
    /// Digits after the point, or `nil` without a point.
    var fraction: String?
    /// True when thousands were set apart ("1,250").
    var grouped = false

    /// Reads a number at the start of `text`.
    ///
    /// - Returns: The number and what follows it, or `nil` when the text does not start with one.
    static func parse(_ text: Substring) -> (number: NumberText, rest: Substring)? {
        var number = NumberText()
        var rest = text
        if let sign = rest.first, sign == "-" || sign == "−" || sign == "+" {
            number.negative = sign != "+"
            rest = rest.dropFirst()
        }
        let whole = rest.prefix { $0.isPlainDigit }
        rest = rest.dropFirst(whole.count)
        number.whole = String(whole)
        if (1...3).contains(whole.count) {
            while rest.first == ",", rest.dropFirst().prefix(while: { $0.isPlainDigit }).count == 3 {
                number.whole += rest.dropFirst().prefix(3)
                number.grouped = true
                rest = rest.dropFirst(4)
            }
        }
        if rest.first == ".", let next = rest.dropFirst().first, next.isPlainDigit {
            let digits = rest.dropFirst().prefix { $0.isPlainDigit }
            number.fraction = String(digits)
            rest = rest.dropFirst(digits.count + 1)
        }
        return number.whole.isEmpty && number.fraction == nil ? nil : (number, rest)
    }

    /// True for exactly one, which takes a singular unit.
    var isOne: Bool { whole == "1" && fraction == nil }

    /// The whole number, when there is no point and it is not too large to be said as words.
    var integer: Int? { fraction == nil && whole.count <= 18 ? Int(whole) : nil }

    /// The number as words; the digits one by one when it starts with a zero or is too large.
    var words: String {
        let sign = negative ? "minus " : ""
        let zeros = whole.count > 1 && whole.hasPrefix("0")
        var said = ""
        if !whole.isEmpty {
            said = zeros || whole.count > 18 ? NumberWords.digits(whole) : Int(whole).map(NumberWords.cardinal) ?? ""
        }
        guard let fraction else { return sign + said }
        return sign + (said.isEmpty ? "" : said + " ") + "point " + NumberWords.digits(fraction)
    }

    /// As ``words``, but four plain digits are a year where they look like one.
    var wordsOrYear: String {
        guard !negative, !grouped, fraction == nil, whole.count == 4, !whole.hasPrefix("0"), let number = Int(whole)
        else { return words }
        if (1100...2099).contains(number) { return NumberWords.year(number) }
        return number % 100 == 0 && number % 1000 != 0 ? NumberWords.year(number) : words
    }
}

extension Character {
    /// 0...9 of ASCII; the reader maps other scripts' digits to these first.
    var isPlainDigit: Bool { ("0"..."9").contains(self) }
}
