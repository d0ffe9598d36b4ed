#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The C library's elementary functions, which FoundationEssentials does not carry.
package enum Elementary {
    /// The sine of an angle in radians.
    package static func sin(_ x: Double) -> Double { mathSine(x) }
    /// The cosine of an angle in radians.
    package static func cos(_ x: Double) -> Double { mathCosine(x) }
    /// e to the power of `x`.
    package static func exp(_ x: Double) -> Double { mathExponential(x) }
    /// The decimal logarithm; −infinity for 0.
    package static func log10(_ x: Double) -> Double { mathLogarithm(x) }
    /// `base` to the power of `x`.
    package static func pow(_ base: Double, _ x: Double) -> Double { mathPower(base, x) }
}

// Inside the type the C names would mean the type's own.
private func mathSine(_ x: Double) -> Double { sin(x) }
private func mathCosine(_ x: Double) -> Double { cos(x) }
private func mathExponential(_ x: Double) -> Double { exp(x) }
private func mathLogarithm(_ x: Double) -> Double { log10(x) }
private func mathPower(_ base: Double, _ x: Double) -> Double { pow(base, x) }
