internal import Synchronization

/// A clock that goes only when it is told to, and wherever.
package final class TestClock: Sendable {
    private let time: Mutex<Int64>

    /// A clock that shows a time, in milliseconds since 1970.
    package init(_ time: Int64 = 1_800_000_000_000) { self.time = Mutex(time) }

    /// What it shows.
    package var now: Int64 { time.withLock { $0 } }

    /// Moves it, backwards too.
    package func move(_ milliseconds: Int64) { time.withLock { $0 += milliseconds } }
}
