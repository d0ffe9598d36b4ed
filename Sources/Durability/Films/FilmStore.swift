package import Steps

/// Where a service's films live: their records, their events, and the right to work on them.
///
/// Every call that changes something has been made durable when it returns: a process killed the moment after loses
/// nothing. Several processes may share one store.
package protocol FilmStore: Sendable {
    // MARK: Asking

    /// Accepts a film.
    ///
    /// - Throws: ``FilmStoreError`` when it cannot be stored.
    func submit(_ submission: FilmSubmission) async throws -> SubmissionOutcome

    /// A film's record, or `nil` when there is none.
    func film(_ id: FilmID) async throws -> FilmRecord?

    /// Films that fit a query, a page of them.
    func films(_ query: FilmQuery) async throws -> FilmPage

    /// A revision's storyboard as ``StoryboardFile`` writes it; the newest unless named; `nil` before it is planned.
    func storyboard(of id: FilmID, revision: Int?) async throws -> String?

    /// Puts a changed storyboard in place as the next revision, and the film back into its line.
    ///
    /// - Parameters:
    ///   - id: The film.
    ///   - expected: The revision that was edited.
    ///   - storyboard: As ``StoryboardFile`` writes it.
    /// - Returns: The film as it is then.
    /// - Throws: ``FilmStoreError`` `.conflict` when the film has another revision by now or is being made;
    ///   `.unknownFilm`.
    func revise(_ id: FilmID, expected: Int, storyboard: String) async throws -> FilmRecord

    /// Stops a film; one that has ended stays as it is.
    func cancel(_ id: FilmID) async throws -> FilmRecord

    /// Tries a failed or cancelled film again.
    func retry(_ id: FilmID) async throws -> FilmRecord

    /// Forgets a film; the caller removes its files. A running one is stopped first.
    ///
    /// - Throws: ``FilmStoreError`` `.unknownFilm`.
    func delete(_ id: FilmID) async throws

    // MARK: Working

    /// Gives the film that is next in line and fits the offer, or `nil` when none does now.
    ///
    /// Expired leases are taken over.
    func lease(_ offer: WorkerOffer) async throws -> FilmLease?

    /// Renews a lease.
    ///
    /// - Throws: `LeaseError` when it is stale or the film was cancelled.
    func heartbeat(_ lease: FilmLease) async throws

    /// Records what happened to a leased film, and its storyboard where that became known.
    ///
    /// - Throws: `LeaseError` when the lease is stale or the film was cancelled.
    func report(_ lease: FilmLease, _ events: [FilmEvent.Kind], storyboard: String?) async throws

    /// Ends a lease.
    ///
    /// - Throws: `LeaseError` when the lease is stale or the film was cancelled: the result is not taken.
    func finish(_ lease: FilmLease, _ outcome: FilmOutcome) async throws

    /// The durable steps of a leased film's revision.
    func steps(of lease: FilmLease) async throws -> any StepStore

    // MARK: Watching

    /// Events of one film after a number, oldest first, at most `limit`.
    func events(of id: FilmID, after number: Int64, limit: Int) async throws -> [FilmEvent]

    /// Events of all films after a number, oldest first, at most `limit`.
    func events(after number: Int64, limit: Int) async throws -> [FilmEvent]

    /// Every event of every film as it is committed, by this process or another, from now on.
    ///
    /// Ends when the store closes. A reader that falls far behind loses ``FilmEvent/Kind/progress(_:)`` events first
    /// and sees the stream end when even others must be lost; it then reads on with ``events(of:after:limit:)``.
    func tail() async -> AsyncStream<FilmEvent>

    /// The number of the last committed event.
    func lastEvent() async throws -> Int64

    // MARK: Learning and housekeeping

    /// Learns from finished work.
    func learn(_ sample: CostSample) async throws

    /// What has been learned.
    func estimator() async throws -> Estimator

    /// How many films stand where, and how long the oldest has waited.
    func census() async throws -> FilmCensus

    /// Films whose time is over.
    func expired(at time: Int64, limit: Int) async throws -> [FilmID]

    /// Drops what a store keeps beside films and that is over: idempotency keys, news of films that are gone. To be called
    /// every few minutes.
    func tidy() async throws
}

extension FilmStore {
    /// Nothing is over.
    package func tidy() async throws {}
}

/// A film to accept.
package struct FilmSubmission: Sendable {
    /// The record as it will be stored; its id was made by the caller.
    package var record: FilmRecord
    /// A client's own name for this submission, so that repeating it changes nothing.
    package var idempotency: IdempotencyKey?

    /// Names a submission.
    package init(record: FilmRecord, idempotency: IdempotencyKey? = nil) {
        self.record = record
        self.idempotency = idempotency
    }
}

