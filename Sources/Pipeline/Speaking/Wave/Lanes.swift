/// Eight floats that are worked on together; here, eight frames of sound or eight samples.
typealias Lanes = SIMD8<Float>

/// Elementary functions over eight lanes, within a few units in the last place of single precision.
///
/// Range reduction follows Cody and Waite ("Software Manual for the Elementary Functions", 1980); the polynomials are
/// Taylor's, cut where single precision ends. They give the same bits on every machine, which a C library's do not.
enum LaneMath {
    /// Adding and taking away 1.5 × 2^23 rounds to the nearest integer while |x| < 2^22.
    private static let rounder: Float = 12_582_912

    /// e to the power of x; x is held to −87...88.
    @inline(__always)
    static func exp(_ x: Lanes) -> Lanes {
        let bounded = simdMin(simdMax(x, Lanes(repeating: -87)), Lanes(repeating: 88))
        let shifted = bounded * 1.442_695_04 + rounder
        let whole = shifted - rounder
        let r = (bounded - whole * 0.693_359_375) + whole * 2.121_944_4e-4
        var sum = r * (1 / 720) + (1 / 120)
        sum = sum * r + (1 / 24)
        sum = sum * r + (1 / 6)
        sum = sum * r + 0.5
        sum = sum * r + 1
        sum = sum * r + 1
        let exponent = unsafeBitCast(shifted, to: SIMD8<Int32>.self) &- Int32(bitPattern: rounder.bitPattern)
        return sum * unsafeBitCast((exponent &+ 127) &<< 23, to: Lanes.self)
    }

    /// Sine and cosine of x in radians, |x| < 10^5.
    @inline(__always)
    static func sineCosine(_ x: Lanes) -> (sine: Lanes, cosine: Lanes) {
        let shifted = x * 0.636_619_77 + rounder
        let quarter = shifted - rounder
        // π/2 in three parts, the first two exact in few bits.
        let r = ((x - quarter * 1.570_312_5) - quarter * 4.837_513e-4) - quarter * 7.549_789_5e-8
        let r2 = r * r
        var s = r2 * 2.755_731_9e-6 - 1.984_127e-4
        s = s * r2 + 8.333_333e-3
        s = s * r2 - 0.166_666_67
        s = s * r2 * r + r
        var c = r2 * -2.755_732e-7 + 2.480_158_7e-5
        c = c * r2 - 1.388_888_9e-3
        c = c * r2 + 4.166_666_8e-2
        c = c * r2 - 0.5
        c = c * r2 + 1
        let turn = unsafeBitCast(shifted, to: SIMD8<Int32>.self)
        let odd = (turn & 1) .== 1
        let sineBits = unsafeBitCast(s.replacing(with: c, where: odd), to: SIMD8<Int32>.self)
        let cosineBits = unsafeBitCast(c.replacing(with: s, where: odd), to: SIMD8<Int32>.self)
        let sineSign = (turn & 2) &<< 30
        let cosineSign = ((turn &+ 1) & 2) &<< 30
        return (
            unsafeBitCast(sineBits ^ sineSign, to: Lanes.self), unsafeBitCast(cosineBits ^ cosineSign, to: Lanes.self)
        )
    }

    /// The hyperbolic tangent.
    @inline(__always)
    static func tanh(_ x: Lanes) -> Lanes { 1 - 2 / (exp(x + x) + 1) }

    @inline(__always)
    static func simdMin(_ a: Lanes, _ b: Lanes) -> Lanes { a.replacing(with: b, where: b .< a) }

    @inline(__always)
    static func simdMax(_ a: Lanes, _ b: Lanes) -> Lanes { a.replacing(with: b, where: b .> a) }

    /// Sine and cosine of one angle.
    static func sineCosine(_ x: Float) -> (sine: Float, cosine: Float) {
        let (s, c) = sineCosine(Lanes(repeating: x))
        return (s[0], c[0])
    }
}
