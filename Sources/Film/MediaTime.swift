/// A moment or a length on a timeline, counted in ticks of `1 / timescale` second; never floating seconds.
package struct MediaTime: Sendable, Hashable, Codable {
    /// Whole ticks, negative before the origin.
    package let ticks: Int64
    /// Ticks in a second, positive.
    package let timescale: Int32

    /// Makes a time.
    package init(ticks: Int64, timescale: Int32) {
        precondition(timescale > 0, "timescale must be positive, got \(timescale)")
        self.ticks = ticks
        self.timescale = timescale
    }

    /// Milliseconds, exact.
    package static func milliseconds(_ count: Int) -> MediaTime { MediaTime(ticks: Int64(count), timescale: 1000) }

    /// The time in seconds, for showing and estimating only.
    package var seconds: Double { Double(ticks) / Double(timescale) }

    /// The same time counted in another timescale, rounded to the nearest tick (half away from zero).
    package func rescaled(to other: Int32) -> MediaTime {
        let scaled = ticks.multipliedFullWidth(by: Int64(other))
        // Both factors are far below 2^31 in practice; the quotient is exact in 64 bits for any film under 10^5 years.
        let product = Int64(bitPattern: scaled.low)
        let half = Int64(timescale) / 2
        let quotient = product >= 0 ? (product + half) / Int64(timescale) : (product - half) / Int64(timescale)
        return MediaTime(ticks: quotient, timescale: other)
    }
}

extension MediaTime: Comparable {
    /// Compares exactly, whatever the timescales.
    package static func < (lhs: Self, rhs: Self) -> Bool {
        lhs.ticks.multipliedFullWidth(by: Int64(rhs.timescale))
            < rhs.ticks.multipliedFullWidth(by: Int64(lhs.timescale))
    }

    /// Equal moments are equal, whatever the timescales.
    package static func == (lhs: Self, rhs: Self) -> Bool {
        lhs.ticks.multipliedFullWidth(by: Int64(rhs.timescale))
            == rhs.ticks.multipliedFullWidth(by: Int64(lhs.timescale))
    }

    /// Hashes so that equal moments hash alike: by the reduced fraction.
    package func hash(into hasher: inout Hasher) {
        var a = ticks.magnitude
        var b = UInt64(timescale)
        while b != 0 { (a, b) = (b, a % b) }
        let divisor = Int64(max(a, 1))
        hasher.combine(ticks / divisor)
        hasher.combine(Int64(timescale) / divisor)
    }
}
