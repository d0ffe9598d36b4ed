package import Film

/// Turns spoken words into captions that read well: where they break, how long they stay.
///
/// Each scene is laid out by itself, from its own words alone, so that an edit elsewhere in the film leaves its
/// captions, and so its frames, untouched.
package struct CaptionLayout: Sendable {
    /// The limits kept.
    package let limits: CaptionLimits
    /// The film's frame rate.
    package let frameRate: FrameRate

    /// Lays out for a picture size and frame rate.
    package init(size: PictureSize, frameRate: FrameRate) {
        limits = CaptionLimits(size.orientation)
        self.frameRate = frameRate
    }

    /// The captions of one scene.
    ///
    /// - Parameters:
    ///   - utterances: What is spoken during the scene, in order, with times counted as `scene`'s frames are (both from
    ///     the film's start, or both from the scene's).
    ///   - scene: The scene's frames.
    ///   - isDrawn: False when the scene's picture is a card with text of its own.
    /// - Returns: Cues in order, apart by the gap, inside the scene, with every word once.
    package func cues(for utterances: [[CaptionWord]], scene: Range<Int>, isDrawn: Bool = true) -> [Cue] {
        var groups: [ArraySlice<Cue.Piece>] = []
        for utterance in utterances {
            let pieces = Pieces.of(utterance.filter { !$0.text.isEmpty }, columns: limits.columns)
            groups += passages(pieces[...])
        }
        var cues: [Cue] = []
        for group in merged(groups) {
            for range in partition(group) {
                let lines = bestLines(group[range]).lines.map {
                    $0.lowerBound - range.lowerBound..<$0.upperBound - range.lowerBound
                }
                cues.append(Cue(pieces: Array(group[range]), lines: lines, frames: 0..<1, isDrawn: isDrawn))
            }
        }
        schedule(&cues, in: scene)
        return cues
    }

    /// Cuts pieces at the ends of sentences.
    private func passages(_ pieces: ArraySlice<Cue.Piece>) -> [ArraySlice<Cue.Piece>] {
        var out: [ArraySlice<Cue.Piece>] = []
        var start = pieces.startIndex
        for index in pieces.indices {
            let next = index + 1 < pieces.endIndex ? pieces[index + 1] : nil
            guard next == nil || Breaks.endsSentence(pieces[index], next: next) else { continue }
            out.append(pieces[start...index])
            start = index + 1
        }
        return out
    }

    /// Joins neighbouring sentences that are short and would flash by alone, such as "Yes" and "No".
    private func merged(_ sentences: [ArraySlice<Cue.Piece>]) -> [[Cue.Piece]] {
        var out: [[Cue.Piece]] = []
        for sentence in sentences {
            if let last = out.last, let first = sentence.first, let previous = last.last,
                isShort(last[...]), isShort(sentence), first.start - previous.end < seconds(0.7),
                stays(last[...]) < seconds(limits.leastSeconds) || stays(sentence) < seconds(limits.leastSeconds)
            {
                var joined = last
                joined += sentence
                joined[last.count].spaced = !(first.text.first.map(isIdeographic) ?? false)
                if bestLines(joined[...]).cost < Breaks.never {
                    out[out.count - 1] = joined
                    continue
                }
            }
            out.append(Array(sentence))
        }
        return out
    }

    private func isShort(_ pieces: ArraySlice<Cue.Piece>) -> Bool { columns(Cue.joined(pieces)) <= limits.columns }

    private func stays(_ pieces: ArraySlice<Cue.Piece>) -> Int {
        guard let first = pieces.first, let last = pieces.last else { return 0 }
        return last.end - first.start + seconds(0.24)
    }

    private func seconds(_ value: Double) -> Int { Int(value * Double(Cue.ticksPerSecond)) }

    /// The cheapest way to part a passage into cues (dynamic programming over break places).
    private func partition(_ pieces: [Cue.Piece]) -> [Range<Int>] {
        guard !pieces.isEmpty else { return [] }
        var best = [Int](repeating: Int.max, count: pieces.count + 1)
        var from = [Int](repeating: 0, count: pieces.count + 1)
        best[0] = 0
        for end in 1...pieces.count {
            var width = 0
            for start in stride(from: end - 1, through: 0, by: -1) {
                width += columns(pieces[start].text)
                if width > limits.columns * limits.lines { break }
                guard best[start] != Int.max, let own = cost(of: pieces, start..<end) else { continue }
                if best[start] + own < best[end] {
                    best[end] = best[start] + own
                    from[end] = start
                }
            }
        }
        var ranges: [Range<Int>] = []
        var end = pieces.count
        while end > 0 {
            ranges.append(from[end]..<end)
            end = from[end]
        }
        return ranges.reversed()
    }

    /// What a cue of these pieces costs the reader, or `nil` when it does not fit.
    private func cost(of pieces: [Cue.Piece], _ range: Range<Int>) -> Int? {
        let lines = bestLines(pieces[range])
        guard lines.cost < Int.max else { return nil }
        var cost = 60 + lines.cost
        if range.upperBound < pieces.count {
            // The eye loses more between two cues than between two lines.
            cost += 3 * Breaks.cost(after: pieces[range.upperBound - 1], before: pieces[range.upperBound])
        }
        let width = columns(Cue.joined(pieces[range]))
        let isWhole = range.lowerBound == 0 && range.upperBound == pieces.count
        if !isWhole, width < limits.columns / 2 {
            let missing = (limits.columns / 2 - width) * 100 / limits.columns
            cost += missing * missing / 20
        }
        // The cue can stay until the next word after it begins.
        let until =
            range.upperBound < pieces.count
            ? pieces[range.upperBound].start : pieces[range.upperBound - 1].end + seconds(0.2)
        let stay = Double(until - pieces[range.lowerBound].start) / Double(Cue.ticksPerSecond)
        if stay < limits.leastSeconds, !isWhole { cost += 150 }
        let speed = Double(width) / max(stay, 0.1)
        if speed > limits.charactersPerSecond { cost += Int(min(20, speed - limits.charactersPerSecond) * 3) }
        return cost
    }

    /// One line, or the best two: balanced, parted at a clause, the lower one preferably the longer.
    func bestLines(_ pieces: ArraySlice<Cue.Piece>) -> (lines: [Range<Int>], cost: Int) {
        let all = pieces.startIndex..<pieces.endIndex
        let total = columns(Cue.joined(pieces))
        if total <= limits.columns { return ([all], 0) }
        var best: (lines: [Range<Int>], cost: Int) = ([all], Int.max)
        var upper = 0
        for middle in pieces.indices.dropFirst() {
            let last = pieces[middle - 1]
            upper += columns(last.text) + (last.spaced && middle - 1 > pieces.startIndex ? 1 : 0)
            let lower = total - upper - (pieces[middle].spaced ? 1 : 0)
            guard upper <= limits.columns, lower <= limits.columns else { continue }
            let imbalance = abs(upper - lower) * 60 / total + (upper > lower ? 4 : 0)
            let parting = Breaks.cost(after: last, before: pieces[middle])
            let cost = 8 + imbalance + parting * 2 / 3
            if cost < best.cost { best = ([pieces.startIndex..<middle, middle..<pieces.endIndex], cost) }
        }
        return best
    }
}
