extension Reader {
    /// A word with figures in it.
    func figures(_ index: Int) -> [Piece] {
        let word = words[index]
        return money(index) ?? clock(index) ?? date(index) ?? telephone(index) ?? dottedFigures(word.core)
            ?? range(index) ?? slashed(word.core) ?? measured(index) ?? joined(word.core)
            ?? Compound.read(word.core)
    }

    // MARK: - Times of day

    private func clock(_ index: Int) -> [Piece]? {
        let core = words[index].core
        let figures = core.prefix { $0.isPlainDigit || $0 == ":" }
        let parts = figures.split(separator: ":", omittingEmptySubsequences: false)
        let half = core.dropFirst(figures.count).lowercased().filter { $0 != "." }
        guard half.isEmpty || half == "am" || half == "pm" else { return nil }
        let following = next(index)?.lower.filter { $0 != "." }
        let hasHalf = !half.isEmpty || following == "am" || following == "pm"
        let letters: [Piece] = half.isEmpty ? [] : [.letters(half.uppercased())]
        if parts.count == 1, !half.isEmpty, let hour = Int(parts[0]), hour <= 24 {
            return .words(NumberWords.cardinal(hour)) + letters
        }
        guard (2...3).contains(parts.count), let first = Int(parts[0]), let second = Int(parts[1]) else { return nil }
        if parts.count == 2, parts[1].count == 1 {
            return .words("\(NumberWords.cardinal(first)) to \(NumberWords.cardinal(second))")
        }
        guard first <= 24, second < 60, parts[1].count == 2 else {
            return parts.count == 2 ? .words("\(NumberWords.cardinal(first)) to \(NumberWords.cardinal(second))") : nil
        }
        var said = NumberWords.cardinal(first)
        if second == 0 {
            let bare = !hasHalf && parts.count == 2 && following != "o'clock"
            if bare { said += first > 12 || first == 0 ? " hundred" : " o'clock" }
        } else {
            said += (second < 10 ? " oh " : " ") + NumberWords.cardinal(second)
        }
        if parts.count == 3, let seconds = Int(parts[2]) {
            said += " and \(NumberWords.cardinal(seconds)) second" + (seconds == 1 ? "" : "s")
        }
        return .words(said) + letters
    }

    // MARK: - Dates

