/// Currencies as they are written and said.
enum Money {
    /// One currency's names.
    struct Name {
        /// After exactly one.
        let one: String
        /// After any other number.
        let many: String
        /// The hundredth, after exactly one; empty when there is none.
        var cent = ""
        /// The hundredth, after any other number.
        var cents = ""
    }

    /// Words that multiply the amount before them.
    static let scales: Set<String> = ["hundred", "thousand", "million", "billion", "trillion"]

    /// The scale a letter or two after a number stands for.
    static func scale(_ text: some StringProtocol) -> String? {
        switch text {
        case "k", "K": "thousand"
        case "m", "M", "mn", "mm", "mil": "million"
        case "b", "B", "bn": "billion"
        case "t", "T", "tn": "trillion"
        default: nil
        }
    }

    /// The currency whose sign starts the text, and the rest.
    static func leading(_ text: Substring) -> (Name, Substring)? {
        for (sign, name) in signs where text.hasPrefix(sign) { return (name, text.dropFirst(sign.count)) }
        return nil
    }

    /// A currency by its three-letter code.
    static func code(_ text: some StringProtocol) -> Name? { codes[String(text)] }

    private static let dollar = Name(one: "dollar", many: "dollars", cent: "cent", cents: "cents")
    private static let pound = Name(one: "pound", many: "pounds", cent: "penny", cents: "pence")
    private static let euro = Name(one: "euro", many: "euros", cent: "cent", cents: "cents")
    private static let yen = Name(one: "yen", many: "yen")
    private static let rupee = Name(one: "rupee", many: "rupees", cent: "paisa", cents: "paise")

    private static let signs: [(String, Name)] = [
        ("US$", Name(one: "US dollar", many: "US dollars", cent: "cent", cents: "cents")),
        ("CA$", Name(one: "Canadian dollar", many: "Canadian dollars", cent: "cent", cents: "cents")),
        ("C$", Name(one: "Canadian dollar", many: "Canadian dollars", cent: "cent", cents: "cents")),
        ("AU$", Name(one: "Australian dollar", many: "Australian dollars", cent: "cent", cents: "cents")),
        ("A$", Name(one: "Australian dollar", many: "Australian dollars", cent: "cent", cents: "cents")),
        ("NZ$", Name(one: "New Zealand dollar", many: "New Zealand dollars", cent: "cent", cents: "cents")),
        ("HK$", Name(one: "Hong Kong dollar", many: "Hong Kong dollars", cent: "cent", cents: "cents")),
        ("R$", Name(one: "real", many: "reals", cent: "cent", cents: "cents")),
        ("$", dollar), ("£", pound), ("€", euro), ("¥", yen), ("₹", rupee), ("₩", Name(one: "won", many: "won")),
        ("₽", Name(one: "ruble", many: "rubles")), ("₺", Name(one: "lira", many: "lira")),
        ("₫", Name(one: "dong", many: "dong")), ("₪", Name(one: "shekel", many: "shekels")),
        ("₴", Name(one: "hryvnia", many: "hryvnias")), ("₦", Name(one: "naira", many: "naira")),
        ("₱", Name(one: "peso", many: "pesos")), ("฿", Name(one: "baht", many: "baht")),
        ("₿", Name(one: "bitcoin", many: "bitcoins")), ("¢", Name(one: "cent", many: "cents")),
        ("Rs.", rupee), ("Rs", rupee),
    ]

    private static let codes: [String: Name] = [
        "USD": dollar, "EUR": euro, "GBP": pound, "JPY": yen, "INR": rupee,
        "CHF": Name(one: "Swiss franc", many: "Swiss francs"),
        "CAD": Name(one: "Canadian dollar", many: "Canadian dollars"),
        "AUD": Name(one: "Australian dollar", many: "Australian dollars"), "CNY": Name(one: "yuan", many: "yuan"),
        "SEK": Name(one: "Swedish krona", many: "Swedish kronor"),
        "NOK": Name(one: "Norwegian krone", many: "Norwegian kroner"),
        "DKK": Name(one: "Danish krone", many: "Danish kroner"),
        "MXN": Name(one: "Mexican peso", many: "Mexican pesos"),
        "KRW": Name(one: "won", many: "won"), "BTC": Name(one: "bitcoin", many: "bitcoins"),
    ]
}

