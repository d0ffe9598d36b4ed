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
        /// Whether it seems to be left out.
        package var isMissing: Bool
    }

    /// A place for each utterance, in order.
    package let places: [Place]
    /// The mean of all utterances' likeness, each with the weight of its length.
    package let likeness: Float
    /// The part of all words that is found and sounds like them.
    package let share: Double

    /// Whether the recording is of these words, as far as can be told.
    package var isOfTheseWords: Bool {
        likeness <= (places.count > 1 ? Self.leastLike : Self.leastLikeAlone) && share >= Self.leastShare
    }

    /// A recording with less than this part of the words is taken for another.
    private static let leastShare = 0.6
    /// A recording whose ``likeness`` is above this has other words.
    ///
    /// A person's sentences against the same words of a voice came to 0.85 to 0.94, and 0.91 together; against others,
    /// to 0.93 to 1.03 and 0.99 together.
    private static let leastLike: Float = 0.955
    /// A single utterance is more uncertain.
    private static let leastLikeAlone: Float = 0.97

    /// A stretch much shorter than the recording's pace lets expect holds another's remains.
    private static let missingShare = 0.4
    /// The pause that is thought between two utterances, in frames.
    private static let pause = 30
    /// How far around a boundary the true pause is looked for, in frames.
    private static let search = 35
    /// A shorter quiet stretch is a stop consonant, in frames.
    private static let shortestPause = 8
    /// Less speech between two utterances is an inexact match, in frames.
    private static let shortestAside = 70

    /// Finds the utterances.
    ///
    /// - Parameters:
    ///   - models: Each utterance, spoken by a voice that knows when; none of them without words.
    ///   - recording: What was measured of the recording.
    /// - Complexity: O(length) beyond some 36 million steps.
    package init(_ models: [Narration], in recording: RecordingMeasures) {
        let sound = recording.features
        let measured = models.map { SpeechFeatures.measures(of: $0.samples, sampleRate: $0.sampleRate) }
        var spoken = SpeechFeatures.Measures()
        var starts: [Double] = []
        var joints: [Int] = []
        for part in measured {
            joints.append(spoken.levels.count + Self.pause / 2)
            spoken.pause(Self.pause)
            starts.append(Double(spoken.levels.count) / Double(SpeechFeatures.rate))
            spoken.append(part)
        }
        joints.append(spoken.levels.count + Self.pause / 2)
        spoken.pause(Self.pause)
        let map = TimeMap(SpeechFeatures(spoken), sound, joints: joints)
        let leftOut = zip(joints, joints.dropFirst()).map { map.share(leftOutOf: $0..<$1) > 0.5 }
        var places = models.indices.map { index -> Place in
            let (model, start) = (models[index], starts[index])
            let times = model.words.map { word in
                let rate = Double(model.sampleRate)
                return map.range(of: start + Double(word.start) / rate, start + Double(word.end) / rate)
            }
            let first = times.first?.lowerBound ?? 0
            return Place(
                speech: first..<max(times.last?.upperBound ?? first, first), onsets: times.map(\.lowerBound),
                likeness: 1, isMissing: leftOut[index])
        }
        Self.settle(&places, sound)
        Self.judge(&places, models)
        var sum: Float = 0
        var weight: Float = 0
        for index in places.indices where !places[index].isMissing {
            let speech = places[index].speech
            let low = min(Int(speech.lowerBound * Double(SpeechFeatures.rate)), sound.frames.count)
            let high = min(Int(speech.upperBound * Double(SpeechFeatures.rate)), sound.frames.count)
            places[index].likeness = Self.likeness(of: measured[index], sound.part(low..<max(high, low)))
            sum += places[index].likeness * Float(high - low)
            weight += Float(high - low)
        }
        self.places = places
        likeness = weight > 0 ? sum / weight : 1
        let found = zip(models, places).reduce(0) { sum, pair in
            pair.1.isMissing || pair.1.likeness > Self.leastLikeAlone ? sum : sum + pair.0.words.count
        }
        share = Double(found) / Double(max(models.reduce(0) { $0 + $1.words.count }, 1))
    }

    /// How much nearer a sound is to words than to the same words backwards.
    private static func likeness(of words: SpeechFeatures.Measures, _ sound: SpeechFeatures) -> Float {
        guard !sound.frames.isEmpty, !words.levels.isEmpty else { return 1 }
        let forwards = TimeWarp(SpeechFeatures(words), sound).distance
        let backwards = TimeWarp(SpeechFeatures(words.reversed), sound).distance
        return backwards > 0 ? forwards / backwards : 1
    }

    /// Moves boundaries into the pauses that are truly there.
    private static func settle(_ places: inout [Place], _ sound: SpeechFeatures) {
        let pauses = sound.pauses(ofAtLeast: shortestPause)
        func seconds(_ frame: Int) -> Double { Double(frame) / Double(SpeechFeatures.rate) }
        func frame(_ seconds: Double) -> Int { Int(seconds * Double(SpeechFeatures.rate)) }
        func longestPause(_ low: Int, _ high: Int) -> Range<Double>? {
            pauses.filter { $0.upperBound > low && $0.lowerBound < high }.max { $0.count < $1.count }
                .map { seconds($0.lowerBound)..<seconds($0.upperBound) }
        }
        let present = places.indices.filter { !places[$0].isMissing }
        if let first = present.first, let last = present.last {
            // Whoever begins to read, or stops, is quiet before and after.
            let (start, end) = (frame(places[first].speech.lowerBound), frame(places[last].speech.upperBound))
            let quiet = pauses.last { $0.upperBound > start - 2 * search && $0.upperBound <= start }
            places[first].speech = seconds(quiet?.upperBound ?? start)..<places[first].speech.upperBound
            let still = pauses.first { $0.lowerBound < end + 2 * search && $0.lowerBound >= end }
            let low = places[last].speech.lowerBound
            places[last].speech = low..<max(seconds(still?.lowerBound ?? end), low)
        }
        for (earlier, index) in zip(present, present.dropFirst()) {
            let (before, after) = (places[earlier].speech, places[index].speech)
            let (end, start) = (frame(before.upperBound), frame(after.lowerBound))
            let low = max(end - search, frame(places[earlier].onsets.last ?? before.lowerBound))
            let aside = end < start ? sound.isQuiet[end..<start].count { !$0 } : 0
            var ends = longestPause(low, start + search)
            var starts = ends
            if aside > shortestAside {
                // Somebody says something else in between, with a pause on either side.
                ends = longestPause(low, end + search)
                starts = longestPause(start - search, start + search)
            }
            let middle = (before.upperBound + after.lowerBound) / 2
            let newEnd = max(ends?.lowerBound ?? middle, before.lowerBound)
            let newStart = max(starts?.upperBound ?? middle, newEnd)
            places[earlier].speech = before.lowerBound..<newEnd
            places[index].speech = newStart..<max(after.upperBound, newStart)
        }
    }

    private static func judge(_ places: inout [Place], _ models: [Narration]) {
        let shares = zip(places, models).map { place, model in
            let length = Double(model.samples.count) / Double(model.sampleRate)
            return (place.speech.upperBound - place.speech.lowerBound) / max(length, 0.1)
        }
        let present = places.indices.filter { !places[$0].isMissing }.map { shares[$0] }.sorted()
        guard !present.isEmpty else { return }
        let pace = present[present.count / 2]
        for index in places.indices where shares[index] < missingShare * pace { places[index].isMissing = true }
    }
}

/// What a recording sounds like; see ``RecordingMeter``.
package struct RecordingMeasures: Sendable {
    /// Its length in seconds.
    package let seconds: Double
    fileprivate let features: SpeechFeatures

    /// Seconds in which somebody speaks, pauses between sentences left out.
    package var spokenSeconds: Double {
        let pauses = features.pauses(ofAtLeast: SpeechFeatures.rate / 4)
        let frames = pauses.reduce(features.frames.count) { $0 - $1.count }
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
        RecordingMeasures(seconds: seconds, features: SpeechFeatures(meter.finish()))
    }
}
