package import Films

/// What time it is, and waiting for a time: the schedule's only source of both.
package protocol WebhookClock: Sendable {
    /// Milliseconds since 1970.
    var now: Int64 { get }
    /// Returns at or after a time; earlier only with `CancellationError`.
    func sleep(until time: Int64) async throws
}

/// The machine's clock.
package struct SystemClock: WebhookClock {
    private let read: FilmClock

    /// Reads a clock.
    package init(_ clock: @escaping FilmClock = systemTime) { read = clock }

    package var now: Int64 { read() }

    package func sleep(until time: Int64) async throws {
        // In hours at most: when somebody sets the clock, or the machine slept, the rest is reckoned anew.
        while case let left = time - now, left > 0 { try await Task.sleep(for: .milliseconds(min(left, 3_600_000))) }
    }
}
