/// When each sign of an utterance truly sounds.
///
/// The lengths inside the voice's network are those of its own clock, which runs a constant 37.5 ms late against the
/// sound and gives spaces a length although connected speech has none: over 12 sentences, the word boundaries that an
/// independent forced aligner found (PocketSphinx 5.1.1, acoustic model en-us) lie 37 ms before the network's spaces,
/// with a median deviation of 10 ms. Where the voice pauses, the sound itself tells: its silence is digital.
struct Alignment {
    /// Where each sign sounds, in samples; empty for a space within a phrase.
    let spans: [Range<Int>]

    /// How late the network's clock is, in samples: 37.5 ms.
    private static let delay = 900
    /// The envelope's step in samples: 5 ms.
    private static let step = 120
    /// A quiet stretch shorter than this many samples is no pause: 35 ms.
    private static let shortestPause = 840

    /// Aligns an utterance.
    ///
    /// - Parameters:
    ///   - samples: The sound.
    ///   - starts: Where each sign starts by the network's clock, and where the last one ends.
    ///   - signs: The signs; at least one of them belongs to a word.
    init(samples: [Float], starts: [Int], signs: [PlacedPhoneme]) {
        let quiet = Self.quiet(samples)
        var edges = starts.map { max(0, min($0 - Self.delay, samples.count)) }
        var index = 0
        while index < signs.count {
            guard signs[index].source == nil else {
                index += 1
                continue
            }
            let run = index..<(signs[index...].firstIndex { $0.source != nil } ?? signs.count)
            let pauses = run.contains { signs[$0].sign != " " }
            let start = edges[run.lowerBound]
            let before = run.lowerBound == 0 ? 0 : edges[run.lowerBound - 1]
            let after = run.upperBound == signs.count ? samples.count : edges[run.upperBound + 1]
            if run.lowerBound > 0, run.upperBound < signs.count, !pauses {
                for edge in run { edges[edge + 1] = start }
            } else if let silence = Self.longest(quiet, in: before..<after) {
                edges[run.lowerBound] = silence.lowerBound
                for edge in run { edges[edge + 1] = silence.upperBound }
            } else {
                for edge in run { edges[edge + 1] = start }
            }
            index = run.upperBound
        }
        Self.tightenEnds(&edges, signs, quiet, samples.count)
        // Moved edges may have passed their neighbours.
        for index in edges.indices.dropFirst() { edges[index] = max(edges[index], edges[index - 1]) }
        spans = signs.indices.map { edges[$0]..<edges[$0 + 1] }
    }

    /// The first sound begins where the signal does, the last one ends where it ends.
    private static func tightenEnds(
        _ edges: inout [Int], _ signs: [PlacedPhoneme], _ quiet: [Bool], _ count: Int
    ) {
        guard let first = signs.firstIndex(where: { $0.source != nil }),
            let last = signs.lastIndex(where: { $0.source != nil })
        else { return }
        let loud = { (range: Range<Int>) in
            quiet[range].enumerated().filter { !$0.element }.map { $0.offset + range.lowerBound }
        }
        let head = loud(0..<min(quiet.count, edges[first + 1] / step + 1)).first
        edges[first] = head.map { $0 * step } ?? edges[first]
        let from = min(edges[last] / step, quiet.count)
        if let tail = loud(from..<quiet.count).last { edges[last + 1] = min(count, (tail + 1) * step) }
        for edge in (last + 1)..<edges.count { edges[edge] = max(edges[last + 1], edge == last + 1 ? 0 : edges[edge]) }
    }

    /// True for every step in which nothing can be heard: 50 dB below the loudest step.
    private static func quiet(_ samples: [Float]) -> [Bool] {
        let powers = stride(from: 0, to: samples.count, by: step).map { start in
            samples[start..<min(start + step, samples.count)].reduce(0) { $0 + $1 * $1 } / Float(step)
        }
        let threshold = (powers.max() ?? 0) * 1e-5
        return powers.map { $0 <= threshold }
    }

    /// The longest quiet stretch within a range of samples, if it is long enough to be a pause.
    private static func longest(_ quiet: [Bool], in range: Range<Int>) -> Range<Int>? {
        var best = 0..<0
        var start: Int?
        let last = min(range.upperBound / step, quiet.count)
        for index in min(range.lowerBound / step, last)...last {
            if index < last, quiet[index] {
                start = start ?? index
            } else if let begun = start {
                if index - begun > best.count { best = begun..<index }
                start = nil
            }
        }
        guard best.count * step >= shortestPause else { return nil }
        return best.lowerBound * step..<best.upperBound * step
    }
}
