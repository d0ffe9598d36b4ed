/// The pure state of one film's steps: who may do what next, and what became of it.
///
/// No clock, no I/O, no locks: time comes in with every call, so that one set of rules serves every store. Times are
/// milliseconds of any steady clock.
package struct StepGraph: Sendable {
    /// Where a step stands.
    package enum State: Sendable, Hashable {
        /// Not started, or waiting for its needs, or for `notBefore`.
        case waiting(notBefore: Int64)
        /// Being done.
        case leased(token: UInt64, expires: Int64)
        /// Done; the result is stored under the key.
        case done(key: String)
        /// Given up.
        case failed(reason: String)
    }

    private struct Entry {
        let step: Step
        var state: State
        var attempt: Int
    }

    /// How long a lease lasts without a heartbeat, in milliseconds.
    package static let leaseLength: Int64 = 30_000

    private var entries: [StepID: Entry] = [:]
    private var order: [StepID] = []
    private var firstOpen = 0
    private var nextToken: UInt64 = 1
    private var stopped: LeaseError?
    private var hasFailed = false

    /// Makes an empty graph.
    package init() {}

    /// Adds steps; one that is there already is left as it is, so that adding is idempotent.
    ///
    /// A step that was done before is handed out again, to be found by its key rather than done: whoever makes the film
    /// now has not seen its result. One that used up its attempts before has failed.
    /// - Parameters:
    ///   - steps: The steps.
    ///   - history: What earlier holders of the film did with them.
    /// - Complexity: O(*n* log *n*) in the number of all steps.
    package mutating func add(_ steps: [Step], history: [StepID: StepHistory] = [:]) {
        for step in steps where entries[step.id] == nil {
            let past = history[step.id] ?? StepHistory()
            var entry = Entry(step: step, state: .waiting(notBefore: .min), attempt: past.spent)
            if past.key != nil {
                entry.attempt = 0
            } else if past.spent >= step.attempts {
                entry.state = .failed(reason: past.reason)
                hasFailed = true
            }
            entries[step.id] = entry
            order.append(step.id)
        }
        order = order.sorted { rank($0) < rank($1) }
        firstOpen = 0
    }

    private func rank(_ id: StepID) -> (Int, String, String) {
        (entries[id]?.step.order ?? .max, id.kind.rawValue, id.subject)
    }

    /// The state of a step, or `nil` when there is no such step.
    package func state(of id: StepID) -> State? { entries[id]?.state }

    /// Gives the most urgent step that is ready, or `nil` when none is; none is once a step failed for good.
    ///
    /// Expired leases are taken over, each spending one of the step's attempts.
    /// - Parameters:
    ///   - kinds: The kinds of step wanted.
    ///   - now: The time.
    /// - Returns: The right to do it.
    package mutating func lease(_ kinds: Set<StepKind> = Set(StepKind.allCases), now: Int64) -> Lease? {
        guard stopped == nil, !hasFailed else { return nil }
        while firstOpen < order.count, isSettled(order[firstOpen]) { firstOpen += 1 }
        for id in order[firstOpen...] {
            guard kinds.contains(id.kind), var entry = entries[id], isReady(entry, now: now) else { continue }
            if entry.attempt >= entry.step.attempts {
                entry.state = .failed(reason: "the worker was lost \(entry.attempt) times")
                entries[id] = entry
                hasFailed = true
                return nil
            }
            entry.attempt += 1
            let lease = Lease(
                step: entry.step, token: nextToken, attempt: entry.attempt, expires: now + Self.leaseLength)
            nextToken += 1
            entry.state = .leased(token: lease.token, expires: lease.expires)
            entries[id] = entry
            return lease
        }
        return nil
    }

    /// Renews a lease and returns its new expiry.
    ///
    /// - Throws: ``LeaseError`` when the lease is no longer the step's, or the film was cancelled.
    package mutating func heartbeat(_ lease: Lease, now: Int64) throws(LeaseError) -> Int64 {
        try check(lease, now: now)
        let expires = now + Self.leaseLength
        entries[lease.step.id]?.state = .leased(token: lease.token, expires: expires)
        return expires
    }

    /// Records how a leased step ended.
    ///
    /// - Throws: ``LeaseError`` when the lease is no longer the step's: a stale worker's result is refused.
    package mutating func complete(_ lease: Lease, _ outcome: StepOutcome, now: Int64) throws(LeaseError) {
        try check(lease, now: now)
        switch outcome {
        case .done(let key):
            entries[lease.step.id]?.state = .done(key: key)
        case .failed(let reason):
            entries[lease.step.id]?.state = .failed(reason: reason)
            hasFailed = true
        case .retry(_, let reason) where lease.attempt >= lease.step.attempts:
            entries[lease.step.id]?.state = .failed(reason: reason)
            hasFailed = true
        case .retry(let delay, _):
            entries[lease.step.id]?.state = .waiting(notBefore: now + delay)
        }
    }

    /// Stops the film: nothing is leased any more and every running lease becomes stale.
    ///
    /// - Parameter reason: What its holders are told.
    package mutating func cancel(_ reason: LeaseError = .cancelled) { stopped = stopped ?? reason }

    /// The first failure in film order, if any.
    package var failure: (step: StepID, reason: String)? {
        for id in order {
            if case .failed(let reason)? = entries[id]?.state { return (id, reason) }
        }
        return nil
    }

    /// True when no step will ever be leased again: all done, one failed, or cancelled.
    package var isSettled: Bool {
        stopped != nil || hasFailed || order.allSatisfy { isSettled($0) }
    }

    private func isSettled(_ id: StepID) -> Bool {
        switch entries[id]?.state {
        case .done, .failed, nil: true
        case .waiting, .leased: false
        }
    }

    private func isReady(_ entry: Entry, now: Int64) -> Bool {
        switch entry.state {
        case .done, .failed: false
        case .leased(_, let expires): expires <= now
        case .waiting(let notBefore):
            notBefore <= now
                && entry.step.needs.allSatisfy {
                    if case .done? = entries[$0]?.state { true } else { false }
                }
        }
    }

    private func check(_ lease: Lease, now: Int64) throws(LeaseError) {
        if let stopped { throw stopped }
        guard case .leased(lease.token, let expires)? = entries[lease.step.id]?.state, expires > now else {
            throw .stale
        }
    }
}