    private func date(_ index: Int) -> [Piece]? {
        let core = words[index].core
        for separator in ["-", "/", "."] as [Character] {
            let parts = core.split(separator: separator, omittingEmptySubsequences: false)
            guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isPlainDigit) }) else { continue }
            let numbers = parts.compactMap { Int($0) }
            guard numbers.count == 3 else { return nil }
            if parts[0].count == 4, separator != "." { return full(numbers[0], numbers[1], numbers[2]) }
            guard parts[2].count == 4 || (parts[2].count == 2 && separator == "/") else { return nil }
            let year = parts[2].count == 4 ? numbers[2] : numbers[2] + (numbers[2] > 50 ? 1900 : 2000)
            let dayFirst = separator == "." || numbers[0] > 12
            return dayFirst ? full(year, numbers[1], numbers[0]) : full(year, numbers[0], numbers[1])
        }
        return dayOfMonth(index)
    }

    private func full(_ year: Int, _ month: Int, _ day: Int) -> [Piece]? {
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        return .words("\(Months.names[month - 1]) \(NumberWords.ordinal(day))") + [.pause(",")]
            + .words(NumberWords.year(year))
    }

    /// The day in "July 4", "4 July" and "the 4th of July".
    private func dayOfMonth(_ index: Int) -> [Piece]? {
        let core = words[index].core
        let figures = core.prefix { $0.isPlainDigit }
        let suffix = core.dropFirst(figures.count)
        guard let day = Int(figures), (1...31).contains(day), ["", "st", "nd", "rd", "th"].contains(String(suffix))
        else {
            return nil
        }
        if index > 0, Months.number(words[index - 1].core) != nil,
            words[index - 1].dotted != nil || !words[index - 1].endsPhrase,
            numberFollows(index) == false
        {
            return .words(NumberWords.ordinal(day))
        }
        guard let month = next(index), Months.number(month.core) != nil, !words[index].endsPhrase else { return nil }
        // "May" is also a verb: a day comes before it only with a year, an article or a preposition about.
        let before = index > 0 ? words[index - 1].lower : ""
        if month.core == "May" || month.core == "March",
            !["the", "on", "of", "by", "since", "until", "from", "to"].contains(before),
            !(index + 2 < words.count && words[index + 2].core.count == 4 && Int(words[index + 2].core) != nil)
        {
            return nil
        }
        return .words((before == "the" ? "" : "the ") + NumberWords.ordinal(day) + " of")
    }

    private func numberFollows(_ index: Int) -> Bool {
        guard let following = next(index), !words[index].endsPhrase else { return false }
        return Money.scales.contains(following.lower) || Units.named(following.core) != nil && following.core != "in"
    }

    // MARK: - Telephone numbers and codes

    private func telephone(_ index: Int) -> [Piece]? {
        let core = words[index].core
        let groups = core.split { $0 == "-" || $0 == "." || $0 == ")" || $0 == "(" }
        let bare = core.first == "+" ? core.dropFirst() : core
        let area = words[index].before.contains("(") && core.count == 3 && words[index].after.contains(")")
        if area, index + 1 < words.count, words[index + 1].core.filter({ $0 == "-" }).count == 1, Int(core) != nil {
            return .words(NumberWords.digits(core)) + [.pause(",")]
        }
        let digits = groups.reduce(0) { $0 + $1.count }
        guard groups.count > 2 || groups.first?.count == 3, (7...15).contains(digits), groups.last?.count == 4,
            bare.allSatisfy({ $0.isPlainDigit || "-.)(".contains($0) }),
            groups.allSatisfy({ $0.count <= 4 || $0.first == "+" })
        else { return nil }
        var pieces: [Piece] = core.first == "+" ? [.word("plus")] : []
        for (number, group) in groups.enumerated() {
            if number > 0 { pieces.append(.pause(",")) }
            pieces += .words(group == "800" ? "eight hundred" : NumberWords.digits(group))
        }
        return pieces
    }

    /// Versions and network addresses: three or more numbers with dots between.
    private func dottedFigures(_ core: Substring) -> [Piece]? {
        let parts = core.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count > 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isPlainDigit) }) else { return nil }
        let word = parts.count == 4 ? " dot " : " point "
        return .words(parts.map { NumberWords.code($0) }.joined(separator: word))
    }

    // MARK: - Ranges, ratios, sizes

    private func range(_ index: Int) -> [Piece]? {
        let core = words[index].core
        guard let (first, rest) = NumberText.parse(core), let dash = rest.first, "-–—x×".contains(dash),
            let (second, tail) = NumberText.parse(rest.dropFirst()), !second.negative
        else { return nil }
        let by = dash == "x" || dash == "×"
        if tail.first == "-" || tail.first == "–" {
            // Three numbers or more: a serial number, group by group.
            let groups = core.split { $0 == "-" || $0 == "–" }
            guard groups.allSatisfy({ $0.allSatisfy(\.isPlainDigit) }) else { return nil }
            return Array(groups.map { [Piece].words(NumberWords.code($0)) }.joined(separator: [.pause(",")]))
        }
        var said: String
        if by {
            said = "\(NumberWords.code(first.whole)) by \(NumberWords.code(second.whole))"
        } else {
            let isYear = first.whole.count == 4 && tail.isEmpty && !numberFollows(index)
            said = (isYear ? first.wordsOrYear : first.words) + " to " + (isYear ? second.wordsOrYear : second.words)
        }
        if tail.isEmpty { return .words(said) }
        guard let unit = Units.named(tail)?.many ?? Money.scale(tail) else { return nil }
        said += " " + unit
        return .words(said)
    }

    private func slashed(_ core: Substring) -> [Piece]? {
        let parts = core.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let a = Int(parts[0]), let b = Int(parts[1]), a >= 0, b >= 0 else { return nil }
        if ["24/7", "50/50", "9/11", "20/20", "7/7"].contains(String(core)) {
            return .words("\(NumberWords.cardinal(a)) \(NumberWords.cardinal(b))")
        }
        if b == 10 || b == 100, a <= b, a > 1 {
            return .words("\(NumberWords.cardinal(a)) out of \(NumberWords.cardinal(b))")
        }
        return .words(NumberWords.fraction(a, b) ?? "\(NumberWords.cardinal(a)) over \(NumberWords.cardinal(b))")
    }
}
