/// One utterance as spoken: samples and the exact time of every word and phoneme in them.
package struct Narration: Sendable, Codable, Equatable {
    /// Samples per second.
    package var sampleRate: Int
    /// Mono, −1...1.
    package var samples: [Float]
    /// The words as displayed, in order.
    package var words: [TimedWord]
    /// The phonemes, in order, touching one another.
    package var phonemes: [TimedPhoneme]

    /// Makes a narration.
    package init(sampleRate: Int, samples: [Float], words: [TimedWord], phonemes: [TimedPhoneme]) {
        self.sampleRate = sampleRate
        self.samples = samples
        self.words = words
        self.phonemes = phonemes
    }
}

/// A word of the displayed text ("$5", "e.g.", "well-known") and when it sounds.
package struct TimedWord: Sendable, Codable, Equatable {
    /// The word as it stands in the text, punctuation included ("river,").
    package var text: String
    /// Index of the word among the whitespace-separated words of the utterance's text.
    package var index: Int
    /// First sample of the sound.
    package var start: Int
    /// One past the last sample of the sound.
    package var end: Int

    /// Makes a timed word.
    package init(text: String, index: Int, start: Int, end: Int) {
        self.text = text
        self.index = index
        self.start = start
        self.end = end
    }
}

/// A speech sound in IPA and when it sounds.
package struct TimedPhoneme: Sendable, Codable, Equatable {
    /// IPA as the engine names it; a space or punctuation mark is silence.
    package var symbol: String
    /// First sample.
    package var start: Int
    /// One past the last sample.
    package var end: Int

    /// Makes a timed phoneme.
    package init(symbol: String, start: Int, end: Int) {
        self.symbol = symbol
        self.start = start
        self.end = end
    }
}
