package import Steps

/// One film as its store holds it: the record that everybody sees, and its standing with the workers.
///
/// This is the pure state of a film. No clock, no chance, no I/O: both come in with every call, so that one set of rules
/// serves every store. Each change returns the events that tell of it, in order.
package struct FilmEntry: Sendable, Equatable {
    /// What everybody sees.
    package var record: FilmRecord
    /// What only the store needs.
    package var standing: FilmStanding

    /// Joins the two.
    package init(record: FilmRecord, standing: FilmStanding) {
        self.record = record
        self.standing = standing
    }
}

/// How a film stands with the workers: since when it waits, who has it, what went wrong so far.
package struct FilmStanding: Sendable, Equatable, Codable {
    /// Since when this revision waits, in milliseconds since 1970; failures do not send it back to the end of the line.
    package var since: Int64
    /// No worker takes it before this time.
    package var notBefore: Int64
    /// The token of the newest lease; 0 before the first.
    package var token: UInt64 = 0
    /// Who has it, while it is running.
    package var worker: String?
    /// The worker's last sign of life, while it is running.
    package var seen: Int64?
    /// How often this revision failed in a way that could pass.
    package var failures = 0
    /// How many workers vanished over it since anything was finished.
    package var losses = 0
    /// How long the running attempt has worked, in milliseconds, as far as signs of life tell.
    package var worked: Int64 = 0

    /// A film that begins to wait.
    package init(since: Int64) {
        self.since = since
        notBefore = since
    }
}

extension FilmEntry {
    /// Where it stands in the line: films with lower ranks go first.
    ///
    /// Waiting, priority and lane are added up as times, so that the order of two films never changes while they wait:
    /// every film reaches the front once those submitted well after it are all that is left behind it. Nothing starves.
    package var rank: Int64 {
        let priority = Int64(min(max(record.request.priority, -10), 10))
        return standing.since + (record.lane == .long ? FilmRules.longHandicap : 0) - priority * FilmRules.priorityStep
    }

    /// The lease that is valid now, if any.
    package var lease: FilmLease? {
        guard record.status == .running else { return nil }
        return FilmLease(
            film: record.id, revision: record.revision, token: standing.token, attempt: record.attempt)
    }

    /// Whether its worker has been silent for longer than a lease lasts.
    package func isLost(now: Int64) -> Bool {
        record.status == .running && (standing.seen.map { $0 + FilmRules.leaseLength <= now } ?? true)
    }

    /// Makes sure that a lease is the newest and the film is being made.
    ///
    /// A lease that was silent for too long but that nobody took over still counts: the token alone decides, so a clock
    /// that jumps ahead cannot make two workers both right.
    package func check(_ lease: FilmLease) throws(LeaseError) {
        if lease.token == standing.token, record.status == .cancelled { throw .cancelled }
        guard record.status == .running, lease.token == standing.token, lease.revision == record.revision else {
            throw .stale
        }
    }
}
