internal import Film
package import Films
internal import Synchronization
internal import TestSupport
internal import Testing

/// A film store under test, with a clock in the test's hand.
package final class FilmStoreBed: Sendable {
    /// Opens a store: again for the same folder it is the same store, as another process sees it.
    package typealias Open =
        @Sendable (_ folder: String, _ rules: FilmRules, _ clock: @escaping FilmClock) async throws -> any FilmStore

    /// The store.
    package let films: any FilmStore
    /// Its clock.
    package let clock: TestClock
    /// The numbers it goes by.
    package let rules: FilmRules
    private let folder: String
    private let open: Open
    private let made = Mutex<UInt64>(0)

    /// Runs a body with a fresh store.
    ///
    /// - Parameters:
    ///   - open: How the driver opens one.
    ///   - body: What is to be seen.
    /// - Throws: What the store or the body throws.
    package static func with(_ open: @escaping Open, _ body: (FilmStoreBed) async throws -> Void) async throws {
        try await withScratch { folder in
            let clock = TestClock()
            let rules = FilmRules()
            let films = try await open(folder, rules, { clock.now })
            try await body(FilmStoreBed(films: films, clock: clock, rules: rules, folder: folder, open: open))
        }
    }

    private init(films: any FilmStore, clock: TestClock, rules: FilmRules, folder: String, open: @escaping Open) {
        self.films = films
        self.clock = clock
        self.rules = rules
        self.folder = folder
        self.open = open
    }

    /// The store as another process that opens it now sees it.
    package func opened() async throws -> any FilmStore {
        let clock = clock
        return try await open(folder, rules, { clock.now })
    }

    // MARK: Films

    /// A film to submit, its id later than those before it.
    package func film(
        _ text: String = "Rain falls.", wall: Double? = 10, memory: Int64 = 1, bytes: Int64 = 1,
        _ change: (inout FilmRequest) -> Void = { _ in }
    ) -> FilmRecord {
        let number = made.withLock { number in
            number += 1
            return number
        }
        var request = FilmRequest(brief: Brief(source: .prompt(text)))
        change(&request)
        var film = FilmRecord(id: FilmID(at: clock.now, chance: (0, number)), request: request, created: clock.now)
        film.estimate = wall.map { FilmEstimate(cpuSeconds: $0, wallSeconds: $0, bytes: bytes, memory: memory) }
        return film
    }

    /// Submits a film.
    @discardableResult
    package func submit(_ film: FilmRecord) async throws -> FilmID {
        let outcome = try await films.submit(FilmSubmission(record: film))
        guard case .accepted(let accepted) = outcome else {
            throw Unexpected("the submission was not accepted: \(outcome)")
        }
        return accepted.id
    }

    /// Submits a film of some length and leases it.
    package func leased(_ film: FilmRecord? = nil, by worker: String = "worker") async throws -> FilmLease {
        let id = try await submit(film ?? self.film())
        let lease = try #require(try await films.lease(WorkerOffer(worker: worker)))
        #expect(lease.film == id)
        return lease
    }

    /// A film as it is now.
    package func now(_ id: FilmID) async throws -> FilmRecord { try #require(try await films.film(id)) }

    /// The names of a film's events, without `video.`.
    package func told(_ id: FilmID) async throws -> [String] {
        try await films.events(of: id, after: 0, limit: 10_000).map { String($0.kind.name.dropFirst(6)) }
    }
}

/// What a rule met instead of what it needs.
struct Unexpected: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

extension FilmFigures {
    static let some = FilmFigures(seconds: 3, bytes: 4, cpuSeconds: 5, wallSeconds: 6)
}

extension FilmFault {
    static let passing = FilmFault(code: "internalFault", message: "The disk was slow.", remedy: "")
}
