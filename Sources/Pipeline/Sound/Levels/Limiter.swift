internal import Loudness

/// Keeps the mix under the ceiling's true peak with a gain that moves too smoothly to be heard.
///
/// The gain looks 8 ms ahead: it is the least that any peak there asks for, recovers over 80 ms, and is averaged over
/// 8 ms, so that it has arrived when the peak does and never jumps. Sound leaves 10 ms (one hop) after it entered; the
/// mixer asks one hop early, so the film's sound is in time to the sample.
struct Limiter {
    private static let perHop = SoundFormat.hop / TruePeak.group
    /// Groups over which the gain is averaged: 8 ms.
    private static let reach = 24

    private let recovery = Float(1 - Elementary.exp(-Double(TruePeak.group) / (0.08 * Double(SoundFormat.sampleRate))))
    private let meter = TruePeak()
    private var pending = StereoBlock(silence: SoundFormat.hop)
    private var leftPast = [Float](repeating: 0, count: TruePeak.history)
    private var rightPast = [Float](repeating: 0, count: TruePeak.history)
    /// What each group asks for: the pending hop's, then the newest hop's.
    private var asked = [Float](repeating: 1, count: 2 * perHop)
    /// The held gain of the `reach` groups before the pending hop.
    private var held = [Float](repeating: 1, count: reach)
    private var lastHeld: Float = 1
    private var lastGain: Float = 1

    /// Takes one hop in, with the ceiling that it must keep (dBTP), and gives the hop before it out.
    mutating func process(_ hop: StereoBlock, ceiling: Double) -> StereoBlock {
        let fresh = requests(of: hop, ceiling: Float(amplitude(ceiling)))
        asked.removeFirst(Self.perHop)
        asked += fresh
        var output = pending
        pending = hop
        if asked.allSatisfy({ $0 == 1 }), held.allSatisfy({ $0 == 1 }), lastGain == 1, lastHeld == 1 { return output }
        var gains = [lastGain]
        for group in 0..<Self.perHop {
            // From this group to the last that the average will reach, and one more for the peak filter's delay.
            let least = asked[group...group + Self.reach + 2].reduce(1, min)
            lastHeld = min(least, lastHeld + (1 - lastHeld) * recovery)
            if lastHeld > 0.999_99 { lastHeld = 1 }
            held.removeFirst()
            held.append(lastHeld)
            gains.append(held.reduce(0, +) / Float(Self.reach))
        }
        lastGain = gains[Self.perHop]
        apply(gains, to: &output)
        return output
    }

    private mutating func requests(of hop: StereoBlock, ceiling: Float) -> [Float] {
        var peaks = [Float](repeating: 0, count: Self.perHop)
        let left = leftPast + hop.left
        let right = rightPast + hop.right
        meter.measure(left, quiet: ceiling, into: &peaks)
        meter.measure(right, quiet: ceiling, into: &peaks)
        leftPast = Array(left.suffix(TruePeak.history))
        rightPast = Array(right.suffix(TruePeak.history))
        return peaks.map { $0 > ceiling ? ceiling / $0 : 1 }
    }

    private func apply(_ gains: [Float], to block: inout StereoBlock) {
        for group in 0..<Self.perHop {
            let step = (gains[group + 1] - gains[group]) / Float(TruePeak.group)
            for index in 0..<TruePeak.group {
                let gain = gains[group] + step * (Float(index) + 0.5)
                block.left[group * TruePeak.group + index] *= gain
                block.right[group * TruePeak.group + index] *= gain
            }
        }
    }
}
