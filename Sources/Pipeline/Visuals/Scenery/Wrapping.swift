/// Breaks large type into lines of like width.
enum Wrapping {
    /// A part of the text that is never broken.
    struct Token {
        var text: String
        /// Width in pixels.
        var width: Double
        /// True when a space stands before it on the same line.
        var spaced: Bool
    }

    /// The words; text written without spaces is cut between its characters.
    static func words(_ text: String) -> [(text: String, spaced: Bool)] {
        var out: [(String, Bool)] = []
        for word in text.split(whereSeparator: \.isWhitespace) {
            guard word.contains(where: isIdeographic) else {
                out.append((String(word), true))
                continue
            }
            var first = true
            for character in word {
                let joins =
                    out.last.map { last in
                        noLineStart.contains(character) || last.0.last.map { noLineEnd.contains($0) } ?? false
                            || !isIdeographic(character) && !(last.0.last.map(isIdeographic) ?? true)
                    } ?? false
                if joins, !first, !out.isEmpty {
                    out[out.count - 1].0.append(character)
                } else {
                    out.append((String(character), first))
                }
                first = false
            }
        }
        return out.map { (text: $0.0, spaced: $0.1) }
    }

    /// The fewest lines that fit, of widths as equal as sense allows; `nil` when `most` lines cannot hold the text.
    static func lines(_ tokens: [Token], space: Double, widest: Double, most: Int) -> [String]? {
        guard !tokens.isEmpty else { return [] }
        for count in 1...max(1, most) {
            if let lines = balanced(tokens, space: space, widest: widest, count: count) { return lines }
        }
        return nil
    }

    private static func balanced(_ tokens: [Token], space: Double, widest: Double, count: Int) -> [String]? {
        let total = tokens.count
        // best[line][end]: the least cost of setting tokens 0..<end in `line` lines.
        var best = [[Double]](repeating: [Double](repeating: .infinity, count: total + 1), count: count + 1)
        var from = [[Int]](repeating: [Int](repeating: 0, count: total + 1), count: count + 1)
        best[0][0] = 0
        for line in 1...count {
            for end in 1...total {
                var width = 0.0
                for start in stride(from: end - 1, through: 0, by: -1) {
                    width += tokens[start].width
                    if start + 1 < end, tokens[start + 1].spaced { width += space }
                    if width > widest { break }
                    guard best[line - 1][start] < .infinity else { continue }
                    let slack = (widest - width) / widest
                    var cost = slack * slack
                    if end < total, leans(tokens[end - 1].text) { cost += 0.12 }
                    if end < total, tokens[end - 1].text.last.map({ ",;:.–—!?".contains($0) }) ?? false { cost -= 0.06 }
                    if best[line - 1][start] + cost < best[line][end] {
                        best[line][end] = best[line - 1][start] + cost
                        from[line][end] = start
                    }
                }
            }
        }
        guard best[count][total] < .infinity else { return nil }
        var lines: [String] = []
        var end = total
        for line in stride(from: count, to: 0, by: -1) {
            let start = from[line][end]
            var text = ""
            for index in start..<end {
                if index > start, tokens[index].spaced { text += " " }
                text += tokens[index].text
            }
            lines.append(text)
            end = start
        }
        return lines.reversed()
    }

    /// Short words that belong to the next.
    private static func leans(_ word: String) -> Bool {
        [
            "a", "an", "the", "of", "in", "on", "at", "to", "for", "with", "from", "by", "and", "or", "but", "le", "la",
            "les", "un", "une", "der", "die", "das", "el", "los", "de",
        ].contains(word.lowercased())
    }

    private static let noLineStart: Set<Character> = Set("、。，．・：；？！」』）】〕》〉”’ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…%％")
    private static let noLineEnd: Set<Character> = Set("「『（【〔《〈“‘")

    private static func isIdeographic(_ character: Character) -> Bool {
        guard let scalar = character.unicodeScalars.first else { return false }
        return switch scalar.value {
        case 0x3041...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFD: true
        default: false
        }
    }
}
