internal import Film

/// Estimates when words sound from the sound's pauses and the words' lengths.
struct EspeakTiming {
    private let samples: [Float]
    private let rate: Int

    /// Takes the sound and cuts the silence off its ends but for a moment.
    init(samples: [Float], rate: Int) {
        let step = rate / 200
        let loud = Self.loudness(samples, step: step).map { $0 > 1e-5 }
        let first = (loud.firstIndex(of: true) ?? 0) * step
        let last = min(samples.count, ((loud.lastIndex(of: true) ?? 0) + 1) * step)
        let from = max(0, first - rate * 30 / 1000)
        let to = min(samples.count, last + rate * 60 / 1000)
        self.samples = Array(samples[from..<max(from, to)])
        self.rate = rate
    }

    /// Puts times to the words.
    ///
    /// - Parameters:
    ///   - words: The displayed words.
    ///   - phonemes: Each word's phonemes; a word without any has no sound.
    /// - Returns: The narration.
    func narration(words: [DisplayWord], phonemes: [[Unicode.Scalar]]) -> Narration {
        let said = zip(words, phonemes).filter { !$0.1.isEmpty }.map { (word: $0.0, phonemes: $0.1) }
        // Phrases end where a mark that makes a pause stands.
        var phrases: [[(word: DisplayWord, phonemes: [Unicode.Scalar])]] = [[]]
        for item in said {
            phrases[phrases.count - 1].append(item)
            if item.word.endsPhrase { phrases.append([]) }
        }
        phrases.removeAll { $0.isEmpty }
        let stretches = stretches(count: phrases.count)
        var timed: [TimedWord] = []
        var sounds: [TimedPhoneme] = []
        // Fewer pauses than phrases: everything is one stretch.
        let groups = stretches.count == phrases.count ? phrases : [phrases.flatMap { $0 }]
        let ranges = stretches.count == phrases.count ? stretches : [speech]
        for (group, range) in zip(groups, ranges) {
            let total = group.reduce(0) { $0 + $1.phonemes.count + 1 }
            var done = 0
            for item in group {
                let weight = item.phonemes.count + 1
                let start = range.lowerBound + range.count * done / max(total, 1)
                done += weight
                let end = range.lowerBound + range.count * done / max(total, 1)
                timed.append(TimedWord(text: item.word.text, index: item.word.index, start: start, end: end))
                for (index, phoneme) in item.phonemes.enumerated() {
                    let count = item.phonemes.count
                    sounds.append(
                        TimedPhoneme(
                            symbol: String(phoneme), start: start + (end - start) * index / count,
                            end: start + (end - start) * (index + 1) / count))
                }
            }
        }
        return Narration(sampleRate: rate, samples: samples, words: timed, phonemes: joined(sounds))
    }

    private var speech: Range<Int> {
        let lead = min(samples.count, rate * 30 / 1000)
        return lead..<max(lead, samples.count - rate * 60 / 1000)
    }

    /// The stretches of sound between the longest pauses, in order; fewer than asked when there are too few pauses.
    private func stretches(count: Int) -> [Range<Int>] {
        let step = rate / 200
        let quiet = Self.loudness(samples, step: step).map { $0 <= 1e-5 }
        var pauses: [Range<Int>] = []
        var start: Int?
        for (index, isQuiet) in (quiet + [false]).enumerated() {
            if isQuiet {
                start = start ?? index
            } else if let begun = start {
                if index - begun >= 12, begun * step > speech.lowerBound, index * step < speech.upperBound {
                    pauses.append(begun * step..<index * step)
                }
                start = nil
            }
        }
        let chosen = pauses.sorted { $0.count > $1.count }.prefix(count - 1).sorted { $0.lowerBound < $1.lowerBound }
        let edges = [speech.lowerBound] + chosen.flatMap { [$0.lowerBound, $0.upperBound] } + [speech.upperBound]
        return stride(from: 0, to: edges.count, by: 2).map { edges[$0]..<max(edges[$0], edges[$0 + 1]) }
    }

    /// The phonemes with silence between them filled in, so that they touch.
    private func joined(_ sounds: [TimedPhoneme]) -> [TimedPhoneme] {
        var out: [TimedPhoneme] = []
        var at = 0
        for sound in sounds where sound.start < sound.end {
            if sound.start > at { out.append(TimedPhoneme(symbol: " ", start: at, end: sound.start)) }
            out.append(sound)
            at = sound.end
        }
        if at < samples.count { out.append(TimedPhoneme(symbol: " ", start: at, end: samples.count)) }
        return out
    }

    /// Mean power of each step.
    private static func loudness(_ samples: [Float], step: Int) -> [Float] {
        stride(from: 0, to: samples.count, by: step).map { start in
            samples[start..<min(start + step, samples.count)].reduce(0) { $0 + $1 * $1 } / Float(step)
        }
    }
}
