/// A number as written, with what stands around it: "about 1,200 km" is "about ", 1200 with groups, " km".
struct FigureValue {
    /// Text before the number.
    let before: String
    /// Text after the number.
    let after: String
    /// The number as written, digits and marks.
    let pattern: String

    private let value: Double
    private let decimals: Int
    private let point: Character?
    private let group: Character?

    /// Reads the first number of a text; `nil` when there is none or it has more than 15 digits.
    init?(_ text: String) {
        guard let start = text.firstIndex(where: \.isASCIIDigit) else { return nil }
        var end = start
        var last = start
        // Marks between digits belong to the number ("1,200.5"); a mark at its end does not ("1200.").
        while end < text.endIndex {
            if text[end].isASCIIDigit { last = end } else if !",.\u{202F}\u{A0}'’ ".contains(text[end]) { break }
            let next = text.index(after: end)
            if !text[end].isASCIIDigit, next == text.endIndex || !text[next].isASCIIDigit { break }
            end = next
        }
        let number = String(text[start...last])
        let digits = number.filter(\.isASCIIDigit)
        guard digits.count <= 15 else { return nil }
        let marks = number.filter { !$0.isASCIIDigit }
        // The last mark is a decimal point when it stands alone of its kind and not before three digits.
        var point: Character?
        if let mark = marks.last, mark == "." || mark == ",", marks.filter({ $0 == mark }).count == 1,
            let place = number.lastIndex(of: mark)
        {
            let fraction = number.distance(from: place, to: number.endIndex) - 1
            if fraction != 3 || marks.count > 1 { point = mark }
        }
        self.point = point
        group = marks.first { $0 != point }
        decimals =
            point.flatMap { number.lastIndex(of: $0) }.map { number.distance(from: $0, to: number.endIndex) - 1 } ?? 0
        value = digits.reduce(0) { $0 * 10 + Double($1.wholeNumberValue ?? 0) }
        pattern = number
        before = String(text[..<start])
        after = String(text[text.index(after: last)...]).drop { $0 == " " }.description
    }

    /// The number at a fraction of its value, written the same way; at 1, exactly as it was.
    func shown(_ fraction: Double) -> String {
        guard fraction < 1 else { return pattern }
        var rest = Int(value * fraction)
        var digits: [Character] = []
        while rest > 0 || digits.count < decimals + 1 {
            digits.append(Character(String(rest % 10)))
            rest /= 10
        }
        var out: [Character] = []
        for (index, digit) in digits.enumerated() {
            if index == decimals, decimals > 0, let point { out.append(point) }
            if index > decimals, (index - decimals).isMultiple(of: 3), let group { out.append(group) }
            out.append(digit)
        }
        return String(out.reversed())
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
