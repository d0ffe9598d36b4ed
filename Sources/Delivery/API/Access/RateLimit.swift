import Synchronization

/// How often somebody may ask: a token bucket for each.
package final class RateLimit: Sendable {
    private struct Bucket {
        var tokens: Double
        var filled: ContinuousClock.Instant
    }

    /// Requests a second in the long run.
    package let rate: Double
    /// Requests that may come at once.
    package let burst: Double
    /// How many askers are remembered; those whose bucket is full again are forgotten first.
    private static let most = 10_000
    private let buckets = Mutex([String: Bucket]())

    /// Makes a limit.
    ///
    /// - Parameters:
    ///   - rate: Requests a second, above 0.
    ///   - burst: Requests at once, at least 1.
    package init(rate: Double, burst: Double) {
        self.rate = max(rate, 0.001)
        self.burst = max(burst, 1)
    }

    /// Takes one request from somebody's bucket.
    ///
    /// - Parameters:
    ///   - asker: A key's id or an address.
    ///   - now: The time.
    /// - Returns: `nil` when it may pass, else whole seconds until it may.
    package func take(_ asker: String, now: ContinuousClock.Instant = .now) -> Int? {
        buckets.withLock { buckets in
            var bucket = buckets[asker] ?? Bucket(tokens: burst, filled: now)
            let passed = bucket.filled.duration(to: now) / .seconds(1)
            bucket.tokens = min(burst, bucket.tokens + max(0, passed) * rate)
            bucket.filled = now
            defer { buckets[asker] = bucket }
            guard bucket.tokens < 1 else {
                bucket.tokens -= 1
                if buckets.count > Self.most { forget(&buckets, now: now) }
                return nil
            }
            return Int(((1 - bucket.tokens) / rate).rounded(.up))
        }
    }

    private func forget(_ buckets: inout [String: Bucket], now: ContinuousClock.Instant) {
        buckets = buckets.filter { _, bucket in
            bucket.tokens + bucket.filled.duration(to: now) / .seconds(1) * rate < burst
        }
        // Still too many: everybody begins anew, which is better than a table without end.
        if buckets.count > Self.most { buckets.removeAll() }
    }
}
