internal import Film
internal import Loudness

/// What happens to one utterance before it is mixed: high-pass at 70 Hz, 10 ms fades, 48 kHz.
///
/// There is no other colouring.
final class VoiceChain {
    /// Fade at both ends, in seconds.
    private static let fade = 0.01
    /// Silence added on both sides for measuring: about what stands between sentences, so that the blocks that
    /// straddle an edge count as they will count in the film.
    private static let margin = 0.2

    private var resamplers: [Int: Resampler] = [:]

    /// An utterance ready for mixing.
    struct Prepared {
        /// Mono at 48 kHz.
        let samples: [Float]
        /// Gated loudness when played on both sides, or `nil` for silence.
        let loudness: Double?
    }

    /// Prepares an utterance.
    func prepare(_ samples: [Float], sampleRate: Int) throws -> Prepared {
        var voice = samples.map { $0.isFinite ? $0 : 0 }
        HighPass(frequency: 70, sampleRate: sampleRate).apply(to: &voice)
        fadeEdges(of: &voice, over: Int(Self.fade * Double(sampleRate)))
        let meter = try LoudnessMeter(channels: 1, sampleRate: sampleRate)
        let silence = [Float](repeating: 0, count: Int(Self.margin * Double(sampleRate)))
        meter.add(silence.span)
        meter.add(voice.span)
        meter.add(silence.span)
        let resampler = resamplers[sampleRate] ?? Resampler(from: sampleRate)
        resamplers[sampleRate] = resampler
        // Two sides carry twice the energy of one: 10 log10 2.
        return Prepared(samples: resampler.resample(voice), loudness: meter.integrated.map { $0 + 3.0103 })
    }

    private func fadeEdges(of samples: inout [Float], over frames: Int) {
        let length = min(frames, samples.count / 2)
        for index in 0..<length {
            let gain = Float(smoothStep((Double(index) + 0.5) / Double(length)))
            samples[index] *= gain
            samples[samples.count - 1 - index] *= gain
        }
    }
}
