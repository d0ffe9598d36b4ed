internal import Glibc
internal import Synchronization

/// A gate that threads pass one after the other while it is open, and wait at while it is shut.
///
/// For threads that may block, never for tasks. Waiting threads look 250 times a second, which costs nothing beside what
/// they do otherwise and lets a cancellation flag reach them.
package final class Turnstile: Sendable {
    private let shut = Atomic<Bool>(false)

    /// Makes an open gate.
    package init() {}

    /// Whether passing means waiting.
    package var isShut: Bool {
        get { shut.load(ordering: .relaxed) }
        set { shut.store(newValue, ordering: .relaxed) }
    }

    /// Passes, or waits until the gate is opened.
    ///
    /// - Throws: `CancellationError` once the flag is set.
    package func pass(_ flag: CancellationFlag) throws {
        try flag.check()
        while isShut {
            poll(nil, 0, 4)
            try flag.check()
        }
    }
}
