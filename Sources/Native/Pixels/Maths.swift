#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The C library's functions, for code that may not import it.
package enum Maths {
    /// `base` to the power of `exponent`.
    package static func power(_ base: Float, _ exponent: Float) -> Float { powf(base, exponent) }
    /// The number whose third power is `x`.
    package static func cubeRoot(_ x: Float) -> Float { cbrtf(x) }
    /// Sine of an angle in radians.
    package static func sine(_ x: Float) -> Float { sinf(x) }
    /// Sine of an angle in radians, at double precision for long times.
    package static func sine(_ x: Double) -> Double { sin(x) }
    /// Cosine of an angle in radians.
    package static func cosine(_ x: Float) -> Float { cosf(x) }
    /// e to the power of `x`.
    package static func exponential(_ x: Float) -> Float { expf(x) }
}
