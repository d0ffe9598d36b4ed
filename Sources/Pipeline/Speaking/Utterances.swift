/// Cuts a phoneme string into pieces the network takes at once.
enum Utterances {
    /// A piece and the silence after it.
    struct Part: Equatable {
        /// The signs, not empty, none of them a space at either end.
        let signs: [PlacedPhoneme]
        /// Samples of silence before the next part.
        let gap: Int
    }

    /// Silence between sentences, together with what the trimming leaves at either side, makes 300 ms.
    private static let sentenceGap = 24_000 * 210 / 1000
    /// Likewise 180 ms where a sentence too long for the network is divided.
    private static let phraseGap = 24_000 * 90 / 1000

    /// One part for each sentence; sentences over `longest` signs are divided at phrase ends, then at words.
    static func parts(_ signs: [PlacedPhoneme], longest: Int) -> [Part] {
        var parts: [Part] = []
        for sentence in sentences(signs) {
            let pieces = divided(sentence, longest: longest)
            for (index, piece) in pieces.enumerated() {
                parts.append(Part(signs: piece, gap: index + 1 < pieces.count ? phraseGap : sentenceGap))
            }
        }
        return parts
    }

    private static func sentences(_ signs: [PlacedPhoneme]) -> [[PlacedPhoneme]] {
        var out: [[PlacedPhoneme]] = []
        var current: [PlacedPhoneme] = []
        for (index, sign) in signs.enumerated() {
            current.append(sign)
            let next = index + 1 < signs.count ? signs[index + 1].sign : nil
            // Closing quotes and brackets stay with their sentence.
            let closes =
                ".!?…".unicodeScalars.contains(sign.sign) || (isClosing(sign.sign) && endsSentence(current.dropLast()))
            guard closes, next == " " else { continue }
            out.append(trimmed(current))
            current = []
        }
        return (out + [trimmed(current)]).filter { $0.contains { $0.source != nil } }
    }

    private static func isClosing(_ sign: Unicode.Scalar) -> Bool { sign == "”" || sign == ")" }

    private static func endsSentence(_ signs: ArraySlice<PlacedPhoneme>) -> Bool {
        guard let last = signs.last(where: { !isClosing($0.sign) }) else { return false }
        return ".!?…".unicodeScalars.contains(last.sign)
    }

    private static func divided(_ signs: [PlacedPhoneme], longest: Int) -> [[PlacedPhoneme]] {
        var rest = signs[...]
        var out: [[PlacedPhoneme]] = []
        while rest.count > longest {
            let window = rest.prefix(longest)
            let half = window.dropFirst(longest / 4)
            let isPhraseEnd: (PlacedPhoneme) -> Bool = { ",;:—".unicodeScalars.contains($0.sign) }
            let cut =
                half.lastIndex(where: isPhraseEnd) ?? half.lastIndex { $0.sign == " " }
                ?? window.index(before: window.endIndex)
            out.append(trimmed(Array(rest[...cut])))
            rest = rest[(cut + 1)...]
        }
        return (out + [trimmed(Array(rest))]).filter { $0.contains { $0.source != nil } }
    }

    private static func trimmed(_ signs: [PlacedPhoneme]) -> [PlacedPhoneme] {
        let start = signs.drop { $0.sign == " " }
        return Array(start.reversed().drop { $0.sign == " " }.reversed())
    }
}
