internal import Film

/// Normally distributed noise, eight values at a time, the same for the same seed.
///
/// Bits come from xoshiro128+ (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2018), one
/// generator in each lane. A value is the sum of a draw's four bytes: near enough to a normal distribution, since the
/// inverse transform adds up hundreds of them.
struct LaneNoise {
    private var s0: SIMD8<UInt32>
    private var s1: SIMD8<UInt32>
    private var s2: SIMD8<UInt32>
    private var s3: SIMD8<UInt32>

    /// Starts all lanes from one generator.
    init(_ random: SeededRandom) {
        var random = random
        func draw() -> SIMD8<UInt32> {
            var lanes = SIMD8<UInt32>()
            for lane in 0..<8 { lanes[lane] = UInt32(truncatingIfNeeded: random.next() >> 16) | 1 }
            return lanes
        }
        s0 = draw()
        s1 = draw()
        s2 = draw()
        s3 = draw()
    }

    /// Eight values of mean 0 and variance 1.
    @inline(__always)
    mutating func next() -> Lanes {
        let bits = s0 &+ s3
        let t = s1 &<< 9
        s2 ^= s0
        s3 ^= s1
        s1 ^= s2
        s0 ^= s3
        s2 ^= t
        s3 = (s3 &<< 11) | (s3 &>> 21)
        let pairs = (bits & 0x00ff_00ff) &+ ((bits &>> 8) & 0x00ff_00ff)
        let sum = (pairs & 0xffff) &+ (pairs &>> 16)
        // Four bytes: mean 510, variance 4 × (256² − 1) / 12.
        return (Lanes(unsafeBitCast(sum, to: SIMD8<Int32>.self)) - 510) * 0.006_765_9
    }
}
