extension Reader {
    private static let codes: Set<String> = [
        "room", "route", "flight", "highway", "interstate", "channel", "boeing", "airbus", "bus", "line", "suite",
        "apartment",
        "box", "area", "gate", "psalm", "section", "form", "model", "apollo",
    ]

    /// One number with what touches it: an ordinal ending, a unit, a scale, a sign; `nil` for anything else.
    func measured(_ index: Int) -> [Piece]? {
        let word = words[index]
        var core = word.core
        var lead = ""
        switch core.first {
        case "#": (lead, core) = ("number ", core.dropFirst())
        case "~", "≈": (lead, core) = ("about ", core.dropFirst())
        case "<": (lead, core) = ("less than ", core.dropFirst())
        case ">": (lead, core) = ("more than ", core.dropFirst())
        case "≥": (lead, core) = ("at least ", core.dropFirst())
        case "≤": (lead, core) = ("at most ", core.dropFirst())
        case "±": (lead, core) = ("plus or minus ", core.dropFirst())
        case "§": (lead, core) = ("section ", core.dropFirst())
        case "+": lead = "plus "
        case "@": (lead, core) = ("at ", core.dropFirst())
        default: break
        }
        if let sign = core.first, let (top, bottom) = Self.vulgar[sign], core.count == 1 {
            return .words(lead + (NumberWords.fraction(top, bottom) ?? ""))
        }
        guard let (number, tail) = NumberText.parse(core) else { return nil }
        if tail.isEmpty { return .words(lead + alone(number, index)) }
        guard let said = suffixed(number, tail, index) else { return nil }
        return .words(lead) + said
    }

    /// A number that nothing touches.
    private func alone(_ number: NumberText, _ index: Int) -> String {
        let before = index > 0 ? words[index - 1].lower : ""
        if number.whole.hasPrefix("0"), number.whole.count > 1, number.fraction == nil {
            return NumberWords.digits(number.whole, zero: number.whole.count <= 4 ? "oh" : "zero")
        }
        if Self.codes.contains(before), number.fraction == nil, !number.grouped, !number.negative {
            return NumberWords.code(number.whole)
        }
        if let following = next(index), !words[index].endsPhrase {
            let unit = Units.named(following.core) != nil && following.core != "in" && following.core != "A"
            if unit || Money.scales.contains(following.lower) { return number.words }
            if let name = Money.code(words[max(index - 1, 0)].core), index > 0 { return "\(number.words) \(name.many)" }
        } else if index > 0, let name = Money.code(words[index - 1].core) {
            return "\(number.words) \(name.many)"
        }
        let dated: Set<String> = ["in", "since", "of", "by", "from", "until", "year", "circa", "before", "after"]
        if number.whole.count == 4, number.whole.hasPrefix("10"), number.words == number.wordsOrYear,
            dated.contains(before),
            number.fraction == nil, !number.grouped, let year = number.integer
        {
            return NumberWords.year(year)
        }
        return number.wordsOrYear
    }

    private func suffixed(_ number: NumberText, _ tail: Substring, _ index: Int) -> [Piece]? {
        let whole = number.integer
        switch tail {
        case "st", "nd", "rd", "th", "ST", "ND", "RD", "TH": return whole.map { .words(NumberWords.ordinal($0)) }
        case "s", "'s": return .words(Self.plural(number.wordsOrYear))
        case "+": return .words(number.words + " plus")
        case "x", "X", "×": return .words(number.words + (number.isOne ? " time" : " times"))
        default: break
        }
        // "4K", "3D", "5G"
        if ["K", "D", "G", "P"].contains(tail), number.whole.count == 1, number.fraction == nil {
            return .words(number.words) + [.letters(String(tail))]
        }
        if let sign = tail.first, let (top, bottom) = Self.vulgar[sign], tail.count == 1 {
            let part = NumberWords.fraction(top, bottom) ?? ""
            return .words(number.words + " and " + (top == 1 ? "a " + part.dropFirst(4) : part))
        }
        if tail == "k" || tail == "K" || tail == "M" || tail == "bn" || tail == "mn" || tail == "B",
            let scale = Money.scale(tail)
        {
            return .words("\(number.words) \(scale)")
        }
        if let unit = Units.named(tail) { return .words("\(number.words) \(number.isOne ? unit.one : unit.many)") }
        if tail.last == "+", let unit = Units.named(tail.dropLast()) {
            return .words("\(number.words) plus \(unit.many)")
        }
        // Feet and inches: 6'2".
        if tail.first == "'", let inches = Int(tail.dropFirst().filter { $0 != "\"" }), inches < 12 {
            return .words("\(number.words) foot \(NumberWords.cardinal(inches))")
        }
        return nil
    }

    /// Two parts with a hyphen: "19th-century", "COVID-19", "mid-1990s", "5-year-old".
    func joined(_ core: Substring) -> [Piece]? {
        guard let dash = core.firstIndex(where: { $0 == "-" || $0 == "–" || $0 == "/" }), dash != core.startIndex else {
            return nil
        }
        let sides = [core[..<dash], core[core.index(after: dash)...]].filter { !$0.isEmpty }
        guard sides.count == 2 else { return nil }
        return sides.flatMap { side in
            Reader(String(side)).pieces().map(\.piece).filter { if case .pause = $0 { false } else { true } }
        }
    }

    /// The plural of a number's words: "nineteen nineties".
    private static func plural(_ words: String) -> String {
        if words.hasSuffix("y") { return words.dropLast() + "ies" }
        return words + (words.hasSuffix("x") ? "es" : "s")
    }
}
