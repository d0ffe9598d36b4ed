/// Keeps a lane from being tried again and again while its endpoint is down.
///
/// After ``limit`` failures in a row only one attempt at a time is let through, after a wait that doubles from half a
/// minute to ten minutes. Times are milliseconds since 1970.
struct Circuit: Sendable, Equatable {
    /// Failures in a row after which it opens.
    static let limit = 5
    private static let firstWait: Int64 = 30_000
    private static let longestWait: Int64 = 600_000

    private var failures = 0
    /// Nothing is let through before this time.
    private(set) var until: Int64 = 0

    /// How many attempts may be under way.
    func room(of concurrency: Int) -> Int { failures >= Self.limit ? 1 : concurrency }

    /// Whether it is as if nothing had happened.
    func isQuiet(at time: Int64) -> Bool { failures == 0 && until <= time }

    /// Takes a success in.
    mutating func succeed() { failures = 0 }

    /// Takes a failure in that others would meet too.
    mutating func fail(at time: Int64) {
        failures += 1
        guard failures >= Self.limit else { return }
        let doublings = min(failures - Self.limit, 10)
        until = max(until, time + min(Self.firstWait << doublings, Self.longestWait))
    }

    /// Lets nothing through before a time.
    mutating func pause(until time: Int64) { until = max(until, time) }
}
