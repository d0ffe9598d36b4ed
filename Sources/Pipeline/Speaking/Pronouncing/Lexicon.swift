/// Pronunciations of words, with the rules that derive more words from them.
///
/// The rules are those of misaki 0.9.4, whose dictionaries the pack carries and whose readings the voice learned from.
struct Lexicon {
    /// What follows a word, as far as it changes how the word is said.
    struct Context: Equatable {
        /// True before a vowel, false before a consonant, `nil` before a pause or the end.
        var vowelFollows: Bool?
        /// True when the next word is "to".
        var toFollows = false
    }

    private let file: LexiconFile

    /// Uses the dictionaries of a compiled file.
    init(_ file: LexiconFile) { self.file = file }

    /// Pronounces one word.
    ///
    /// - Parameters:
    ///   - text: The word as written.
    ///   - tag: Its part of speech.
    ///   - context: What follows.
    /// - Returns: The phonemes, or `nil` when neither the dictionaries nor the rules know the word.
    func sound(_ text: String, tag: String, _ context: Context) -> String? {
        // A capital makes a word a little stronger, capitals throughout make it strong.
        let stress: Double? = text == text.lowercased() ? nil : text == text.uppercased() ? 2 : 0.5
        return word(text, tag, stress, context)
    }

    /// The letters of a word named one after the other, the last one stressed.
    func letters(_ text: String) -> String? {
        var sounds = ""
        for letter in text where letter.isLetter {
            guard let sound = gold(letter.uppercased())?.sound(tag: nil) else { return nil }
            sounds += sound
        }
        if sounds.isEmpty { return nil }
        var scalars = Array(Stress.apply(0, to: sounds).unicodeScalars)
        if let last = scalars.lastIndex(of: "ˌ") { scalars[last] = "ˈ" }
        return String(String.UnicodeScalarView(scalars))
    }

    // MARK: - Dictionaries

    /// A dictionary's answer: one sound, or one for each part of speech (where `nil` asks for the letters).
    private enum Entry {
        case one(String)
        case byTag([(tag: Substring, sound: String?)])

        init(_ encoded: String) {
            guard encoded.hasPrefix("\u{1}") else {
                self = .one(encoded)
                return
            }
            self = .byTag(
                encoded.split(separator: "\u{1}").map { record in
                    let parts = record.split(separator: "\u{2}", omittingEmptySubsequences: false)
                    return (parts[0], parts.count > 1 ? String(parts[1]) : nil)
                })
        }

        func sound(tag: String?) -> String? {
            switch self {
            case .one(let sound): sound
            case .byTag(let sounds):
                if let tag, let exact = sounds.first(where: { $0.tag == tag }) {
                    exact.sound
                } else {
                    sounds.first { $0.tag == "DEFAULT" }?.sound
                }
            }
        }

        func has(_ tag: String) -> Bool {
            if case .byTag(let sounds) = self { sounds.contains { $0.tag == tag } } else { false }
        }
    }

    private func gold(_ word: String) -> Entry? { entry(word, .gold) }
    private func silver(_ word: String) -> Entry? { entry(word, .silver) }

    /// A lower-case entry also answers for its capitalised form and the other way round.
    private func entry(_ word: String, _ table: LexiconFile.Table) -> Entry? {
        if table == .gold, let own = Heteronyms.entries[word] { return Entry(own) }
        if let found = file.text(word, in: table) { return Entry(found) }
        guard word.count > 1 else { return nil }
        let lower = word.lowercased()
        let capitalised = lower.prefix(1).uppercased() + lower.dropFirst()
        if word == lower { return word == capitalised ? nil : file.text(capitalised, in: table).map(Entry.init) }
        return word == capitalised ? file.text(lower, in: table).map(Entry.init) : nil
    }

    // MARK: - Words

    private static let signs = ["%": "percent", "&": "and", "+": "plus", "@": "at"]

    private func word(_ text: String, _ tag: String, _ stress: Double?, _ context: Context) -> String? {
        if let special = special(text, tag, stress, context) { return special }
        var word = text
        let lower = text.lowercased()
        let letters = text.filter { $0 != "'" }
        if text.count > 1, !letters.isEmpty, letters.allSatisfy({ $0.isLetter }), text != lower,
            tag != "NNP" || text.count > 7, gold(text) == nil, silver(text) == nil,
            text == text.uppercased() || text.dropFirst() == text.dropFirst().lowercased(),
            gold(lower) != nil || silver(lower) != nil || derived(lower, tag, stress, context) != nil
        {
            word = lower
        }
        if isKnown(word) { return look(word, tag, stress, context) }
        if word.hasSuffix("s'"), isKnown(word.dropLast(2) + "'s") {
            return look(word.dropLast(2) + "'s", tag, stress, context)
        }
        if word.hasSuffix("'"), isKnown(String(word.dropLast())) {
            return look(String(word.dropLast()), tag, stress, context)
        }
        return derived(word, tag, stress, context)
    }

    private func derived(_ word: String, _ tag: String, _ stress: Double?, _ context: Context) -> String? {
        plural(word, tag, stress, context) ?? past(word, tag, stress, context)
            ?? participle(word, tag, stress ?? 0.5, context)
    }

    /// True when ``look(_:_:_:_:)`` has an answer: the dictionaries know the word, or its letters can be named.
    private func isKnown(_ word: String) -> Bool {
        if gold(word) != nil || Self.signs[word] != nil || silver(word) != nil { return true }
        guard !word.isEmpty, word.allSatisfy({ $0.isASCII && $0.isLetter }) else { return false }
        if word.count == 1 { return true }
        if word == word.uppercased(), gold(word.lowercased()) != nil { return true }
        return word.dropFirst() == word.dropFirst().uppercased()
    }

