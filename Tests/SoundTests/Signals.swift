import Film
import Loudness

@testable import Sound

/// Sounds made by arithmetic, so that tests know what is in them.
enum Signals {
    /// A sine on both sides.
    static func tone(_ hertz: Double, seconds: Double, amplitude: Double = 0.25) -> StereoBlock {
        let samples = sine(hertz, seconds: seconds, rate: 48_000, amplitude: amplitude)
        return StereoBlock(left: samples, right: samples)
    }

    /// A sine on one channel.
    static func sine(_ hertz: Double, seconds: Double, rate: Int, amplitude: Double) -> [Float] {
        (0..<Int(seconds * Double(rate))).map {
            Float(amplitude * Elementary.sin(2 * .pi * hertz * Double($0) / Double(rate)))
        }
    }

    /// Something with the shape of speech: buzzing syllables, four a second, with a little breath.
    static func babble(seconds: Double, rate: Int = 24_000, level: Double = 0.3, seed: UInt64 = 1) -> [Float] {
        var random = SeededRandom(seed: seed)
        var low = 0.0
        return (0..<Int(seconds * Double(rate))).map { index in
            let time = Double(index) / Double(rate)
            let syllable = 0.2 + 0.8 * smoothStep(0.5 + Elementary.sin(2 * .pi * 4 * time))
            let phase = (time * 118).truncatingRemainder(dividingBy: 1)
            let pulse = Elementary.exp(-phase * 4) * Elementary.cos(2 * .pi * phase * 4)
            low += 0.3 * (Double.random(in: -1...1, using: &random) - low)
            return Float(level * syllable * (pulse + 0.3 * low))
        }
    }

    /// A narration of babble, or of anything else, whose words are given in seconds.
    static func narration(
        _ samples: [Float], rate: Int = 24_000, words: [ClosedRange<Double>] = []
    ) -> Narration {
        let timed = words.enumerated().map { index, span in
            TimedWord(
                text: "word", index: index, start: Int(span.lowerBound * Double(rate)),
                end: Int(span.upperBound * Double(rate)))
        }
        return Narration(sampleRate: rate, samples: samples, words: timed, phonemes: [])
    }

    /// Four-beat bars at 120 bpm: a chord that changes every bar (eight in a cycle), a ticking beat, and an outro that
    /// dies away over the last bars.
    static func song(bars: Int, outro: Int) -> StereoBlock {
        let beat = 24_000
        var left: [Float] = []
        let roots = [220.0, 174.6, 261.6, 196, 220, 146.8, 174.6, 329.6]
        for bar in 0..<bars + outro {
            for index in 0..<4 * beat {
                let time = Double(index) / 48_000
                let root = roots[bar % 8]
                let chord = [1, 1.25, 1.5].map { Elementary.sin(2 * .pi * root * $0 * time) }.reduce(0, +) / 3
                let tick = Elementary.exp(-Double(index % beat) / 1200) * Elementary.sin(2 * .pi * 1800 * time)
                let fading = bar < bars ? 1 : Elementary.exp(-Double((bar - bars) * 4 * beat + index) / 60_000)
                left.append(Float((0.2 * chord + 0.2 * tick) * fading))
            }
        }
        return StereoBlock(left: left, right: left)
    }
}

/// Music out of an array.
final class ArrayMusic: MusicSource {
    private let block: StereoBlock
    private var position = 0
    /// How often it was read from the start.
    private(set) var rewinds = 0

    init(_ block: StereoBlock) { self.block = block }

    func read(_ frames: Int) -> StereoBlock {
        let end = min(position + frames, block.count)
        defer { position = end }
        return StereoBlock(left: Array(block.left[position..<end]), right: Array(block.right[position..<end]))
    }

    func rewind() {
        position = 0
        rewinds += 1
    }

    /// A measured track.
    static func track(_ block: StereoBlock, tempo: Double? = nil) throws -> MusicTrack {
        let source = ArrayMusic(block)
        return MusicTrack(source: source, loudness: try TrackLoudness.measure(source), tempo: tempo)
    }
}
