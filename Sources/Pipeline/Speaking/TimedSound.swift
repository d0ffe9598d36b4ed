internal import Film

/// Sound under construction: the parts of a text one after the other, with the times of what is in them.
struct TimedSound {
    private(set) var samples: [Float] = []
    private(set) var phonemes: [TimedPhoneme] = []
    private var spans: [Int: Range<Int>] = [:]

    /// At most this many samples stay before the first sound of a part: 30 ms.
    private static let lead = 720
    /// At most this many samples stay after the last sound of a part: 60 ms.
    private static let tail = 1440
    /// Both ends of a part are faded over this many samples: 5 ms.
    private static let fade = 120

    /// Adds a part's sound and times; silence at its ends is trimmed.
    ///
    /// - Parameters:
    ///   - utterance: What the network said for the signs.
    ///   - signs: The signs.
    ///   - gap: Samples of silence after the part before.
    mutating func append(_ utterance: VoiceNetwork.Utterance, signs: [PlacedPhoneme], gap: Int) {
        guard let first = signs.firstIndex(where: { $0.source != nil }),
            let last = signs.lastIndex(where: { $0.source != nil }), utterance.starts.count == signs.count + 1
        else { return }
        let spans = Alignment(samples: utterance.samples, starts: utterance.starts, signs: signs).spans
        let (begin, end) = (spans[first].lowerBound, spans[last].upperBound)
        let from = max(0, begin - Self.lead)
        let to = min(utterance.samples.count, end + Self.tail)
        guard from < to else { return }
        if !samples.isEmpty { rest(gap) }
        let offset = samples.count - from
        samples += utterance.samples[from..<to]
        soften(samples.count - (to - from)..<samples.count)
        note("", from + offset, begin + offset)
        note(signs[first...last], spans[first...last], offset: offset)
        note("", end + offset, to + offset)
    }

    /// The narration, with the words as they stand in the text.
    func narration(words: [DisplayWord]) -> Narration {
        let timed = words.compactMap { word in
            spans[word.index].map {
                TimedWord(text: word.text, index: word.index, start: $0.lowerBound, end: $0.upperBound)
            }
        }
        return Narration(
            sampleRate: WaveSynthesis.rate, samples: samples.map { max(-1, min(1, $0)) }, words: timed,
            phonemes: phonemes)
    }

    /// Adds silence.
    private mutating func rest(_ count: Int) {
        note("", samples.count, samples.count + count)
        samples += [Float](repeating: 0, count: count)
    }

    private mutating func soften(_ range: Range<Int>) {
        let length = min(Self.fade, range.count / 2)
        for step in 0..<length {
            let weight = (Float(step) + 0.5) / Float(length)
            samples[range.lowerBound + step] *= weight
            samples[range.upperBound - 1 - step] *= weight
        }
    }

    /// Notes signs' times; a stress mark's time goes to the sound it stands before.
    private mutating func note(_ signs: ArraySlice<PlacedPhoneme>, _ times: ArraySlice<Range<Int>>, offset: Int) {
        var begin: Int?
        for (sign, time) in zip(signs, times) {
            let start = begin ?? time.lowerBound + offset
            let end = time.upperBound + offset
            if let source = sign.source {
                let span = spans[source] ?? start..<end
                spans[source] = min(span.lowerBound, start)..<max(span.upperBound, end)
            }
            if sign.sign == PhonemeAlphabet.primary || sign.sign == PhonemeAlphabet.secondary {
                begin = start
                continue
            }
            begin = nil
            note(sign.source == nil ? String(sign.sign) : PhonemeAlphabet.ipa(sign.sign), start, end)
        }
    }

    private mutating func note(_ symbol: String, _ start: Int, _ end: Int) {
        guard start < end else { return }
        phonemes.append(TimedPhoneme(symbol: symbol.isEmpty ? " " : symbol, start: start, end: end))
    }
}
