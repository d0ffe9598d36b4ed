/// The voice's raw buzz: a train of pulses that follows the pitch.
enum Pulses {
    /// Below this pitch in hertz a frame has no voice.
    private static let voicing: Float = 40
    /// The highest harmonic's frequency in hertz.
    private static let top: Float = 11_000

    /// Adds up every harmonic below 11 kHz at unit amplitude.
    ///
    /// The sum of cos(h·t) for h = 1...H is sin((H + ½)·t) / (2·sin(t/2)) − ½ (Dirichlet's kernel).
    ///
    /// - Parameters:
    ///   - pitch: Hertz, one value per frame, placed at the frame's middle and interpolated linearly.
    ///   - hop: Samples per frame; even.
    ///   - rate: Samples per second.
    /// - Returns: `pitch.count * hop` samples; zero where there is no voice.
    static func train(pitch: UnsafeBufferPointer<Float>, hop: Int, rate: Int) -> [Float] {
        let frames = pitch.count
        let count = frames * hop
        let room = (count + 7) / 8 * 8
        return [Float](unsafeUninitializedCapacity: room) { out, used in
            used = count
            var cycles = 0.0
            let perSample = 1 / Double(rate)
            var phase = Lanes()
            var rates = Lanes()
            var start = 0
            while start < count {
                for lane in 0..<8 {
                    let hertz = start + lane < count ? interpolated(pitch, start + lane, hop: hop) : 0
                    rates[lane] = hertz
                    cycles += Double(max(hertz, voicing)) * perSample
                    if cycles >= 1 { cycles -= 1 }
                    phase[lane] = Float(cycles * 2 * Double.pi)
                }
                let values = kernel(phase, rates)
                for lane in 0..<8 where start + lane < room { out[start + lane] = values[lane] }
                start += 8
            }
        }
    }

    @inline(__always)
    private static func interpolated(_ pitch: UnsafeBufferPointer<Float>, _ sample: Int, hop: Int) -> Float {
        let position = (Float(sample % hop) + 0.5) / Float(hop) - 0.5
        let frame = sample / hop
        let (before, share) = position < 0 ? (frame - 1, position + 1) : (frame, position)
        let a = pitch[max(before, 0)]
        let b = pitch[min(before + 1, pitch.count - 1)]
        return a * (1 - share) + b * share
    }

    @inline(__always)
    private static func kernel(_ phase: Lanes, _ hertz: Lanes) -> Lanes {
        let voiced = hertz .> voicing
        let pitch = LaneMath.simdMax(hertz, Lanes(repeating: voicing))
        let harmonics = (top / pitch).rounded(.down) + 0.5
        let below = LaneMath.sineCosine(phase * 0.5).sine * 2
        // Where the divisor vanishes the kernel's limit is H + ½.
        let tiny = (below .<= 2e-3) .& (below .>= -2e-3)
        let above = LaneMath.sineCosine(harmonics * phase).sine
        let ratio = (above / below.replacing(with: 1, where: tiny)).replacing(with: harmonics, where: tiny)
        return Lanes().replacing(with: ratio - 0.5, where: voiced)
    }
}
