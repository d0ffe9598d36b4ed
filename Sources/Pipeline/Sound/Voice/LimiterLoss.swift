internal import Loudness

/// How much louder an utterance must be so that it has its loudness after the limiter.
///
/// Peaky voices lose a decibel or two there. The film's meter notices in time, but a film of one sentence has no later:
/// so the first sentences are limited once beforehand, on their own, and measured.
enum LimiterLoss {
    /// dB to add, 0...8.
    ///
    /// - Parameters:
    ///   - samples: Mono at 48 kHz.
    ///   - gain: What they will be raised by, in dB.
    /// - Returns: The make-up gain; 0 for silence.
    /// - Throws: A `FilmError` when memory is short.
    static func makeUp(for samples: [Float], gain: Double) throws -> Double {
        guard let wanted = try loudness(of: samples, gain: gain, limited: false) else { return 0 }
        var added = 0.0
        for _ in 0..<3 {
            guard let reached = try loudness(of: samples, gain: gain + added, limited: true) else { break }
            added = (added + wanted - reached).clamped(to: 0...8)
        }
        return added
    }

    private static func loudness(of samples: [Float], gain: Double, limited: Bool) throws -> Double? {
        let meter = try LoudnessMeter(channels: 1, sampleRate: SoundFormat.sampleRate)
        var limiter = Limiter()
        let factor = Float(amplitude(gain))
        let margin = SoundFormat.sampleRate / 5
        var start = -margin
        while start < samples.count + margin {
            let mono = (start..<start + SoundFormat.hop).map { samples.indices.contains($0) ? samples[$0] * factor : 0 }
            let hop =
                limited
                ? limiter.process(StereoBlock(left: mono, right: mono), ceiling: SoundFormat.speechCeiling).left : mono
            meter.add(hop.span)
            start += SoundFormat.hop
        }
        return meter.integrated
    }
}
