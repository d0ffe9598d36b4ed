/// Cuts text into the pieces of a BERT vocabulary, as the uncased WordPiece tokenizer does: clean, lower case, strip
/// accents, split at spaces and punctuation, then the longest known piece from the left.
///
/// Source: Devlin et al., "BERT", 2018, and the `BertNormalizer`, `BertPreTokenizer` and `WordPiece` descriptions in the
/// pack's `tokenizer.json`.
struct WordPiece: Sendable {
    /// Longer words are unknown, as the tokenizer's `max_input_chars_per_word` says.
    private static let longestWord = 100

    private let text: [UInt8]
    /// Where each piece begins in `text`, and at the end where the last one ends (line ends included).
    private let starts: [Int32]
    /// Hash of a piece to its first index of `chain`, open addressing.
    private let slots: [Int32]

    /// Reads a vocabulary: one piece a line, its number is the line's.
    init(vocabulary: [UInt8]) {
        text = vocabulary
        var starts: [Int32] = [0]
        for (offset, byte) in vocabulary.enumerated() where byte == UInt8(ascii: "\n") {
            starts.append(Int32(offset + 1))
        }
        if vocabulary.last != UInt8(ascii: "\n") { starts.append(Int32(vocabulary.count + 1)) }
        self.starts = starts
        let count = starts.count - 1
        var size = 1024
        while size < count * 2 { size *= 2 }
        var slots = [Int32](repeating: -1, count: size)
        for piece in 0..<count {
            var slot = Self.hash(text[Int(starts[piece])..<Int(starts[piece + 1]) - 1]) & (size - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Int32(piece)
        }
        self.slots = slots
    }

    /// The number of pieces.
    var count: Int { starts.count - 1 }

    /// The numbers of a text's pieces; words that the vocabulary cannot spell are left out.
    func pieces(of text: String) -> [Int] {
        var all: [Int] = []
        for word in Self.words(of: text) { all += pieces(ofWord: Array(word.utf8)) }
        return all
    }

    private func pieces(ofWord word: [UInt8]) -> [Int] {
        // Counted in code points by the original; for what the vocabulary knows the difference has no effect.
        guard word.count <= Self.longestWord * 4, Self.scalarCount(word) <= Self.longestWord else { return [] }
        var found: [Int] = []
        var start = 0
        while start < word.count {
            var end = word.count
            var piece: Int?
            while end > start {
                let candidate = start == 0 ? Array(word[..<end]) : [35, 35] + word[start..<end]
                piece = number(of: candidate)
                if piece != nil { break }
                end -= 1
            }
            guard let piece else { return [] }
            found.append(piece)
            start = end
        }
        return found
    }

    private static func scalarCount(_ word: [UInt8]) -> Int { word.count { $0 & 0xc0 != 0x80 } }

    private func number(of piece: [UInt8]) -> Int? {
        let mask = slots.count - 1
        var slot = Self.hash(piece[...]) & mask
        while slots[slot] >= 0 {
            let candidate = Int(slots[slot])
            if text[Int(starts[candidate])..<Int(starts[candidate + 1]) - 1].elementsEqual(piece) { return candidate }
            slot = (slot + 1) & mask
        }
        return nil
    }

    private static func hash(_ bytes: ArraySlice<UInt8>) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return Int(truncatingIfNeeded: hash ^ (hash >> 32)) & Int.max
    }
}

extension WordPiece {
    /// Lower-case words and single punctuation marks, accents stripped.
    static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        func finish() {
            if !word.isEmpty { words.append(word) }
            word = ""
        }
        for character in text {
            for scalar in plain(character).unicodeScalars {
                switch kind(of: scalar) {
                case .space: finish()
                case .dropped: break
                case .alone:
                    finish()
                    words.append(String(scalar))
                case .letter: word.unicodeScalars.append(scalar)
                }
            }
        }
        finish()
        return words
    }

    private enum ScalarKind {
        case letter
        case space
        case alone
        case dropped
    }

    private static func kind(of scalar: Unicode.Scalar) -> ScalarKind {
        switch scalar.value {
        case 9, 10, 13, 32: return .space
        case 0x21...0x2f, 0x3a...0x40, 0x5b...0x60, 0x7b...0x7e: return .alone
        case ..<0x80: return scalar.value < 32 || scalar.value == 0x7f ? .dropped : .letter
        case 0xfffd: return .dropped
        case 0x3400...0x4dbf, 0x4e00...0x9fff, 0xf900...0xfaff, 0x20000...0x2a6df, 0x2a700...0x2ceaf, 0x2f800...0x2fa1f:
            return .alone
        default: break
        }
        switch scalar.properties.generalCategory {
        case .spaceSeparator, .lineSeparator, .paragraphSeparator: return .space
        case .control, .format, .surrogate, .privateUse, .unassigned, .nonspacingMark: return .dropped
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation:
            return .alone
        default: return .letter
        }
    }

    /// The character in lower case without its accents.
    private static func plain(_ character: Character) -> String {
        if let byte = character.asciiValue {
            return byte >= 65 && byte <= 90 ? String(Character(UnicodeScalar(byte + 32))) : String(character)
        }
        return character.lowercased().map { bases[$0].map(String.init) ?? String($0) }.joined()
    }

    /// Accented Latin letters to their base letters.
    ///
    /// Characters compare by canonical equivalence, so one table composed
    /// from letters and marks finds precomposed characters too, with no decomposition data of our own.
    private static let bases: [Character: Character] = {
        var bases: [Character: Character] = [:]
        for letter in "abcdefghijklmnopqrstuvwxyz" {
            for mark in 0x300...0x331 {
                guard let mark = Unicode.Scalar(mark) else { continue }
                var scalars = String.UnicodeScalarView(String(letter).unicodeScalars)
                scalars.append(mark)
                bases[Character(String(scalars))] = letter
            }
        }
        return bases
    }()
}
