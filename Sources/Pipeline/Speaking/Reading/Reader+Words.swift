extension Reader {
    /// A title, short form or initials, and whether it uses up the dot after it; `nil` for anything else.
    func shortForm(_ index: Int) -> (pieces: [Piece], usedDot: Bool)? {
        let word = words[index]
        let core = word.core
        let hasDot = word.after.first == "."
        // A name follows: "Dr. Smith", but "Elm Dr. is closed".
        if let title = Abbreviations.title(core), let name = next(index), name.isCapitalised, name.core.count > 1,
            !(core == "St" || core == "Dr") || !endsAddress(index)
        {
            return (.words(title), hasDot)
        }
        if core == "No" || core == "Nos" || core == "no" || core == "nos", hasDot,
            next(index)?.core.first?.isPlainDigit == true
        {
            return ([.word(core.count == 2 ? "number" : "numbers")], true)
        }
        if let dotted = word.dotted {
            let ambiguous = Abbreviations.alsoWords.contains(dotted.lowercased())
            let following = next(index)?.core ?? ""
            let beside =
                numberBefore(index) != nil || following.first?.isPlainDigit == true || Months.number(following) != nil
            if let full = Abbreviations.dotted(dotted), !ambiguous || (beside && hasDot) { return (.words(full), true) }
            if let letters = initials(dotted) { return (letters, true) }
        }
        if let letters = initials(String(core)) { return (letters, false) }
        if let full = Abbreviations.bare(String(core)) { return (.words(full), hasDot) }
        return nil
    }

    /// True when "St." or "Dr." closes a street's name: a name before it, and not a second part of it after.
    private func endsAddress(_ index: Int) -> Bool {
        guard index > 0, let before = previous(index), before.isCapitalised, before.dotted == nil else { return false }
        return index > 1 && words[index - 2].core.last?.isPlainDigit == true
    }

    /// "U.S.", "e.g.", "p.m.", "J.R.R.": single letters with dots between.
    private func initials(_ text: String) -> [Piece]? {
        switch text.lowercased() {
        case "e.g.", "e.g": return .words("for example")
        case "i.e.", "i.e": return .words("that is")
        case "ph.d.", "ph.d": return [.letters("PHD")]
        default: break
        }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        var letters = parts
        if letters.last?.isEmpty == true { letters.removeLast() }
        // "U.S.'s" and "U.S.-based" go the way of compounds.
        guard parts.count > 1, !letters.isEmpty, letters.allSatisfy({ $0.count == 1 && $0.first?.isLetter == true })
        else {
            return nil
        }
        return [.letters(letters.joined().uppercased())]
    }

    /// A word without figures.
    func plainWord(_ index: Int) -> [Piece] {
        let word = words[index]
        let core = word.core
        let lower = word.lower
        if Money.scales.contains(lower), let money = moneyBefore(index) {
            return [.word(lower)] + .words(money)
        }
        if let name = Money.code(core), numberBefore(index) != nil || next(index)?.core.first?.isPlainDigit == true {
            // "USD 50" is said after its number; "50 USD" here.
            return numberBefore(index) != nil ? .words(name.many) : []
        }
        if let number = numberBefore(index) {
            if lower == "am" || lower == "pm" { return [.letters(lower.uppercased())] }
            if let unit = Units.named(core), !Units.touchingOnly.contains(String(core)) || isMeasure(core, index) {
                return .words(number.isOne ? unit.one : unit.many)
            }
        }
        if let numeral = roman(index) { return numeral }
        if !shouting, let letters = Self.clashing[String(core)], letters(self, index) {
            return [.letters(String(core))]
        }
        if lower == "'n" { return [.phonemes("ən")] }
        if core == "#" { return [] }
        if core.first == "#", core.count > 1 { return [.word("hashtag")] + Compound.read(core.dropFirst()) }
        if core.first == "@", core.count > 1 { return [.word("at")] + Compound.read(core.dropFirst()) }
        return Compound.read(shouting ? Substring(lower) : core)
    }

    /// True when a one-letter sign after a number is surely a unit: lower-case metric signs, not "a plan B".
    private func isMeasure(_ core: Substring, _ index: Int) -> Bool {
        // "3 in wide" is rare and "3 in the morning" is not, but "5 ft 3 in" is sure.
        if core == "in" { return index > 1 && ["ft", "feet", "foot"].contains(words[index - 2].lower) }
        return ["m", "g", "s", "h", "l", "L", "W", "V"].contains(String(core))
    }

    /// Capitals that are initials although the same letters are a word.
    private static let clashing: [String: @Sendable (Reader, Int) -> Bool] = [
        "US": { _, _ in true },
        "IT": { _, _ in true },
        "WHO": { reader, index in index > 0 && reader.words[index - 1].lower == "the" },
        "UN": { _, _ in true },
        "EU": { _, _ in true },
        "UK": { _, _ in true },
        "AI": { _, _ in true },
        "TV": { _, _ in true },
        "ID": { _, _ in true },
        "PM": { _, _ in true },
        "AM": { _, _ in true },
        "OK": { _, _ in true },
    ]

    private func roman(_ index: Int) -> [Piece]? {
        let core = words[index].core
        let numeral = core.hasSuffix("'s") ? core.dropLast(2) : core
        guard index > 0, let value = RomanNumerals.value(numeral), previous(index) != nil else { return nil }
        let before = words[index - 1].lower
        let ending = numeral.count < core.count ? "'s" : ""
        if RomanNumerals.counted.contains(before) { return .words(NumberWords.cardinal(value) + ending) }
        let capitalised = words[index - 1].isCapitalised
        if RomanNumerals.rulers.contains(before), capitalised, numeral != "I" || endsClause(index) {
            return .words("the " + NumberWords.ordinal(value) + ending)
        }
        let small = numeral.allSatisfy { "IVX".contains($0) }
        guard numeral.count > 1, small, capitalised, !shouting else { return nil }
        return .words(NumberWords.cardinal(value) + ending)
    }

    /// True when the word closes a phrase or a verb in lower case follows: "Elizabeth I was", not "Elizabeth I know".
    private func endsClause(_ index: Int) -> Bool {
        if words[index].endsPhrase || index + 1 == words.count { return true }
        let verbs: Set<String> = [
            "was", "is", "of", "had", "has", "and", "became", "ruled", "reigned", "died", "who", "in",
        ]
        return verbs.contains(words[index + 1].lower)
    }
}