/// A client's own name for a request (draft-ietf-httpapi-idempotency-key-header), kept for 24 hours.
package struct IdempotencyKey: Sendable, Hashable {
    /// Whose key it is, so that clients cannot meet each other's.
    package var owner: String
    /// The key, at most 255 bytes.
    package var key: String
    /// The hash of what was asked: the same key with another request is a mistake.
    package var fingerprint: String

    /// Names a key.
    package init(owner: String, key: String, fingerprint: String) {
        self.owner = owner
        self.key = key
        self.fingerprint = fingerprint
    }
}

/// What became of a submission.
package enum SubmissionOutcome: Sendable, Equatable {
    /// It is new.
    case accepted(FilmRecord)
    /// The key was used for the same request before: that film, as it is now.
    case repeated(FilmRecord)
    /// The key was used for another request.
    case keyReused
}

/// Which films are wanted.
package struct FilmQuery: Sendable, Equatable {
    /// Only these, all when empty.
    package var statuses: Set<FilmStatus> = []
    /// Only those accepted from this time on, in milliseconds since 1970.
    package var from: Int64?
    /// Only those accepted before this time.
    package var before: Int64?
    /// Only those whose words or title hold this text, without regard to case.
    package var text: String?
    /// Only those that carry all of these labels.
    package var labels: [String: String] = [:]
    /// Only those behind this one in the order asked for.
    package var after: FilmID?
    /// Oldest first instead of newest first.
    package var ascending = false
    /// How many at most, 1 to 100.
    package var limit = 20

    /// All films, newest first.
    package init() {}
}

/// A page of films.
package struct FilmPage: Sendable, Equatable {
    /// The films.
    package var films: [FilmRecord]
    /// Whether more follow.
    package var hasMore: Bool

    /// Names a page.
    package init(films: [FilmRecord], hasMore: Bool) {
        self.films = films
        self.hasMore = hasMore
    }
}

/// What a worker could take on now.
package struct WorkerOffer: Sendable, Equatable {
    /// The worker's name, for the operator's page; all films that one process makes at a time carry the same.
    package var worker: String
    /// The lanes it serves.
    package var lanes: Set<Lane>
    /// Bytes of memory it can spare.
    package var memory: Int64
    /// Bytes of disk it can spare.
    package var disk: Int64
    /// How many films it makes at a time; at most half of them, but one, are long.
    package var slots: Int

    /// Names an offer.
    package init(
        worker: String, lanes: Set<Lane> = Set(Lane.allCases), memory: Int64 = .max, disk: Int64 = .max, slots: Int = 1
    ) {
        self.worker = worker
        self.lanes = lanes
        self.memory = memory
        self.disk = disk
        self.slots = slots
    }
}

/// The right of one worker to make one revision of a film until it expires.
package struct FilmLease: Sendable, Hashable {
    /// The film.
    package let film: FilmID
    /// Its revision.
    package let revision: Int
    /// Grows with every lease of the store (fencing token).
    package let token: UInt64
    /// Which try this is, from 1.
    package let attempt: Int

    /// Names a lease.
    package init(film: FilmID, revision: Int, token: UInt64, attempt: Int) {
        self.film = film
        self.revision = revision
        self.token = token
        self.attempt = attempt
    }
}

/// How a leased film ended.
package enum FilmOutcome: Sendable, Equatable {
    /// It is made.
    case completed(FilmFigures)
    /// It may work another time.
    case retry(FilmFault)
    /// It will not work however often it is tried.
    case failed(FilmFault)
    /// The worker gives it back unharmed, as at a shutdown; no attempt is counted.
    case released
}

/// How many films stand where.
package struct FilmCensus: Sendable, Equatable {
    /// Films by status.
    package var counts: [FilmStatus: Int] = [:]
    /// Waiting films by lane.
    package var waiting: [Lane: Int] = [:]
    /// When the film that has waited longest was accepted, in milliseconds since 1970.
    package var oldestWaiting: Int64?

    /// Nothing anywhere.
    package init() {}
}

/// Why a store refused.
package enum FilmStoreError: Error, Sendable, Equatable {
    /// There is no such film.
    case unknownFilm
    /// The film stands where that cannot be done; the sentence says where.
    case conflict(String)
    /// The disk is full; nothing was changed.
    case full
    /// The database is damaged; the sentence says what to do.
    case damaged(String)
    /// Anything else that storing met.
    case unavailable(String)
}
