internal import FoundationEssentials

/// Tells the time in milliseconds since 1970.
package typealias FilmClock = @Sendable () -> Int64

/// The machine's clock.
package func systemTime() -> Int64 { Int64(Date().timeIntervalSince1970 * 1000) }
