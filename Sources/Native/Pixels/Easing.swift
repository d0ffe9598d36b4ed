internal import Glibc

/// The curves that moves follow.
package enum Easing {
    /// Sine in and out: 0 to 1 as `moment` goes from 0 to 1, at rest at both ends; clamped outside.
    package static func sine(_ moment: Double) -> Double { (1 - cos(.pi * min(max(moment, 0), 1))) / 2 }

    /// The value part of the way between two positive ones so that equal shares multiply by equal factors.
    package static func geometric(from: Double, to: Double, share: Double) -> Double {
        from * pow(to / from, share)
    }
}