extension Reader {
    /// The currency of the amount before a scale word ("million" in "$3.5 million"), named to follow it.
    func moneyBefore(_ index: Int) -> String? {
        guard index > 0, !words[index - 1].endsPhrase else { return nil }
        guard let (name, rest) = Money.leading(unsigned(words[index - 1].core)), NumberText.parse(rest) != nil else {
            let code = index > 1 ? Money.code(words[index - 2].core) : nil
            return code.flatMap { numberBefore(index) == nil ? nil : $0.many }
        }
        return isAttributive(index - 1, through: index) ? name.one : name.many
    }

    private func unsigned(_ core: Substring) -> Substring {
        core.first == "-" || core.first == "−" || core.first == "+" || core.first == "~" ? core.dropFirst() : core
    }

    /// True for an amount that stands before its noun: "a $5 bill", "a $3 million prize".
    private func isAttributive(_ first: Int, through last: Int) -> Bool {
        guard first > 0, last + 1 < words.count, !words[last].endsPhrase else { return false }
        let following = words[last + 1].lower
        let ends: Set<String> = [
            "and", "or", "per", "for", "in", "a", "an", "to", "of", "at", "on", "each", "every", "is", "was",
        ]
        return ["a", "an", "another", "one"].contains(words[first - 1].lower)
            && following.first?.isLetter == true && !ends.contains(following) && !Money.scales.contains(following)
    }

    /// An amount of money in one word, with its neighbours' help; `nil` for anything else.
    func money(_ index: Int) -> [Piece]? {
        let core = words[index].core
        let minus = core.first == "-" || core.first == "−"
        if let (name, rest) = Money.leading(unsigned(core)), let (number, tail) = NumberText.parse(rest) {
            guard let said = amount(number, tail, name, index) else { return nil }
            let prefix = core.first == "~" ? "about " : minus ? "minus " : core.first == "+" ? "plus " : ""
            return .words(prefix) + said
        }
        // The sign after the number: "50€", "99¢".
        guard let (number, tail) = NumberText.parse(core), let (name, rest) = Money.leading(tail), rest.isEmpty else {
            return nil
        }
        return .words(plain(number, name, index))
    }

    private func amount(_ number: NumberText, _ tail: Substring, _ name: Money.Name, _ index: Int) -> [Piece]? {
        if tail.isEmpty {
            if index + 1 < words.count, !words[index].endsPhrase, Money.scales.contains(words[index + 1].lower) {
                return .words(number.words)
            }
            return .words(plain(number, name, index))
        }
        if let scale = Money.scale(tail.filter { $0 != "+" }) {
            let unit = isAttributive(index, through: index) ? name.one : name.many
            return .words("\(number.words) \(scale) \(unit)" + (tail.last == "+" ? " plus" : ""))
        }
        if tail == "+" { return .words(plain(number, name, index) + " plus") }
        if tail.first == "/", tail.dropFirst().allSatisfy({ $0.isLetter }) {
            return .words(
                plain(number, name, index) + " per "
                    + (Self.periods[String(tail.dropFirst())] ?? String(tail.dropFirst())))
        }
        guard tail.first == "-" || tail.first == "–" || tail.first == "—" else { return nil }
        let second = tail.dropFirst()
        let bare = Money.leading(second)?.1 ?? second
        if let (upper, end) = NumberText.parse(bare) {
            let follows = index + 1 < words.count && Money.scales.contains(words[index + 1].lower)
            if end.isEmpty, follows { return .words("\(number.words) to \(upper.words)") }
            if end.isEmpty { return .words("\(number.words) to \(plain(upper, name, index))") }
            guard let scale = Money.scale(end) else { return nil }
            return .words("\(number.words) to \(upper.words) \(scale) \(name.many)")
        }
        // "$20-a-day"
        return .words("\(number.words) \(name.many)") + Compound.read(second)
    }

    private static let periods = ["mo": "month", "hr": "hour", "h": "hour", "yr": "year", "wk": "week", "lb": "pound"]

    /// "nine dollars and ninety-nine cents", "five dollars", "a five dollar bill".
    private func plain(_ number: NumberText, _ name: Money.Name, _ index: Int) -> String {
        let unit = number.isOne || isAttributive(index, through: index) ? name.one : name.many
        guard let fraction = number.fraction, fraction.count == 2, !name.cent.isEmpty, let cents = Int(fraction) else {
            return "\(number.words) \(unit)"
        }
        var whole = number
        whole.fraction = nil
        let minor = "\(NumberWords.cardinal(cents)) \(cents == 1 ? name.cent : name.cents)"
        if cents == 0 { return "\(whole.words) \(whole.isOne ? name.one : name.many)" }
        if (Int(whole.whole) ?? 0) == 0 { return minor }
        return "\(whole.words) \(whole.isOne ? name.one : name.many) and \(minor)"
    }
}
