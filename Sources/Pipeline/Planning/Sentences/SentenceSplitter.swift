/// Cuts a paragraph into sentences.
///
/// Knows abbreviations, initials, decimals, ellipses, quotes and brackets behind the stop, and the stops of scripts
/// that put no space after them.
package enum SentenceSplitter {
    private static let closers: Set<Character> = ["\"", "'", "”", "’", "»", ")", "]", "」", "』", "）", "】", "›", "*"]
    private static let openers: Set<Character> = [
        "\"", "'", "“", "‘", "«", "(", "[", "¿", "¡", "„", "‹", "—", "–", "-",
    ]

    /// The sentences of a paragraph in order; white space between them belongs to none.
    package static func sentences(in text: String) -> [String] {
        let characters = Array(text)
        return ranges(in: characters).map { String(characters[$0]) }
    }

    /// Where the sentences are, without the white space around them.
    static func ranges(in characters: [Character]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        var index = 0
        while index < characters.count {
            guard characters[index].isSentenceEnd else {
                index += 1
                continue
            }
            let stop = index
            while index < characters.count, characters[index].isSentenceEnd { index += 1 }
            while index < characters.count, closers.contains(characters[index]) { index += 1 }
            if ends(characters, from: start, stop: stop, after: index) {
                append(start..<index, of: characters, to: &ranges)
                start = index
            }
        }
        append(start..<characters.count, of: characters, to: &ranges)
        return ranges
    }

    private static func append(_ range: Range<Int>, of characters: [Character], to ranges: inout [Range<Int>]) {
        var range = range
        while let first = range.first, characters[first].isWhitespace { range = first + 1..<range.upperBound }
        while let last = range.last, characters[last].isWhitespace { range = range.lowerBound..<last }
        guard !range.isEmpty else { return }
        // Marks without a word ("…", a lone bracket) go with the sentence before them.
        if !characters[range].contains(where: { $0.isLetter || $0.isNumber }), let last = ranges.last {
            ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
        } else {
            ranges.append(range)
        }
    }

    /// True when the stop at `stop` (with what closes behind it up to `after`) ends a sentence.
    private static func ends(_ characters: [Character], from start: Int, stop: Int, after: Int) -> Bool {
        guard after < characters.count else { return true }
        if characters[stop].isUnspaced || characters[after].isUnspaced && characters[stop] != "." { return true }
        guard characters[after].isWhitespace else { return false }
        var next = after
        while next < characters.count, characters[next].isWhitespace || openers.contains(characters[next]) { next += 1 }
        guard next < characters.count else { return true }
        let following = characters[next]
        // A small letter goes on with the sentence: "Stop!" he said. Wait… what?
        if following.isLowercase { return false }
        guard characters[stop] == ".", after - stop == 1 || !characters[stop + 1].isSentenceEnd else { return true }
        let word = lastWord(of: characters, before: stop, notBefore: start)
        guard !word.isEmpty else { return true }
        return endsAfter(word, followedBy: nextWord(in: characters, from: next), following)
    }

    private static func endsAfter(_ word: String, followedBy next: String, _ following: Character) -> Bool {
        let lower = word.lowercased()
        if Abbreviations.leading.contains(lower) { return false }
        if Abbreviations.titles.contains(lower), word.first?.isUppercase == true { return false }
        if Abbreviations.beforeFigures.contains(lower) { return !following.isNumber }
        // An initial: "J. S. Bach", but not the pronoun in "so do I." and not a grade in "plan B. The".
        if word.count == 1, word.first?.isUppercase == true, word != "I" {
            return Abbreviations.sentenceStarters.contains(next)
        }
        if Abbreviations.trailing.contains(lower) {
            if following.isNumber { return false }
            return !Abbreviations.beforeNames.contains(lower) || Abbreviations.sentenceStarters.contains(next)
        }
        return true
    }

    private static func lastWord(of characters: [Character], before stop: Int, notBefore start: Int) -> String {
        var first = stop
        while first > start, stop - first < 24 {
            let character = characters[first - 1]
            guard character.isLetter || character.isNumber || character == "." else { break }
            first -= 1
        }
        return String(characters[first..<stop])
    }

    private static func nextWord(in characters: [Character], from start: Int) -> String {
        var end = start
        while end < characters.count, end - start < 24, characters[end].isLetter { end += 1 }
        return String(characters[start..<end]).lowercased()
    }
}

extension String {
    /// The word with a capital first letter.
    var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
