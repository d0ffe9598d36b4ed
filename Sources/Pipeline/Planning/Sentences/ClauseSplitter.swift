/// Cuts a long sentence where a reader would breathe, so that it can carry two or more pictures.
struct ClauseSplitter {
    /// How a sentence may be cut.
    struct Limits {
        /// Longest part, in seconds.
        var longest = 8.5
        /// Shortest part, in seconds.
        var shortest = 2.2
        /// The part length that looks best.
        var best = 5.0
    }

    /// A place in the sentence where it may be cut.
    private struct Gap {
        /// One past the last character before the gap.
        var end: Int
        /// First character after the gap.
        var next: Int
        /// Seconds spoken from the sentence's start.
        var time: Double
        /// What cutting here costs: 0 at a semicolon, much behind an article.
        var cost: Double
    }

    private let characters: [Character]
    private let limits: Limits
    private let speed: Double

    /// The parts of a sentence in order: all of it when it is short enough.
    static func parts(of sentence: [Character], speed: Double, limits: Limits = Limits()) -> [Range<Int>] {
        let whole = SpeakingRate.seconds(String(sentence), speed: speed)
        guard whole > limits.longest else { return [0..<sentence.count] }
        return Self(characters: sentence, limits: limits, speed: speed).split(total: whole)
    }

    /// Chooses cuts by least total cost (dynamic programming over the gaps, a window of one longest part wide).
    private func split(total: Double) -> [Range<Int>] {
        var gaps = Self.thinned(gaps())
        gaps.append(Gap(end: characters.count, next: characters.count, time: total, cost: 0))
        var best = [Double](repeating: .infinity, count: gaps.count)
        var from = [Int](repeating: -1, count: gaps.count)
        var first = 0
        for index in gaps.indices {
            while first < index, gaps[index].time - gaps[first].time > limits.longest * 1.35 { first += 1 }
            // -1 stands for the sentence's start.
            var candidates = Array(first..<index)
            if gaps[index].time <= limits.longest * 1.35 || first == index { candidates.append(-1) }
            if first == index, index > 0 { candidates.append(index - 1) }
            for candidate in candidates {
                let before = candidate < 0 ? 0 : best[candidate]
                let start = candidate < 0 ? 0 : gaps[candidate].time
                let cost = before + self.cost(of: gaps[index].time - start) + gaps[index].cost
                if cost < best[index] {
                    best[index] = cost
                    from[index] = candidate
                }
            }
        }
        var ranges: [Range<Int>] = []
        var index = gaps.count - 1
        while index >= 0 {
            let start = from[index] < 0 ? 0 : gaps[from[index]].next
            ranges.append(start..<gaps[index].end)
            index = from[index]
        }
        return ranges.reversed()
    }

    /// The best gap of each quarter second: more choice than that changes no film, and long texts stay quick.
    private static func thinned(_ gaps: [Gap]) -> [Gap] {
        var kept: [Gap] = []
        var windowStart = -1.0
        for gap in gaps {
            if let last = kept.last, gap.time - windowStart < 0.25 {
                if gap.cost < last.cost { kept[kept.count - 1] = gap }
            } else {
                kept.append(gap)
                windowStart = gap.time
            }
        }
        return kept
    }

    private func cost(of seconds: Double) -> Double {
        let shape = (seconds - limits.best) / limits.best
        var cost = shape * shape * 2 + 1
        if seconds < limits.shortest { cost += 12 + (limits.shortest - seconds) * 10 }
        if seconds > limits.longest { cost += 12 + (seconds - limits.longest) * 10 }
        return cost
    }

    private func gaps() -> [Gap] {
        var gaps: [Gap] = []
        var time = 0.0
        var wordStart = 0
        var previousWord = ""
        var index = 0
        while index < characters.count {
            let character = characters[index]
            time += SpeakingRate.seconds(String(character), speed: speed)
            index += 1
            guard index < characters.count else { break }
            if character.isWhitespace { continue }
            if characters[index].isWhitespace {
                let word = String(characters[wordStart..<index])
                var next = index
                while next < characters.count, characters[next].isWhitespace { next += 1 }
                var nextEnd = next
                while nextEnd < characters.count, !characters[nextEnd].isWhitespace, nextEnd - next < 24 {
                    nextEnd += 1
                }
                let following = String(characters[next..<nextEnd]).lowercased()
                let cost = ClauseMarks.cost(after: word, before: following, previous: previousWord)
                gaps.append(Gap(end: index, next: next, time: time, cost: cost))
                previousWord = word.lowercased()
                wordStart = next
            } else if character.isUnspaced {
                let isStop = "、，；：,;:".contains(character)
                if !ClauseMarks.sticksToPrevious(characters[index]) {
                    gaps.append(Gap(end: index, next: index, time: time, cost: isStop ? 0.5 : 6))
                }
                wordStart = index
            }
        }
        return gaps
    }
}
