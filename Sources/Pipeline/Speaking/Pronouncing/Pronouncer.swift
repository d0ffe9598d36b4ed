internal import Film

/// One sign of the phoneme string and the display word it belongs to.
struct PlacedPhoneme: Equatable {
    /// A sign of the voice's alphabet: a sound, a stress mark, a space or a punctuation mark.
    let sign: Unicode.Scalar
    /// The display word, or `nil` for what belongs to none.
    let source: Int?
}

/// Turns text into phonemes, each of which knows the display word it came from.
struct Pronouncer: Sendable {
    private let file: LexiconFile
    private let unknown: UnknownWords?
    private let pronunciations: Pronunciations

    /// Prepares to pronounce.
    ///
    /// - Parameters:
    ///   - file: The compiled dictionaries.
    ///   - unknown: Guesses words that are not in them; without it their letters are named.
    ///   - pronunciations: The user's own.
    init(_ file: LexiconFile, unknown: UnknownWords?, pronunciations: Pronunciations) {
        self.file = file
        self.unknown = unknown
        self.pronunciations = pronunciations
    }

    /// The phonemes of a text, with a space between words and marks where the voice pauses.
    func phonemes(_ text: String) throws -> [PlacedPhoneme] {
        var words = Reader(text, pronunciations: pronunciations).pieces().map(PronouncedWord.init)
        let tags = Tagger(file).tag(words.flatMap(\.parts))
        var at = 0
        for index in words.indices {
            let count = words[index].parts.count
            words[index].tags = Array(tags[at..<at + count])
            at += count
        }
        // From the end, since small words sound differently before vowels.
        var context = Lexicon.Context()
        for index in words.indices.reversed() {
            words[index].sound = flapped(try sound(words[index], context))
            context = after(words[index], context)
        }
        return placed(words)
    }

    private func after(_ word: PronouncedWord, _ context: Lexicon.Context) -> Lexicon.Context {
        var vowel = context.vowelFollows
        for sign in word.sound.unicodeScalars {
            if PhonemeAlphabet.stops.contains(sign) {
                vowel = nil
            } else if PhonemeAlphabet.fullVowels.contains(sign) {
                vowel = true
            } else if PhonemeAlphabet.consonants.contains(sign) {
                vowel = false
            } else {
                continue
            }
            break
        }
        let text = word.parts.joined()
        return Lexicon.Context(vowelFollows: vowel, toFollows: text == "to" || text == "To")
    }

    // MARK: - One word

    private func sound(_ word: PronouncedWord, _ context: Lexicon.Context) throws -> String {
        let lexicon = Lexicon(file)
        switch word.piece {
        case .pause(let mark): return String(mark)
        case .phonemes(let sound): return sound
        case .letters(let text): return lexicon.letters(text) ?? ""
        case .word(let text):
            let whole = text.drop { $0 == "-" }
            if let sound = lexicon.sound(String(whole), tag: word.tag, context) { return sound }
            if let folded = Diacritics.folded(String(whole)),
                let sound = lexicon.sound(folded, tag: word.tag, context)
            {
                return sound
            }
            return try composed(word, String(whole), lexicon, context)
        }
    }

    /// A word that is said part by part: hyphens, inner capitals, possessives of unknown names.
    private func composed(
        _ word: PronouncedWord, _ text: String, _ lexicon: Lexicon, _ context: Lexicon.Context
    ) throws -> String {
        var pieces: [(text: String, tag: String)] = []
        for (part, tag) in zip(word.parts, word.tags) where part != "-" {
            pieces += Self.camel(part).map { ($0, tag) }
        }
        if pieces.count < 2 { return try guessed(text, lexicon) }
        var sounds: [String] = []
        var next = context
        var end = pieces.count
        // The longest known ending first, then what is left before it.
        while end > 0 {
            var found: String?
            var start = end == pieces.count ? 1 : 0
            while start < end - 1, found == nil {
                let joined = pieces[start..<end].map(\.text).joined()
                found = lexicon.sound(joined, tag: pieces[end - 1].tag, next)
                if found == nil { start += 1 }
            }
            start = min(start, end - 1)
            let sound = try found ?? single(pieces[start], lexicon, next)
            sounds.insert(sound, at: 0)
            next = Lexicon.Context(
                vowelFollows: sound.unicodeScalars.first {
                    PhonemeAlphabet.vowels.contains($0) || PhonemeAlphabet.consonants.contains($0)
                }.map(PhonemeAlphabet.vowels.contains))
            end = start
        }
        return balanced(sounds, firstIsLetter: pieces[0].text.count == 1).joined()
    }

