internal import Film

/// A tile of fine noise that is added before rounding to 8 bits, so that gradients have no steps.
///
/// The noise is high-passed: its energy lies where the eye is least sensitive and an encoder spends least to drop it.
package final class Dither {
    static let side = 128
    let base: UnsafeMutablePointer<Float>

    /// Makes a tile.
    ///
    /// - Parameters:
    ///   - amplitude: Standard deviation in 8-bit steps.
    ///   - seed: Decides the noise.
    package init(amplitude: Float, seed: UInt64) {
        let side = Self.side
        var random = SeededRandom(seed: seed, for: "dither")
        var white = [Float](repeating: 0, count: side * side)
        for index in white.indices {
            // The sum of two uniform values has the triangular distribution that dithers best.
            let bits = random.next()
            white[index] =
                Float(UInt32(truncatingIfNeeded: bits)) / 4_294_967_296 + Float(bits >> 32) / 4_294_967_296 - 1
        }
        base = .allocate(capacity: side * side)
        var power: Float = 0
        for y in 0..<side {
            for x in 0..<side {
                var around: Float = 0
                for dy in -1...1 {
                    for dx in -1...1 { around += white[((y + dy) & (side - 1)) * side + ((x + dx) & (side - 1))] }
                }
                let value = white[y * side + x] - around / 9
                base[y * side + x] = value
                power += value * value
            }
        }
        let scale = amplitude / (power / Float(side * side)).squareRoot()
        for index in 0..<side * side { base[index] *= scale }
    }

    deinit { base.deallocate() }
}
