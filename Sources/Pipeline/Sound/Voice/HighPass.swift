internal import Loudness

/// A Butterworth high-pass of second order.
///
/// Robert Bristow-Johnson, "Cookbook formulae for audio equalizer biquad filter coefficients", HPF with Q = 1/√2.
struct HighPass {
    private let b0: Float
    private let b1: Float
    private let a1: Float
    private let a2: Float

    /// Designs the filter.
    ///
    /// - Parameters:
    ///   - frequency: Where the response is −3 dB, in hertz.
    ///   - sampleRate: In hertz.
    init(frequency: Double, sampleRate: Int) {
        let w = 2 * Double.pi * frequency / Double(sampleRate)
        let alpha = Elementary.sin(w) / (2 * 0.5.squareRoot())
        let a0 = 1 + alpha
        b0 = Float((1 + Elementary.cos(w)) / 2 / a0)
        b1 = Float(-(1 + Elementary.cos(w)) / a0)
        a1 = Float(-2 * Elementary.cos(w) / a0)
        a2 = Float((1 - alpha) / a0)
    }

    /// Filters a whole utterance in place, starting from rest.
    func apply(to samples: inout [Float]) {
        var s1: Float = 0
        var s2: Float = 0
        for index in samples.indices {
            let x = samples[index]
            let y = b0 * x + s1
            s1 = b1 * x - a1 * y + s2
            s2 = b0 * x - a2 * y
            samples[index] = y
        }
    }
}
