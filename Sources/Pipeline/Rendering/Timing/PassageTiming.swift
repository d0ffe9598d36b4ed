package import Film

/// Where a passage's sentences sound and where its scenes are cut, relative to the passage's first frame.
///
/// It depends on nothing outside the passage, so that a scene keeps its frames, and its cached bitstream, when scenes
/// before it change. Positions are samples at ``sampleRate``; scene boundaries lie on frames.
package struct PassageTiming: Sendable, Equatable {
    /// The film's audio rate; every position counts in it.
    package static let sampleRate = 48_000

    /// A word and when it sounds, from the passage's start.
    package struct Word: Sendable, Equatable {
        /// The word as displayed.
        package let text: String
        /// First sample.
        package let start: Int
        /// One past the last sample.
        package let end: Int
        /// Index of the sentence it belongs to.
        package let sentence: Int
    }

    /// First sample of each sentence.
    package let sentenceStarts: [Int]
    /// Every word with its time, in order.
    package let words: [Word]
    /// Frames of each scene, at least one each.
    package let frames: [Int]

    /// Frames of the whole passage.
    package var totalFrames: Int { frames.reduce(0, +) }

    /// Silences around words, in milliseconds (`look.md`, Rhythm and Sound).
    package enum Silence {
        /// A cut comes this long before the next word.
        package static let beforeWord = 80
        /// A cut inside a sentence comes this long before the next word.
        package static let insideSentence = 60
        /// The film's first word comes this long after its first frame.
        package static let opening = 400
        /// Between two sentences of one scene.
        package static let betweenSentences = 320
    }

    /// Lays a passage out.
    ///
    /// - Parameters:
    ///   - passage: The scenes and their sentences.
    ///   - narrations: One per sentence, in order.
    ///   - frameRate: The film's.
    ///   - opens: Whether this is the film's first passage, whose first word waits a little longer.
    /// - Complexity: O(words + scenes).
    package init(_ passage: Passage, narrations: [Narration], frameRate: FrameRate, opens: Bool) {
        func samples(_ milliseconds: Int) -> Int { milliseconds * (Self.sampleRate / 1000) }
        func frame(at sample: Int) -> Int {
            sample * Int(frameRate.numerator) / (Self.sampleRate * Int(frameRate.denominator))
        }
        // A recording's stretch has its own silence before the first word, and the person's own pause at its end.
        let before = passage.recording == nil ? Silence.beforeWord : 0
        var cursor = samples(opens ? Silence.opening - Silence.beforeWord + before : before)
        var starts: [Int] = []
        var words: [Word] = []
        for (index, narration) in narrations.enumerated() {
            if index > 0 { cursor += samples(Silence.betweenSentences) }
            starts.append(cursor)
            for word in narration.words {
                words.append(
                    Word(
                        text: word.text, start: cursor + word.start * Self.sampleRate / narration.sampleRate,
                        end: cursor + word.end * Self.sampleRate / narration.sampleRate, sentence: index))
            }
            cursor += narration.samples.count * Self.sampleRate / narration.sampleRate
        }

        // Cuts between the passage's scenes: just before the first word of each later scene.
        var cuts = [0]
        let onsets = Self.onsets(of: passage, narrations: narrations, starts: starts)
        for onset in onsets.dropFirst() {
            let wanted = (onset ?? cursor) - samples(Silence.insideSentence)
            cuts.append(max(frame(at: wanted), (cuts.last ?? 0) + 1))
        }
        let last = passage.scenes.last
        let spoken = narrations.isEmpty ? 0 : cursor + samples(max((last?.pauseAfter ?? 0) - before, 0))
        let least = samples(max(last?.minimumDuration ?? 0, narrations.isEmpty ? 1000 : 0))
        let lastCut = cuts.last ?? 0
        let end = max(
            frame(at: spoken + samples(1)),
            lastCut + max(frameRate.frames(in: Double(least) / Double(Self.sampleRate)), 1))
        cuts.append(end)
        sentenceStarts = starts
        self.words = narrations.isEmpty ? Self.silentWords(last?.narration ?? "", length: least) : words
        frames = zip(cuts, cuts.dropFirst()).map { $1 - $0 }
    }

    /// Words of a film without a voice, spread over the scene by their length, so that captions can be read.
    private static func silentWords(_ text: String, length: Int) -> [Word] {
        let words = text.split(whereSeparator: \.isWhitespace)
        let margin = sampleRate / 4
        let total = words.reduce(0) { $0 + $1.count + 1 }
        guard total > 0, length > 3 * margin else { return [] }
        var before = 0
        return words.map { word in
            let start = margin + (length - 2 * margin) * before / total
            before += word.count + 1
            return Word(
                text: String(word), start: start, end: margin + (length - 2 * margin) * before / total, sentence: 0)
        }
    }

    /// The onset of each scene's first sounding word; `nil` for a scene in which nothing sounds.
    private static func onsets(of passage: Passage, narrations: [Narration], starts: [Int]) -> [Int?] {
        // Words are counted as displayed: a scene's own words are the next so many of the passage's.
        var sounding: [(index: Int, start: Int)] = []
        var base = 0
        for (sentence, narration) in narrations.enumerated() {
            for word in narration.words {
                sounding.append(
                    (base + word.index, starts[sentence] + word.start * sampleRate / narration.sampleRate))
            }
            base += wordCount(passage.sentences[sentence])
        }
        var first = 0
        var cursor = sounding.startIndex
        return passage.scenes.map { scene in
            let end = first + wordCount(scene.narration)
            defer { first = end }
            while cursor < sounding.endIndex, sounding[cursor].index < first { cursor += 1 }
            guard cursor < sounding.endIndex, sounding[cursor].index < end else { return nil }
            return sounding[cursor].start
        }
    }

    private static func wordCount(_ text: String) -> Int { text.split(whereSeparator: \.isWhitespace).count }
}
