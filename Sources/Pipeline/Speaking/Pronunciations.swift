internal import Film
internal import FoundationEssentials

/// The user's own pronunciations: words and how they are said instead.
///
/// A pronunciation is either phonemes between slashes, in IPA (`/vˈaɪtəskoʊp/`), or other words that sound right
/// (`win` for "Nguyen").
package struct Pronunciations: Sendable, Equatable {
    private var entries: [String: [Piece]] = [:]

    /// No pronunciations of one's own.
    package init() {}

    /// Takes pronunciations by word; case does not matter.
    ///
    /// - Throws: A `FilmError` of code `input` that names the first word whose pronunciation cannot be read.
    package init(_ words: [String: String]) throws {
        for (word, sound) in words.sorted(by: { $0.key < $1.key }) { try add(word, sound, place: "pronunciations") }
    }

    /// Reads a pronunciation file: one `word = sound` in a line; empty lines and lines that start with `#` are skipped.
    ///
    /// - Throws: A `FilmError` of code `input` that names the file and the line at fault.
    package init(contentsOf path: String) throws {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw FilmError(
                .input, "The pronunciation file \(path) cannot be read.", remedy: "Check the path and its permissions.")
        }
        try self.init(parsing: String(decoding: bytes.prefix(1 << 20), as: UTF8.self), name: path)
    }

    /// Reads pronunciations from text, in the form of a pronunciation file.
    ///
    /// - Parameters:
    ///   - text: The lines.
    ///   - name: What to call the text in messages.
    /// - Throws: A `FilmError` of code `input` that names the line at fault.
    package init(parsing text: String, name: String) throws {
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let trimmed = line.drop { $0.isWhitespace }
            if trimmed.isEmpty || trimmed.first == "#" { continue }
            let place = "line \(number + 1) of \(name)"
            guard let equals = trimmed.firstIndex(of: "=") else {
                throw Self.unreadable(place, "has no “=”")
            }
            try add(String(trimmed[..<equals]), String(trimmed[trimmed.index(after: equals)...]), place: place)
        }
    }

    private mutating func add(_ word: String, _ sound: String, place: String) throws {
        let key = Self.key(PlainText.of(word).split { $0.isWhitespace }.joined(separator: " ")[...])
        let value = sound.split { $0.isWhitespace }.joined(separator: " ")
        if key.isEmpty || key.contains(" ") { throw Self.unreadable(place, "must name one word") }
        if value.isEmpty { throw Self.unreadable(place, "says nothing for “\(key)”") }
        if value.hasPrefix("/"), value.hasSuffix("/"), value.count > 2 {
            let phonemes = PhonemeAlphabet.fromIPA(String(value.dropFirst().dropLast()))
            if phonemes.isEmpty { throw Self.unreadable(place, "has no phoneme that the voice knows for “\(key)”") }
            entries[key] = [.phonemes(phonemes)]
        } else {
            entries[key] = .words(value)
        }
    }

    private static func unreadable(_ place: String, _ what: String) -> FilmError {
        FilmError(
            .input, "\(place.prefix(1).uppercased() + place.dropFirst()) \(what).",
            remedy: "Write “word = sound” or “word = /IPA/”.")
    }

    /// What is said for a word, if the user said so; a possessive ending is kept.
    func pieces(for core: Substring) -> [Piece]? {
        if entries.isEmpty { return nil }
        let key = Self.key(core)
        if let pieces = entries[key] { return pieces }
        guard key.hasSuffix("'s"), let pieces = entries[String(key.dropLast(2))], let last = pieces.last else {
            return nil
        }
        switch last {
        case .word(let word): return pieces.dropLast() + [.word(word + "'s")]
        case .phonemes(let sound): return pieces.dropLast() + [.phonemes(Suffixes.plural(sound))]
        case .letters, .pause: return pieces
        }
    }

    private static func key(_ word: Substring) -> String { word.lowercased() }
}
