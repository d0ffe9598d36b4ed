package import Film

/// When each word of a person's recording is spoken, found by matching it with a voice that says the same words.
package enum RecordedSpeech {
    /// Gives a recording the words and their times.
    ///
    /// - Parameters:
    ///   - samples: The recording, mono.
    ///   - sampleRate: Its samples a second.
    ///   - model: The same words, spoken by a voice that knows when.
    /// - Returns: The recording as a narration; words lie where they sound, in order.
    /// - Complexity: O(length), up to a minute O(length²): 36 million steps.
    package static func narration(_ samples: [Float], sampleRate: Int, like model: Narration) -> Narration {
        let sound = SpeechFeatures(SpeechFeatures.measures(of: samples, sampleRate: sampleRate))
        let spoken = SpeechFeatures(SpeechFeatures.measures(of: model.samples, sampleRate: model.sampleRate))
        let map = TimeMap(spoken, sound)
        func place(_ start: Int, _ end: Int) -> Range<Int> {
            let rate = Double(model.sampleRate)
            let range = map.range(of: Double(start) / rate, Double(end) / rate)
            let (start, end) = (Int(range.lowerBound * Double(sampleRate)), Int(range.upperBound * Double(sampleRate)))
            return min(start, samples.count)..<min(end, samples.count)
        }
        var words: [TimedWord] = []
        for word in model.words {
            let range = place(word.start, word.end)
            let start = max(range.lowerBound, words.last?.end ?? 0)
            words.append(
                TimedWord(text: word.text, index: word.index, start: start, end: max(range.upperBound, start)))
        }
        var phonemes: [TimedPhoneme] = []
        for phoneme in model.phonemes {
            let range = place(phoneme.start, phoneme.end)
            let start = phonemes.last?.end ?? range.lowerBound
            let end = max(range.upperBound, start)
            phonemes.append(TimedPhoneme(symbol: phoneme.symbol, start: start, end: end))
        }
        return Narration(sampleRate: sampleRate, samples: samples, words: words, phonemes: phonemes)
    }

    /// Sentences in a row as one narration, with a breath between them.
    ///
    /// - Parameters:
    ///   - parts: The sentences, spoken by one voice.
    ///   - texts: Their words, by which the words' indices go on from one to the next.
    /// - Returns: One narration; without samples for no parts.
    package static func joined(_ parts: [Narration], texts: [String]) -> Narration {
        guard var whole = parts.first else {
            return Narration(sampleRate: 24_000, samples: [], words: [], phonemes: [])
        }
        var words = 0
        for (part, text) in zip(parts.dropFirst(), texts) {
            words += text.split(whereSeparator: \.isWhitespace).count
            whole.samples += [Float](repeating: 0, count: whole.sampleRate / 4)
            let offset = whole.samples.count
            whole.samples += part.samples
            whole.words += part.words.map {
                TimedWord(text: $0.text, index: $0.index + words, start: $0.start + offset, end: $0.end + offset)
            }
            whole.phonemes += part.phonemes.map {
                TimedPhoneme(symbol: $0.symbol, start: $0.start + offset, end: $0.end + offset)
            }
        }
        return whole
    }

    /// A recording without the silence before its first sound and after its last.
    ///
    /// - Parameters:
    ///   - samples: Mono.
    ///   - sampleRate: Samples a second.
    ///   - margin: What is kept on both sides, in seconds.
    /// - Returns: The part that sounds; all of it where nothing does.
    package static func trimmed(_ samples: [Float], sampleRate: Int, margin: Double) -> ArraySlice<Float> {
        let quiet = SpeechFeatures(SpeechFeatures.measures(of: samples, sampleRate: sampleRate)).isQuiet
        guard let first = quiet.firstIndex(of: false), let last = quiet.lastIndex(of: false) else {
            return samples[...]
        }
        func sample(_ frame: Int, _ shift: Double) -> Int {
            let seconds = Double(frame) / Double(SpeechFeatures.rate) + shift
            return min(max(Int(seconds * Double(sampleRate)), 0), samples.count)
        }
        return samples[sample(first, -margin)..<sample(last + 1, margin)]
    }
}

/// Carries times of one utterance over to another of the same words.
struct TimeMap {
    /// Half a window: a frame tells of the sound around its middle.
    private static let middle = 0.0125

    private let warp: TimeWarp
    private let sound: SpeechFeatures

    /// Matches two utterances; see ``TimeWarp``.
    init(_ first: SpeechFeatures, _ second: SpeechFeatures, joints: [Int] = []) {
        warp = TimeWarp(first, second, joints: joints)
        sound = second
    }

    /// The part of a stretch of the first utterance that was left out, 0...1.
    func share(leftOutOf frames: Range<Int>) -> Double {
        Double(warp.isSkipped[frames].count { $0 }) / Double(max(frames.count, 1))
    }

    /// Where a stretch of the first utterance lies in the second, both in seconds, without the pauses at its ends.
    func range(of start: Double, _ end: Double) -> Range<Double> {
        guard let last = warp.match.indices.last else { return 0..<0 }
        func frame(_ time: Double) -> Int {
            min(max(Int(((time - Self.middle) * Double(SpeechFeatures.rate)).rounded()), 0), last)
        }
        let whole = warp.match[frame(start)].lowerBound...warp.match[frame(end)].upperBound
        var (low, high) = (whole.lowerBound, whole.upperBound)
        while low < high, sound.isQuiet[low] { low += 1 }
        while high > low, sound.isQuiet[high] { high -= 1 }
        if low == high { (low, high) = (whole.lowerBound, whole.upperBound) }
        func seconds(_ frame: Int) -> Double { Double(frame) / Double(SpeechFeatures.rate) + Self.middle }
        return seconds(low)..<seconds(high)
    }
}
