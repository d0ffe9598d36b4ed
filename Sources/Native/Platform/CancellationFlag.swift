internal import Synchronization

/// A flag that blocking code polls to learn that nobody wants its result any more.
package final class CancellationFlag: Sendable {
    private let flag = Atomic<Bool>(false)

    /// Makes a flag that is not set.
    package init() {}

    /// Whether the work should stop.
    package var isSet: Bool { flag.load(ordering: .relaxed) }

    /// Asks the work to stop, for good.
    package func set() {
        flag.store(true, ordering: .relaxed)
    }

    /// Throws `CancellationError` when the work should stop.
    package func check() throws {
        if isSet { throw CancellationError() }
    }
}
