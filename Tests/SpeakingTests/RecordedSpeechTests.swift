import Film
import FoundationEssentials
import Platform
import TestSupport
import Testing

@testable import Speaking

/// A person's reading against what is known of it: PocketSphinx, which has models of its own, says when each word sounds,
/// and how the reading was put together says where each sentence lies.
@Suite struct `A person's recording` {
    /// What is said otherwise.
    private static let others = [
        "The river carries the light of a hundred cities, and every bridge tells a different story.",
        "In the morning, boats slide under the arches.",
        "Nobody in the village remembered who had planted the old tree. Children climbed it.",
        "About six hundred million people watched two men walk on the Moon.",
        "The ticket costs nine dollars and ninety-nine cents.",
    ]

    private func models(_ texts: [String]) async throws -> [Narration] {
        let engine = try Studio.ready()
        var models: [Narration] = []
        for text in texts { models.append(try await engine.speak(text, voice: Studio.heart, seed: 1)) }
        return models
    }

    @Test func `has its words where an independent aligner hears them`() async throws {
        let items = try Reading.sentences.map { sentence in
            let words = sentence.text.replacing("Mr.", with: "mister").lowercased()
            return Studio.Recording(wav: try sentence.path, align: words.filter { $0.isLetter || $0 == " " })
        }
        let answers = try await Studio.listen(items)
        var off: [Double] = []
        for (index, model) in try await models(Reading.sentences.map(\.text)).enumerated() {
            let samples = try Reading.sentences[index].samples
            let found = RecordedSpeech.narration(samples, sampleRate: Reading.sampleRate, like: model)
            #expect(found.samples == samples && found.words.map(\.text) == model.words.map(\.text))
            #expect(zip(found.words, found.words.dropFirst()).allSatisfy { $0.end <= $1.start })
            #expect(found.words.allSatisfy { $0.start < $0.end && $0.end <= samples.count })
            #expect(found.phonemes.count == model.phonemes.count)
            let aligned = answers[index].aligned
            try #require(aligned.count == found.words.count)
            off += zip(found.words, aligned).map { abs(Double($0.start) / Double(Reading.sampleRate) - $1.start) }
        }
        off.sort()
        print(
            "a person's words against PocketSphinx: median \(off[off.count / 2]) s, 90 % \(off[off.count * 9 / 10]) s")
        #expect(off.count >= 50 && off[off.count / 2] <= 0.035 && off[off.count * 9 / 10] <= 0.16)
    }

