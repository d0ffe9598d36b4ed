internal import Testing

/// One sentence that every driver of a contract must make true, and how that is seen.
///
/// A driver's own tests run all rules of its contract with one line that says how the driver is opened.
package struct Rule<Bed: Sendable>: Sendable, CustomTestStringConvertible {
    /// The sentence.
    package let sentence: String
    /// Sees whether it is true.
    package let check: @Sendable (Bed) async throws -> Void

    /// States a rule.
    package init(_ sentence: String, _ check: @escaping @Sendable (Bed) async throws -> Void) {
        self.sentence = sentence
        self.check = check
    }

    package var testDescription: String { sentence }
}
