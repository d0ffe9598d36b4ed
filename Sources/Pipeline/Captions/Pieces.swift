internal import Film

/// Cuts words into the pieces that a caption may be broken between.
///
/// Most words are one piece. Chinese and Japanese, written without spaces, are cut between characters where their
/// typesetting rules (JIS X 4051, "kinsoku") allow; a word wider than a line (an address) is cut to fit.
enum Pieces {
    /// The pieces of an utterance, in order; together exactly its words.
    static func of(_ words: [CaptionWord], columns limit: Int) -> [Cue.Piece] {
        var pieces: [Cue.Piece] = []
        for word in words {
            let start = Int(word.start.rescaled(to: Int32(Cue.ticksPerSecond)).ticks)
            let end = max(start, Int(word.end.rescaled(to: Int32(Cue.ticksPerSecond)).ticks))
            let parts = split(word.text, columns: limit)
            let total = max(1, parts.reduce(0) { $0 + columns($1) })
            var before = 0
            for (index, part) in parts.enumerated() {
                let after = before + columns(part)
                pieces.append(
                    Cue.Piece(
                        text: part, spaced: index == 0 && !pieces.isEmpty,
                        start: start + (end - start) * before / total,
                        end: start + (end - start) * after / total))
                before = after
            }
        }
        return pieces
    }

    /// The parts of one word.
    static func split(_ word: String, columns limit: Int) -> [String] {
        guard !word.isEmpty else { return [] }
        let parts = word.contains(where: isIdeographic) ? splitIdeographic(word) : [word]
        return parts.flatMap { columns($0) > limit ? splitLong($0, columns: limit) : [$0] }
    }

    private static func splitIdeographic(_ word: String) -> [String] {
        var parts: [String] = []
        var opens = false
        for character in word {
            let last = parts.last?.last
            let joins =
                opens || noLineStart.contains(character)
                || (last.map { sticks($0, character) } ?? false)
            if joins, !parts.isEmpty {
                parts[parts.count - 1].append(character)
            } else {
                parts.append(String(character))
            }
            opens = noLineEnd.contains(character)
        }
        return parts
    }

    /// Characters of one run of Latin letters, figures or katakana are not parted.
    private static func sticks(_ a: Character, _ b: Character) -> Bool {
        if !isIdeographic(a), !isIdeographic(b), !isKana(a), !isKana(b) { return true }
        return isKatakana(a) && isKatakana(b)
    }

    /// Cuts a word that no line can hold, after the marks that addresses have if any stand in the last third.
    private static func splitLong(_ word: String, columns limit: Int) -> [String] {
        var parts: [String] = []
        var current = ""
        var width = 0
        for character in word {
            let own = isWide(character) ? 2 : 1
            if width + own > limit {
                if let mark = current.lastIndex(where: { "/-._?&=,".contains($0) }),
                    current.distance(from: current.startIndex, to: mark) > current.count * 2 / 3
                {
                    let next = current.index(after: mark)
                    parts.append(String(current[..<next]))
                    current = String(current[next...])
                } else {
                    parts.append(current)
                    current = ""
                }
                width = columns(current)
            }
            current.append(character)
            width += own
        }
        if !current.isEmpty { parts.append(current) }
        return parts
    }

    private static let noLineStart: Set<Character> = Set("、。，．・：；？！」』）】〕》〉”’ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…%％")
    private static let noLineEnd: Set<Character> = Set("「『（【〔《〈“‘")
}

/// True for Han characters and kana.
func isIdeographic(_ character: Character) -> Bool {
    guard let scalar = character.unicodeScalars.first else { return false }
    return switch scalar.value {
    case 0x3041...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFD: true
    default: false
    }
}

func isKana(_ character: Character) -> Bool {
    character.unicodeScalars.first.map { (0x3041...0x30FF).contains($0.value) } ?? false
}

func isKatakana(_ character: Character) -> Bool {
    character.unicodeScalars.first.map { (0x30A1...0x30FF).contains($0.value) } ?? false
}