    @Test(arguments: [0.02, 0.3, 1, 4]) func `has its sentences where they were put`(pause: Double) async throws {
        var meter = RecordingMeter(sampleRate: Reading.sampleRate)
        let bounds = try Reading.play(pause: pause, lead: 2) { meter.add($0) }
        let found = SpokenPlaces(try await models(Reading.sentences.map(\.text)), in: meter.finish())
        #expect(found.isOfTheseWords)
        for (place, bound) in zip(found.places, bounds) {
            #expect(!place.isMissing)
            #expect(
                bound.lowerBound - 0.1 <= place.speech.lowerBound && place.speech.upperBound <= bound.upperBound + 0.1)
            // Each reading has up to a third of a second of silence at its ends.
            #expect(place.speech.upperBound - place.speech.lowerBound >= (bound.upperBound - bound.lowerBound) - 0.8)
        }
    }

    @Test func `of other words is not taken for these`() async throws {
        var meter = RecordingMeter(sampleRate: Reading.sampleRate)
        _ = try Reading.play(pause: 0.4, lead: 1) { meter.add($0) }
        let heard = meter.finish()
        #expect(!SpokenPlaces(try await models(Self.others), in: heard).isOfTheseWords)
        let turned = Array(Reading.sentences.map(\.text).reversed())
        let found = SpokenPlaces(try await models(turned), in: heard)
        #expect(!found.isOfTheseWords)
    }

    @Test(arguments: [0, 1, 3, 4]) func `that leaves a sentence out has the others`(missing: Int) async throws {
        var meter = RecordingMeter(sampleRate: Reading.sampleRate)
        var bounds = try Reading.play(pause: 0.4, lead: 1, leavingOut: missing) { meter.add($0) }
        bounds.insert(0..<0, at: missing)
        let found = SpokenPlaces(try await models(Reading.sentences.map(\.text)), in: meter.finish())
        #expect(found.isOfTheseWords)
        #expect(found.places.map(\.isMissing) == (0..<5).map { $0 == missing })
        for (index, place) in found.places.enumerated() where index != missing {
            #expect(abs(place.speech.lowerBound - bounds[index].lowerBound) < 0.5)
            #expect(abs(place.speech.upperBound - bounds[index].upperBound) < 0.6)
        }
    }

    // Without its third sentence the reading has “ill disposed” twice, and the second passes for the first.
    @Test(arguments: [0, 1, 3, 4]) func `may say a sentence too many`(extra: Int) async throws {
        var texts = Reading.sentences.map(\.text)
        var meter = RecordingMeter(sampleRate: Reading.sampleRate)
        var bounds = try Reading.play(pause: 0.4, lead: 1) { meter.add($0) }
        texts.remove(at: extra)
        bounds.remove(at: extra)
        let found = SpokenPlaces(try await models(texts), in: meter.finish())
        #expect(found.isOfTheseWords)
        for (place, bound) in zip(found.places, bounds) {
            #expect(!place.isMissing)
            #expect(abs(place.speech.lowerBound - bound.lowerBound) < 0.5)
            #expect(abs(place.speech.upperBound - bound.upperBound) < 0.6)
        }
    }

    @Test(arguments: UInt64(0)..<40) func `may be anything at all`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        func sound(_ seconds: ClosedRange<Double>) -> [Float] {
            var samples: [Float] = []
            let length = Int(Double.random(in: seconds, using: &random) * 8_000)
            while samples.count < length {
                let level = [0, 0, 0.001, 0.3, 1, .infinity, .nan].randomElement(using: &random) ?? 0
                for _ in 0..<Int.random(in: 1...4_000, using: &random) {
                    samples.append(Float.random(in: -1...1, using: &random) * Float(level))
                }
            }
            return Array(samples.prefix(length))
        }
        let models = (0..<Int.random(in: 1...6, using: &random)).map { _ -> Narration in
            let samples = sound(0.01...2)
            let count = Int.random(in: 1...6, using: &random)
            let edges = (0...count).map { $0 * samples.count / count }
            let words = (0..<count).map { TimedWord(text: "w", index: $0, start: edges[$0], end: edges[$0 + 1]) }
            return Narration(sampleRate: 8_000, samples: samples, words: words, phonemes: [])
        }
        let recording = sound(0...6)
        var meter = RecordingMeter(sampleRate: 8_000)
        meter.add(recording)
        let found = SpokenPlaces(models, in: meter.finish())
        let end = Double(recording.count) / 8_000 + 0.05
        #expect(found.places.count == models.count)
        #expect(found.places.allSatisfy { $0.speech.lowerBound >= 0 && $0.speech.upperBound <= end })
        for model in models {
            let narration = RecordedSpeech.narration(recording, sampleRate: 8_000, like: model)
            #expect(narration.words.allSatisfy { 0 <= $0.start && $0.start <= $0.end && $0.end <= recording.count })
        }
    }

    @Test func `loses the silence around it`() throws {
        let samples = try Reading.sentences[1].samples
        let silence = [Float](repeating: 0, count: Reading.sampleRate * 2)
        let whole = silence + samples + silence
        let trimmed = RecordedSpeech.trimmed(whole, sampleRate: Reading.sampleRate, margin: 0.08)
        #expect(trimmed.startIndex >= silence.count - Reading.sampleRate / 10)
        #expect(trimmed.endIndex <= silence.count + samples.count + Reading.sampleRate / 10)
        #expect(trimmed.count >= samples.count - Reading.sampleRate * 6 / 10)
        #expect(RecordedSpeech.trimmed(silence, sampleRate: Reading.sampleRate, margin: 0.08).count == silence.count)
        #expect(RecordedSpeech.trimmed([], sampleRate: Reading.sampleRate, margin: 0.08).isEmpty)
    }

    @Test func `sounds the same however it is cut into blocks`() throws {
        let samples = try Reading.sentences[0].samples
        let whole = SpeechFeatures.measures(of: samples, sampleRate: Reading.sampleRate)
        var random = SeededRandom(seed: 4)
        var meter = SpeechMeter(sampleRate: Reading.sampleRate)
        var rest = samples[...]
        while !rest.isEmpty {
            let block = rest.prefix(Int.random(in: 1...9_000, using: &random))
            meter.add(Array(block))
            rest = rest.dropFirst(block.count)
        }
        let pieces = meter.finish()
        #expect(pieces.levels == whole.levels && pieces.cepstra == whole.cepstra)
        #expect(pieces.levels.count == (samples.count * 100 + Reading.sampleRate - 1) / Reading.sampleRate)
    }
}

@Suite struct `A match in time` {
    private func features(_ count: Int, seed: UInt64, stretch: Double = 1) -> SpeechFeatures {
        var measures = SpeechFeatures.Measures()
        for index in 0..<Int(Double(count) * stretch) {
            var random = SeededRandom(seed: seed, for: "\(Int(Double(index) / stretch) / 5)")
            var frame = SpeechFeatures.Frame()
            for lane in 0..<12 { frame[lane] = Float.random(in: -1...1, using: &random) }
            measures.cepstra.append(frame)
            measures.levels.append(Float.random(in: -20...0, using: &random))
        }
        return SpeechFeatures(measures)
    }

    @Test(arguments: [1, 2, 7, 300, 13_000]) func `of a sound with itself is even`(count: Int) {
        let sound = features(count, seed: 1)
        let warp = TimeWarp(sound, sound)
        #expect(warp.distance == 0)
        // Frames that are alike may stand for one another.
        #expect(warp.match.enumerated().allSatisfy { abs($1.lowerBound - $0) <= 5 && abs($1.upperBound - $0) <= 5 })
    }

    @Test(arguments: [(40, 0.5), (500, 1.7), (9_000, 1.3), (9_000, 0.6)])
    func `follows a sound that is slower or faster`(count: Int, stretch: Double) {
        let warp = TimeWarp(features(count, seed: 2), features(count, seed: 2, stretch: stretch))
        for (index, place) in warp.match.enumerated() {
            #expect(abs(Double(place.lowerBound) - Double(index) * stretch) <= 8 * max(stretch, 1) + 8)
        }
    }

    @Test(arguments: [(1, 1), (1, 50), (50, 1), (3, 4_000), (7_000, 3), (6_001, 6_001)])
    func `leads from end to end, forward only`(first: Int, second: Int) {
        let warp = TimeWarp(features(first, seed: 3), features(second, seed: 4))
        #expect(warp.match.count == first)
        #expect(warp.match.first?.lowerBound == 0 && warp.match.last?.upperBound == second - 1)
        #expect(
            zip(warp.match, warp.match.dropFirst()).allSatisfy {
                $0.upperBound <= $1.lowerBound && $1.lowerBound <= $0.upperBound + 1
            })
        #expect(warp.distance.isFinite)
    }
}
