/// The right of one worker to do one step until it expires.
package struct Lease: Sendable, Hashable {
    /// The work.
    package let step: Step
    /// Grows with every lease of the graph; a result that carries an older token than the step's is refused
    /// (a fencing token: Kleppmann, "How to do distributed locking", 2016).
    package let token: UInt64
    /// Which try this is, from 1.
    package let attempt: Int
    /// When the right ends unless renewed, in the clock's milliseconds.
    package let expires: Int64
}

/// How a leased step ended, as a value.
package enum StepOutcome: Sendable, Hashable {
    /// The result is in the artifact store under this key.
    case done(key: String)
    /// It may work another time, not before so many milliseconds have passed.
    case retry(after: Int64, reason: String)
    /// It will not work however often it is tried.
    case failed(reason: String)
}

/// Why a lease's holder was turned away.
package enum LeaseError: Error, Sendable, Hashable {
    /// The lease expired or was taken over; the result is not taken.
    case stale
    /// The film was cancelled.
    case cancelled
}