    private func single(_ part: (text: String, tag: String), _ lexicon: Lexicon, _ context: Lexicon.Context) throws
        -> String
    {
        switch part.text.lowercased() {
        case "'s": "z"
        case "'": ""
        default: try lexicon.sound(part.text, tag: part.tag, context) ?? guessed(part.text, lexicon)
        }
    }

    /// In a compound only about half of the parts keep their full stress (misaki 0.9.4, `resolve_tokens`).
    private func balanced(_ sounds: [String], firstIsLetter: Bool) -> [String] {
        var sounds = sounds
        let stressed = sounds.indices.filter { !sounds[$0].isEmpty }
        if stressed.count == 2, firstIsLetter {
            sounds[stressed[1]] = Stress.apply(-0.5, to: sounds[stressed[1]])
            return sounds
        }
        let full = stressed.count { sounds[$0].unicodeScalars.contains("ˈ") }
        if stressed.count < 2 || full <= (stressed.count + 1) / 2 { return sounds }
        let ranked = stressed.sorted { a, b in
            let first = (sounds[a].unicodeScalars.contains("ˈ") ? 1 : 0, Stress.weight(sounds[a]), a)
            return first < (sounds[b].unicodeScalars.contains("ˈ") ? 1 : 0, Stress.weight(sounds[b]), b)
        }
        for index in ranked.prefix(stressed.count / 2) { sounds[index] = Stress.apply(-0.5, to: sounds[index]) }
        return sounds
    }

    private func guessed(_ text: String, _ lexicon: Lexicon) throws -> String {
        let letters = text.filter { $0.isLetter }
        if letters.isEmpty { return "" }
        if let unknown, let sound = try unknown.guess(letters) { return sound }
        return lexicon.letters(letters) ?? ""
    }

    /// "YouTube" as "You" and "Tube"; "iPhone" as "i" and "Phone"; "HTMLEditor" as "HTML" and "Editor".
    private static func camel(_ text: String) -> [String] {
        let characters = Array(text)
        var parts: [String] = []
        var current = ""
        for (index, character) in characters.enumerated() {
            let previous = index > 0 ? characters[index - 1] : nil
            let following = index + 1 < characters.count ? characters[index + 1] : nil
            let rises = previous?.isLowercase == true && character.isUppercase
            let falls = previous?.isUppercase == true && character.isUppercase && following?.isLowercase == true
            if rises || falls, !current.isEmpty {
                parts.append(current)
                current = ""
            }
            current.append(character)
        }
        return current.isEmpty ? parts : parts + [current]
    }

    // MARK: - The whole

    /// The voice's alphabet has T for the flap and no glottal stop.
    private func flapped(_ sound: String) -> String {
        String(String.UnicodeScalarView(sound.unicodeScalars.map { $0 == "ɾ" ? "T" : $0 == "ʔ" ? "t" : $0 }))
    }

    private func placed(_ words: [PronouncedWord]) -> [PlacedPhoneme] {
        var out: [PlacedPhoneme] = []
        var spaced = true
        for word in words where !word.sound.isEmpty {
            let isPause = if case .pause = word.piece { true } else { false }
            if !isPause || word.opens || word.sound == "—", !spaced {
                out.append(PlacedPhoneme(sign: " ", source: nil))
            }
            out += word.sound.unicodeScalars.map { PlacedPhoneme(sign: $0, source: isPause ? nil : word.source) }
            spaced = word.opens
        }
        return out
    }
}
