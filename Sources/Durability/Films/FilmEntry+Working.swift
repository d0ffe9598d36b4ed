package import Steps

extension FilmEntry {
    /// Gives a waiting film to a worker.
    ///
    /// - Parameters:
    ///   - worker: Who takes it.
    ///   - token: Greater than that of every earlier lease of the store.
    ///   - now: The time.
    /// - Returns: The events that tell of it.
    package mutating func take(worker: String, token: UInt64, now: Int64) -> [FilmEvent.Kind] {
        record.status = .running
        record.stage = nil
        record.attempt += 1
        record.started = record.started ?? now
        standing.worker = worker
        standing.token = token
        standing.seen = now
        standing.worked = 0
        return [.started(attempt: record.attempt)]
    }

    /// Notes a sign of life; a film that has been worked on for longer than its deadline fails.
    ///
    /// The time worked is added up from one sign of life to the next, each counted as a lease's length at most: a clock
    /// that jumps ahead, or a machine that slept, does not end a film.
    /// - Returns: The events that tell of it: none, or the failure.
    /// - Throws: `LeaseError` when the lease is not the newest or the film was cancelled.
    package mutating func heartbeat(
        _ lease: FilmLease, now: Int64, rules: FilmRules
    ) throws(LeaseError) -> [FilmEvent.Kind] {
        try check(lease)
        let gap = now - (standing.seen ?? now)
        standing.worked += min(max(gap, 0), FilmRules.leaseLength)
        standing.seen = now
        let limit = FilmRules.deadline(for: record.estimate)
        guard standing.worked > limit else { return [] }
        return fail(
            FilmFault(
                code: "deadline", message: "The film was not finished within \(limit / 60_000) minutes of work.",
                remedy: "Try it again when less else is being made, or make it shorter."), now: now, rules: rules)
    }

    /// Takes over what a worker tells.
    ///
    /// - Parameters:
    ///   - lease: The worker's right to tell it.
    ///   - told: What happened; kinds that only the store may tell are dropped.
    ///   - now: The time.
    ///   - rules: The numbers to go by.
    /// - Returns: The events that tell of it.
    /// - Throws: `LeaseError` when the lease is not the newest or the film was cancelled.
    package mutating func report(
        _ lease: FilmLease, _ told: [FilmEvent.Kind], now: Int64, rules: FilmRules
    ) throws(LeaseError) -> [FilmEvent.Kind] {
        let failure = try heartbeat(lease, now: now, rules: rules)
        guard failure.isEmpty else { return failure }
        let events = told.filter(\.isWorkers)
        for event in events {
            switch event {
            case .stage(let stage): record.stage = stage
            case .planned(let title, let scenes):
                record.title = title
                record.progress.scenesTotal = scenes
            case .progress(let progress): record.progress = progress
            case .playable(let seconds): record.progress.playableAfter = seconds
            case .scene(_, _, let reused) where !reused: standing.losses = 0
            default: break
            }
        }
        return events
    }

    /// Ends a lease.
    ///
    /// - Parameters:
    ///   - lease: The worker's right to end it.
    ///   - outcome: How it went.
    ///   - now: The time.
    ///   - chance: From 0 up to 1, for the wait before another attempt.
    ///   - rules: The numbers to go by.
    /// - Returns: The events that tell of it.
    /// - Throws: `LeaseError` when the lease is not the newest or the film was cancelled.
    package mutating func finish(
        _ lease: FilmLease, _ outcome: FilmOutcome, now: Int64, chance: Double, rules: FilmRules
    ) throws(LeaseError) -> [FilmEvent.Kind] {
        try check(lease)
        switch outcome {
        case .completed(let figures):
            record.figures = figures
            record.fault = nil
            record.finishedRevision = record.revision
            record.progress.fraction = 1
            end(.completed, now: now, rules: rules)
            return [.completed(figures)]
        case .failed(let fault): return fail(fault, now: now, rules: rules)
        case .retry(let fault):
            standing.failures += 1
            guard standing.failures < rules.attempts else { return fail(fault, now: now, rules: rules) }
            return tryAgain(
                fault, notBefore: now + rules.backoff(after: standing.failures, chance: chance))
        case .released:
            record.attempt -= 1
            record.status = .queued
            record.stage = nil
            standing.notBefore = min(standing.notBefore, now)
            letGo()
            return [.queued]
        }
    }

    /// Takes a film from a worker that vanished: it waits again, or is given up when it cost too many workers.
    package mutating func lose(now: Int64, rules: FilmRules) -> [FilmEvent.Kind] {
        guard record.status == .running else { return [] }
        standing.losses += 1
        let times = standing.losses == 1 ? "once" : "\(standing.losses) times"
        let fault = FilmFault(
            code: "worker_lost", message: "The worker that made the film vanished, \(times) in a row.",
            remedy: standing.losses < rules.losses
                ? "" : "Look for why in the service's log (memory is the most common reason), then try it again.")
        guard standing.losses < rules.losses else { return fail(fault, now: now, rules: rules) }
        return tryAgain(fault, notBefore: now + FilmRules.rest(after: standing.losses))
    }

    /// Corrects times that only a clock that was set back can have left behind, so that nothing waits for its return.
    ///
    /// - Returns: Whether anything was corrected.
    package mutating func mend(now: Int64, rules: FilmRules) -> Bool {
        if let seen = standing.seen, seen > now {
            standing.seen = now
            return true
        }
        if record.status == .queued, standing.notBefore > now + rules.longestBackoff {
            standing.notBefore = now + rules.longestBackoff
            return true
        }
        return false
    }

    private mutating func tryAgain(_ fault: FilmFault, notBefore: Int64) -> [FilmEvent.Kind] {
        record.status = .queued
        record.stage = nil
        record.fault = fault
        standing.notBefore = notBefore
        letGo()
        return [.retrying(fault, notBefore: notBefore)]
    }

    private mutating func fail(_ fault: FilmFault, now: Int64, rules: FilmRules) -> [FilmEvent.Kind] {
        record.fault = fault
        end(.failed, now: now, rules: rules)
        return [.failed(fault)]
    }
}

extension FilmEvent.Kind {
    /// True for what a worker may tell; the rest is the store's.
    var isWorkers: Bool {
        switch self {
        case .stage, .planned, .notice, .progress, .scene, .playable: true
        case .queued, .started, .completed, .retrying, .failed, .cancelled, .deleted: false
        }
    }

    /// True for the one kind that may be dropped for a later one.
    package var isProgress: Bool {
        if case .progress = self { true } else { false }
    }
}
