/// What earlier holders of a film did with one of its steps, as a store remembers it.
package struct StepHistory: Sendable, Hashable {
    /// So many vanished workers count as one failed attempt: a process's death says little about which of the steps it
    /// was doing is at fault, but a step that is always among them is.
    package static let lossesPerAttempt = 16

    /// How often it failed in a way that could pass.
    package var failures = 0
    /// How many workers vanished while they did it.
    package var losses = 0
    /// Its result's key, once it was done.
    package var key: String?

    /// Nothing happened yet.
    package init() {}

    /// The attempts used up.
    package var spent: Int { failures + losses / Self.lossesPerAttempt }

    /// Why it failed, for a step that used up its attempts.
    var reason: String { losses > 0 ? "the worker was lost \(losses) times" : "it failed \(failures) times" }
}