    private func look(_ text: String, _ tag: String?, _ stress: Double?, _ context: Context?) -> String? {
        var word = text
        var isName = false
        if word == word.uppercased(), gold(word) == nil {
            word = word.lowercased()
            isName = tag == "NNP"
        }
        let found = gold(word) ?? (isName ? nil : silver(word))
        var sound = found?.sound(tag: partOfSpeech(tag, found, context))
        if sound == nil || (isName && sound?.unicodeScalars.contains("ˈ") != true) {
            if let named = letters(word) { return named }
            if isName, sound == nil { sound = silver(word)?.sound(tag: tag) }
        }
        return sound.map { Stress.apply(stress, to: $0) }
    }

    private func partOfSpeech(_ tag: String?, _ entry: Entry?, _ context: Context?) -> String? {
        if let context, context.vowelFollows == nil, entry?.has("None") == true { return "None" }
        guard let tag, entry?.has(tag) == false else { return tag }
        if tag.hasPrefix("VB") { return "VERB" }
        if tag.hasPrefix("NN") { return "NOUN" }
        if tag.hasPrefix("RB") { return "ADV" }
        return tag.hasPrefix("JJ") ? "ADJ" : tag
    }

    // MARK: - Small words that change with what follows

    private func special(_ word: String, _ tag: String, _ stress: Double?, _ context: Context) -> String? {
        if let sign = Self.signs[word] { return look(sign, nil, nil, context) }
        switch word {
        case "a", "A": return tag == "DT" ? "ɐ" : "ˈA"
        case "am":
            if tag.hasPrefix("NN") { return letters(word) }
            return context.vowelFollows == nil || (stress ?? 0) > 0 ? gold("am")?.sound(tag: nil) : "ɐm"
        case "Am", "AM": return tag.hasPrefix("NN") ? letters(word) : gold("am")?.sound(tag: nil)
        case "an", "An": return "ɐn"
        case "AN": return tag.hasPrefix("NN") ? letters(word) : "ɐn"
        case "I": return tag == "PRP" ? "ˌI" : nil
        case "by", "By", "BY": return tag.hasPrefix("RB") ? "bˈI" : nil
        case "to", "To": return towards(context)
        case "TO": return tag == "TO" || tag == "IN" ? towards(context) : nil
        case "in", "In": return (context.vowelFollows == nil || tag != "IN" ? "ˈ" : "") + "ɪn"
        case "IN": return tag == "NNP" ? nil : (context.vowelFollows == nil || tag != "IN" ? "ˈ" : "") + "ɪn"
        case "the", "The": return context.vowelFollows == true ? "ði" : "ðə"
        case "THE": return tag != "DT" ? nil : context.vowelFollows == true ? "ði" : "ðə"
        case "used", "Used", "USED":
            return gold("used")?.sound(tag: (tag == "VBD" || tag == "JJ") && context.toFollows ? "VBD" : "DEFAULT")
        default: return nil
        }
    }

    private func towards(_ context: Context) -> String? {
        switch context.vowelFollows {
        case true: "tʊ"
        case false: "tə"
        case nil: gold("to")?.sound(tag: nil)
        }
    }

    // MARK: - Endings

    private func plural(_ word: String, _ tag: String, _ stress: Double?, _ context: Context) -> String? {
        guard word.count > 2, word.hasSuffix("s") else { return nil }
        let stem: String
        if !word.hasSuffix("ss"), isKnown(String(word.dropLast())) {
            stem = String(word.dropLast())
        } else if word.hasSuffix("'s") || (word.count > 4 && word.hasSuffix("es") && !word.hasSuffix("ies")),
            isKnown(String(word.dropLast(2)))
        {
            stem = String(word.dropLast(2))
        } else if word.count > 4, word.hasSuffix("ies"), isKnown(word.dropLast(3) + "y") {
            stem = word.dropLast(3) + "y"
        } else {
            return nil
        }
        return look(stem, tag, stress, context).map(Suffixes.plural)
    }

    private func past(_ word: String, _ tag: String, _ stress: Double?, _ context: Context) -> String? {
        guard word.count > 3, word.hasSuffix("d") else { return nil }
        let stem: String
        if !word.hasSuffix("dd"), isKnown(String(word.dropLast())) {
            stem = String(word.dropLast())
        } else if word.count > 4, word.hasSuffix("ed"), !word.hasSuffix("eed"), isKnown(String(word.dropLast(2))) {
            stem = String(word.dropLast(2))
        } else {
            return nil
        }
        return look(stem, tag, stress, context).map(Suffixes.past)
    }

    private func participle(_ word: String, _ tag: String, _ stress: Double?, _ context: Context) -> String? {
        guard word.count > 4, word.hasSuffix("ing") else { return nil }
        let stem: String
        if word.count > 5, isKnown(String(word.dropLast(3))) {
            stem = String(word.dropLast(3))
        } else if isKnown(word.dropLast(3) + "e") {
            stem = word.dropLast(3) + "e"
        } else if word.count > 5, doubled(word.dropLast(3)), isKnown(String(word.dropLast(4))) {
            stem = String(word.dropLast(4))
        } else {
            return nil
        }
        return look(stem, tag, stress, context).map(Suffixes.participle)
    }

    private func doubled(_ stem: Substring) -> Bool {
        guard let last = stem.last, "bcdgklmnprstvxz".contains(last) else { return false }
        return stem.dropLast().last == last || stem.hasSuffix("ck")
    }
}
