package import Film

/// Where in one long recording each of several utterances is spoken.
package struct SpokenPlaces: Sendable {
    /// One utterance's place, in seconds.
    package struct Place: Sendable, Equatable {
        /// From its first sound to its last.
        package var speech: Range<Double>
        /// Where each of its words begins.
        package var onsets: [Double]
        /// How like its words it sounds: the distance from them over that from the same words played backwards, about
        /// 1 for other words, below 0.95 for most sentences that are the same.
        package var likeness: Float
        /// Whether it seems to be left out: what is there is far too short.
        package var isMissing: Bool
    }

    /// A place for each utterance, in order.
    package let places: [Place]
    /// The mean of all utterances' likeness, each with the weight of its length.
    package let likeness: Float

    /// A recording whose ``likeness`` is above this has other words. A person's sentences against the same words of a
    /// voice came to 0.85 to 0.94, and 0.91 together; against others, to 0.93 to 1.03 and 0.99 together.
    package static let leastLike: Float = 0.955
    /// A single utterance is more uncertain.
    package static let leastLikeAlone: Float = 0.97

    /// A stretch much shorter than the recording's pace lets expect holds another's remains.
    private static let missingShare = 0.4
    /// The pause that is thought between two utterances, in frames.
    private static let pause = 30
    /// How far around a boundary the true pause is looked for, in frames.
    private static let search = 35
    /// A shorter quiet stretch is a stop consonant, in frames.
    private static let shortestPause = 8

    /// Finds the utterances.
    ///
    /// - Parameters:
    ///   - models: Each utterance, spoken by a voice that knows when; none of them without words.
    ///   - recording: What was measured of the recording.
    /// - Complexity: O(length) beyond some 36 million steps.
    package init(_ models: [Narration], in recording: RecordingMeasures) {
        let sound = SpeechFeatures(recording.measures)
        let measured = models.map { SpeechFeatures.measures(of: $0.samples, sampleRate: $0.sampleRate) }
        var spoken = SpeechFeatures.Measures()
        var starts: [Double] = []
        for part in measured {
            spoken.pause(Self.pause)
            starts.append(Double(spoken.levels.count) / Double(SpeechFeatures.rate))
            spoken.append(part)
        }
        spoken.pause(Self.pause)
        let map = TimeMap(SpeechFeatures(spoken), sound)
        var places = zip(models, starts).map { model, start -> Place in
            let times = model.words.map { word in
                let rate = Double(model.sampleRate)
                return map.range(of: start + Double(word.start) / rate, start + Double(word.end) / rate)
            }
            let first = times.first?.lowerBound ?? 0
            return Place(
                speech: first..<max(times.last?.upperBound ?? first, first), onsets: times.map(\.lowerBound),
                likeness: 1, isMissing: false)
        }
        Self.settle(&places, pauses: sound.pauses(ofAtLeast: Self.shortestPause))
        Self.judge(&places, models)
        var sum: Float = 0
        var weight: Float = 0
        for index in places.indices {
            let speech = places[index].speech
            let low = min(Int(speech.lowerBound * Double(SpeechFeatures.rate)), sound.frames.count)
            let high = min(Int(speech.upperBound * Double(SpeechFeatures.rate)), sound.frames.count)
            places[index].likeness = Self.likeness(of: measured[index], sound.part(low..<max(high, low)))
            sum += places[index].likeness * Float(high - low)
            weight += Float(high - low)
        }
        self.places = places
        likeness = weight > 0 ? sum / weight : 1
    }

    /// How much nearer a sound is to words than to the same words backwards.
    private static func likeness(of words: SpeechFeatures.Measures, _ sound: SpeechFeatures) -> Float {
        guard !sound.frames.isEmpty, !words.levels.isEmpty else { return 1 }
        let forwards = TimeWarp(SpeechFeatures(words), sound).distance
        let backwards = TimeWarp(SpeechFeatures(words.reversed), sound).distance
        return backwards > 0 ? forwards / backwards : 1
    }

    /// Moves boundaries into the pauses that are truly there.
    private static func settle(_ places: inout [Place], pauses: [Range<Int>]) {
        func seconds(_ frame: Int) -> Double { Double(frame) / Double(SpeechFeatures.rate) }
        func frame(_ seconds: Double) -> Int { Int(seconds * Double(SpeechFeatures.rate)) }
        for index in places.indices.dropFirst() {
            let (before, after) = (places[index - 1], places[index])
            let low = max(frame(before.speech.upperBound) - search, frame(before.onsets.last ?? 0))
            let high = frame(after.speech.lowerBound) + search
            let near = pauses.filter { $0.upperBound > low && $0.lowerBound < high }
            let best = near.max { $0.count < $1.count }
            let end =
                best.map { seconds($0.lowerBound) }
                ?? (before.speech.upperBound + after.speech.lowerBound) / 2
            let start = max(best.map { seconds($0.upperBound) } ?? end, end)
            places[index - 1].speech = before.speech.lowerBound..<max(end, before.speech.lowerBound)
            places[index].speech = start..<max(after.speech.upperBound, start)
        }
    }

    private static func judge(_ places: inout [Place], _ models: [Narration]) {
        let shares = zip(places, models).map { place, model in
            let length = Double(model.samples.count) / Double(model.sampleRate)
            return (place.speech.upperBound - place.speech.lowerBound) / max(length, 0.1)
        }
        let pace = shares.sorted()[shares.count / 2]
        for index in places.indices { places[index].isMissing = shares[index] < missingShare * pace }
    }
}

/// What a recording sounds like; see ``RecordingMeter``.
package struct RecordingMeasures: Sendable {
    /// Its length in seconds.
    package let seconds: Double
    fileprivate let measures: SpeechFeatures.Measures

    /// Seconds in which somebody speaks, pauses between sentences left out.
    package var spokenSeconds: Double {
        let pauses = SpeechFeatures(measures).pauses(ofAtLeast: SpeechFeatures.rate / 4)
        let frames = pauses.reduce(measures.levels.count) { $0 - $1.count }
        return Double(frames) / Double(SpeechFeatures.rate)
    }
}

/// Listens to a recording block by block, so that an hour of it need not be held.
package struct RecordingMeter {
    private var meter: SpeechMeter
    private let sampleRate: Int
    private var samples = 0

    /// Begins a recording.
    ///
    /// - Parameter sampleRate: Samples a second, at least 8 000.
    package init(sampleRate: Int) {
        self.sampleRate = sampleRate
        meter = SpeechMeter(sampleRate: sampleRate)
    }

    /// Seconds taken in.
    package var seconds: Double { Double(samples) / Double(sampleRate) }

    /// Takes in the next samples, mono.
    package mutating func add(_ block: [Float]) {
        meter.add(block)
        samples += block.count
    }

    /// Ends the recording.
    ///
    /// - Returns: What it sounds like.
    package mutating func finish() -> RecordingMeasures {
        RecordingMeasures(seconds: seconds, measures: meter.finish())
    }
}
