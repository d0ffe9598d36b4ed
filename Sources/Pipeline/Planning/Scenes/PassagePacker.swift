/// A stretch of narration for one shot.
struct Passage: Equatable {
    /// The words.
    var text: String
    /// True when the sentence goes on in the next passage.
    var continues: Bool
    /// Indices of the directions that take effect before these words.
    var directions: [Int]
}

/// Cuts a paragraph into stretches of 3 to 9 seconds at the ends of sentences and phrases.
///
/// Looks at no other paragraph, and a sentence long enough for a shot of its own at no other sentence: an edit
/// changes the shots near it and leaves the others as they were.
struct PassagePacker {
    /// A sentence or a part of one.
    private struct Unit {
        var text: String
        var seconds: Double
        var endsSentence: Bool
        var directions: [Int]
    }

    private let speed: Double

    /// Cuts a paragraph.
    /// - Parameters:
    ///   - text: The paragraph's words.
    ///   - cuts: Where directions stand, as offsets in characters, ascending, each with its directions' indices.
    ///   - speed: The narrator's rate.
    /// - Returns: The stretches in order.
    static func pack(_ text: [Character], cuts: [(offset: Int, directions: [Int])], speed: Double) -> [Passage] {
        let packer = Self(speed: speed)
        return packer.join(packer.units(of: text, cuts: cuts))
    }

    private func units(of text: [Character], cuts: [(offset: Int, directions: [Int])]) -> [Unit] {
        var units: [Unit] = []
        var cut = 0
        var waiting: [Int] = []
        for sentence in SentenceSplitter.ranges(in: text) {
            var start = sentence.lowerBound
            while start < sentence.upperBound {
                while cut < cuts.count, cuts[cut].offset <= start {
                    waiting += cuts[cut].directions
                    cut += 1
                }
                let end = cut < cuts.count ? min(cuts[cut].offset, sentence.upperBound) : sentence.upperBound
                let piece = Array(text[start..<end])
                let parts = ClauseSplitter.parts(of: piece, speed: speed)
                for (index, part) in parts.enumerated() {
                    let words = TextCleaner.tidy(String(piece[part]))
                    guard !words.isEmpty else { continue }
                    let last = index == parts.count - 1 && end == sentence.upperBound
                    units.append(
                        Unit(
                            text: words, seconds: SpeakingRate.seconds(words, speed: speed), endsSentence: last,
                            directions: waiting))
                    waiting = []
                }
                start = end
            }
        }
        return units
    }

    private func join(_ units: [Unit]) -> [Passage] {
        var groups: [[Unit]] = []
        var open = false
        for unit in units {
            if open, unit.directions.isEmpty, let group = groups.last {
                let total = group.reduce(unit.seconds) { $0 + $1.seconds + 0.32 }
                // The writer's own picture stays for all that is said over it, as long as a picture may.
                let isDirected = group.first.map { !$0.directions.isEmpty } ?? false
                // What would flicker by on its own may make its neighbour's shot as long as a shot may be.
                let isTiny = total - unit.seconds < Rhythm.tinyShot
                if total <= (isDirected || isTiny ? Rhythm.longestShared : Rhythm.sharedShot) {
                    groups[groups.count - 1].append(unit)
                    open = isDirected || total < Rhythm.ownShot
                    continue
                }
            }
            groups.append([unit])
            open = unit.seconds < Rhythm.ownShot || !unit.directions.isEmpty
        }
        joinStragglers(&groups)
        return groups.map { group in
            Passage(
                text: group.map(\.text).joined(separator: separator(in: group)),
                continues: group.last.map { !$0.endsSentence } ?? false, directions: group.first?.directions ?? [])
        }
    }

    /// A shot too short to stay goes with the one before it, when no direction holds them apart.
    private func joinStragglers(_ groups: inout [[Unit]]) {
        var index = groups.count - 1
        while index > 0 {
            let seconds = groups[index].reduce(0) { $0 + $1.seconds }
            let before = groups[index - 1].reduce(0) { $0 + $1.seconds }
            let isShort = seconds < Rhythm.tinyShot && before + seconds < Rhythm.longestShared
            if isShort, groups[index].first?.directions.isEmpty ?? false {
                groups[index - 1] += groups.remove(at: index)
            }
            index -= 1
        }
    }

    private func separator(in group: [Unit]) -> String {
        group.allSatisfy { $0.text.last?.isUnspaced ?? false } ? "" : " "
    }
}
