/// When a delivery is tried, and when it is given up.
///
/// The waits are those that Standard Webhooks recommends: ten attempts within three days and four hours.
package struct RetrySchedule: Sendable {
    /// Milliseconds before each attempt, counted from the one before.
    package var waits: [Int64] = [
        0, 5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 50_400_000, 72_000_000, 86_400_000,
    ]
    /// By how much a wait may be longer, so that what failed together is not tried together.
    package var jitter = 0.1
    /// The longest wait that an answer's `Retry-After` can ask for, in milliseconds.
    package var longestPause: Int64 = 86_400_000
    /// How old a delivery gets at most, in milliseconds: those behind a dead endpoint's closed circuit wait longer.
    package var longestLife: Int64 = 5 * 86_400_000

    /// The recommended schedule.
    package init() {}

    /// The wait before an attempt.
    ///
    /// - Parameters:
    ///   - step: The attempt, from 0.
    ///   - chance: 0 to 1.
    /// - Returns: Milliseconds; `nil` when there is no such attempt.
    package func wait(before step: Int, chance: Double) -> Int64? {
        guard waits.indices.contains(step) else { return nil }
        return waits[step] + Int64(Double(waits[step]) * jitter * chance)
    }
}
