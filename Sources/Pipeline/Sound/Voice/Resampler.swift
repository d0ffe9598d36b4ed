internal import Loudness

/// Changes a whole utterance's sample rate to 48 kHz with a polyphase windowed-sinc filter of linear phase.
///
/// Our own, and small, so that a film's samples do not depend on the FFmpeg it was made with. Kaiser window, β = 8
/// (about 80 dB; Kaiser and Schafer, "On the use of the I0-sinh window", 1980); cut at the lower of the two Nyquist
/// frequencies, where the response is −6 dB. For 24 kHz every other output sample is then an input sample itself.
/// The filter's delay is taken out: sample *n* of the input sounds at the same moment in the output.
struct Resampler {
    private static let taps = 32

    private let up: Int
    private let down: Int
    /// `up` phases of `taps` coefficients.
    private let table: [Float]

    /// Prepares to resample.
    ///
    /// - Parameter rate: The input's samples per second, 4000 to 384 000.
    init(from rate: Int) {
        let divisor = Self.greatestCommonDivisor(rate, SoundFormat.sampleRate)
        up = SoundFormat.sampleRate / divisor
        down = rate / divisor
        let cutoff = min(1, Double(up) / Double(down))
        let half = Double(Self.taps) / 2
        var table: [Float] = []
        table.reserveCapacity(up * Self.taps)
        for phase in 0..<up {
            let fraction = Double(phase) / Double(up)
            let row = (0..<Self.taps).map { tap in
                let x = Double(tap) - (half - 1) - fraction
                let sinc = x == 0 ? 1 : Elementary.sin(.pi * x * cutoff) / (.pi * x * cutoff)
                let r = x / half
                return abs(r) >= 1 ? 0 : cutoff * sinc * Self.bessel(8 * (1 - r * r).squareRoot()) / Self.bessel(8)
            }
            let sum = row.reduce(0, +)
            table += row.map { Float($0 / sum) }
        }
        self.table = table
    }

    /// The input at 48 kHz.
    func resample(_ input: [Float]) -> [Float] {
        if up == down { return input }
        let half = Self.taps / 2
        let count = (input.count * up + down - 1) / down
        let edge = [Float](repeating: 0, count: half)
        let padded = edge + input + edge + [0]
        var output = [Float](repeating: 0, count: count)
        padded.withUnsafeBytes { source in
            table.withUnsafeBytes { coefficients in
                var position = 0
                var phase = 0
                for index in 0..<count {
                    var sum = SIMD8<Float>.zero
                    for part in 0..<Self.taps / 8 {
                        let x = source.loadUnaligned(
                            fromByteOffset: 4 * (position + 1 + 8 * part), as: SIMD8<Float>.self)
                        let h = coefficients.loadUnaligned(
                            fromByteOffset: 4 * (phase * Self.taps + 8 * part), as: SIMD8<Float>.self)
                        sum += x * h
                    }
                    output[index] = sum.sum()
                    phase += down
                    position += phase / up
                    phase %= up
                }
            }
        }
        return output
    }

    private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
        b == 0 ? a : greatestCommonDivisor(b, a % b)
    }

    /// The modified Bessel function of order zero, by its power series.
    private static func bessel(_ x: Double) -> Double {
        var term = 1.0
        var sum = 1.0
        for k in 1...40 {
            term *= (x / (2 * Double(k))) * (x / (2 * Double(k)))
            sum += term
        }
        return sum
    }
}
