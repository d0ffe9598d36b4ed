internal import Loudness

/// Brings each utterance to the target and keeps a little of what sets one sentence apart from the next.
///
/// The voice's own level is a running mean over about 30 s of speech. A sentence that differs from it keeps half of the
/// difference and at most 1.5 LU, so that an aside stays an aside. One that differs by more than 6 LU is another
/// narrator or another microphone: the mean begins anew with it.
struct SpeechLevel {
    private var power = 0.0
    private var weight = 0.0

    /// The gain in dB that brings an utterance of this loudness (LUFS; `nil` is silence) to `target` LUFS.
    mutating func gain(loudness: Double?, seconds: Double, target: Double) -> Double {
        guard let loudness else { return 0 }
        if weight > 0, abs(loudness - 10 * Elementary.log10(power / weight)) > 6 {
            power = 0
            weight = 0
        }
        let memory = Elementary.exp(-seconds / 30)
        power = power * memory + Elementary.pow(10, loudness / 10) * seconds
        weight = weight * memory + seconds
        let voice = 10 * Elementary.log10(power / weight)
        let kept = ((loudness - voice) / 2).clamped(to: -1.5...1.5)
        return (target + kept - loudness).clamped(to: -30...36)
    }
}
