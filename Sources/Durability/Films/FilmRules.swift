/// The numbers that decide how films wait, are tried again and are given up.
package struct FilmRules: Sendable, Equatable {
    /// How long a lease lasts without a sign of life, in milliseconds.
    package static let leaseLength: Int64 = 30_000
    /// How long an idempotency key is remembered, in milliseconds: 24 hours.
    package static let keyLife: Int64 = 86_400_000
    /// Films estimated to take at most so many wall seconds wait in the short lane.
    package static let shortFilm = 90.0
    /// How far behind short films a long one queues, in milliseconds of waiting.
    package static let longHandicap: Int64 = 120_000
    /// What one point of priority is worth, in milliseconds of waiting.
    package static let priorityStep: Int64 = 180_000
    /// After how many milliseconds of waiting room is kept for a film that does not fit beside those being made.
    package static let patience: Int64 = 300_000

    /// How often a film may fail in a way that could pass before it is given up.
    package var attempts = 4
    /// How many workers may vanish over one film without a finished scene before it is given up: with the rests between
    /// them seven minutes at least, so that a machine that keeps failing for a while costs no film.
    package var losses = 16
    /// The longest first wait before another attempt, in milliseconds; it doubles with every failure.
    package var backoff: Int64 = 2_000
    /// The longest wait before another attempt, in milliseconds.
    package var longestBackoff: Int64 = 300_000
    /// How long films that ended are kept unless their request says otherwise, in seconds; `nil` for ever.
    package var keep: Int?

    /// The house rules.
    package init() {}

    /// The lane for an estimate; a film of which nothing is known is long.
    package static func lane(for estimate: FilmEstimate?) -> Lane {
        estimate.map { $0.wallSeconds <= shortFilm } == true ? .short : .long
    }

    /// How long one attempt may work, in milliseconds: ten minutes or twenty times the estimate, six hours without one.
    package static func deadline(for estimate: FilmEstimate?) -> Int64 {
        guard let seconds = estimate?.wallSeconds, seconds.isFinite else { return 21_600_000 }
        return max(600_000, Int64(min(seconds, 1e9) * 20_000))
    }

    /// How long to wait after a failure: exponential, with full jitter, so that films that failed together do not come
    /// back together (Brooker, "Exponential Backoff And Jitter", 2015).
    ///
    /// - Parameters:
    ///   - failures: How often it failed by now, from 1.
    ///   - chance: From 0 up to 1.
    /// - Returns: Milliseconds.
    package func backoff(after failures: Int, chance: Double) -> Int64 {
        let longest = min(Double(backoff) * Double(1 << min(max(failures - 1, 0), 30)), Double(longestBackoff))
        return Int64(longest * min(max(chance, 0), 1))
    }

    /// How long a film rests after its worker vanished: not at all the first three times, then 1, 2, 4 … seconds, so that
    /// one that takes its worker down does so less and less often.
    package static func rest(after losses: Int) -> Int64 { losses <= 3 ? 0 : 1_000 << Int64(min(losses - 4, 6)) }
}
