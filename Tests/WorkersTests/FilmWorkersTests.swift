import Film
import Films
import Platform
import Steps
import TestSupport
import Testing

@testable import Workers

/// Films from their submission to their end, made by workers over the memory store.
@Suite struct FilmWorkersTests {
    /// A service's films and workers in a scratch folder.
    struct House: Sendable {
        let films: MemoryFilms
        let maker: FakeMaker
        let workers: FilmWorkers

        init(in folder: String, _ behaviours: [FakeMaker.Behaviour] = [.works], limits: WorkerLimits = .quick) throws {
            try FileSystem.makeFolder(folder)
            var rules = FilmRules()
            rules.backoff = 1
            films = MemoryFilms(rules: rules)
            maker = FakeMaker(behaviours)
            workers = FilmWorkers(
                store: films, maker: maker, places: FilmPlaces(data: folder), limits: limits,
                scheduler: Scheduler(scenes: 1, spare: 1, speakers: 1), name: "test", now: systemTime)
        }

        func submit(_ edit: (inout FilmRecord) -> Void = { _ in }) async throws -> FilmID {
            var record = FilmRecord(
                id: FilmID(at: systemTime()), request: FilmRequest(brief: Brief(source: .prompt("One. Two."))),
                created: systemTime())
            edit(&record)
            _ = try await films.submit(FilmSubmission(record: record))
            return record.id
        }

        /// Waits until a film's record is as it should be.
        func until(_ film: FilmID, _ isRight: (FilmRecord) -> Bool) async throws -> FilmRecord {
            while true {
                try Task.checkCancellation()
                if let record = await films.film(film), isRight(record) { return record }
                try await Task.sleep(for: .milliseconds(5))
            }
        }

        /// Runs the workers while a body runs, then stops them.
        func working<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
            async let end: Void = workers.run()
            let value = try await body()
            workers.stop()
            await end
            return value
        }
    }

    private func withHouse<Value: Sendable>(
        _ behaviours: [FakeMaker.Behaviour] = [.works], limits: WorkerLimits = .quick,
        _ body: @Sendable (House) async throws -> Value
    ) async throws -> Value {
        try await withScratch { folder in
            let house = try House(in: folder, behaviours, limits: limits)
            return try await body(house)
        }
    }

    @Test func makesAFilmAndTellsWhatHappensInOrder() async throws {
        try await withHouse { house in
            let film = try await house.submit()
            let record = try await house.working { try await house.until(film) { $0.status.isFinal } }
            #expect(record.status == .completed)
            #expect(record.title == "Fake")
            #expect(record.figures?.seconds == 4)
            #expect(record.progress.scenesDone == 2)
            #expect(record.progress.scenesReused == 1)
            #expect(record.progress.playableAfter != nil)
            let names = await house.films.events(of: film, after: 0, limit: 100).map(\.kind.name)
            let told = names.filter { $0 != "video.progress" }
            #expect(
                told == [
                    "video.queued", "video.started", "video.stage", "video.notice", "video.planned", "video.stage",
                    "video.stage", "video.scene", "video.playable", "video.scene", "video.stage", "video.completed",
                ])
            #expect(await house.films.storyboard(of: film, revision: 1) != nil)
        }
    }

    @Test func makesManyFilmsSideBySideButNoMoreThanItMay() async throws {
        var limits = WorkerLimits.quick
        limits.films = 3
        try await withHouse([.hangs], limits: limits) { house in
            var films: [FilmID] = []
            for _ in 0..<6 { films.append(try await house.submit { $0.lane = .short }) }
            try await house.working {
                while house.workers.inFlight < 3 { try await Task.sleep(for: .milliseconds(5)) }
                try await Task.sleep(for: .milliseconds(50))
                #expect(house.workers.inFlight == 3)
            }
            #expect(await house.films.census().counts[.queued] == 6)
        }
    }

    /// Whether a failure's film is tried again.
    static let failures: [(FilmError.Code, Bool)] = [
        (.usage, false), (.input, false), (.media, false), (.missing, false), (.output, true), (.internalFault, true),
    ]

    @Test(arguments: failures)
    func triesAgainOnlyWhatMayWorkAnotherTime(_ code: FilmError.Code, _ again: Bool) async throws {
        let failure = FilmError(code, "It did not work.", remedy: "Mend it.")
        try await withHouse([.fails(failure), .works]) { house in
            let film = try await house.submit()
            let record = try await house.working { try await house.until(film) { $0.status.isFinal } }
            #expect(record.status == (again ? .completed : .failed))
            #expect(house.maker.orders.count == (again ? 2 : 1))
            if !again {
                #expect(
                    record.fault == FilmFault(code: code.rawValue, message: "It did not work.", remedy: "Mend it."))
            }
        }
    }

    @Test func givesUpWhatFailsEveryTime() async throws {
        try await withHouse([.fails(FilmError(.internalFault, "Our fault."))]) { house in
            let film = try await house.submit()
            let record = try await house.working { try await house.until(film) { $0.status.isFinal } }
            #expect(record.status == .failed)
            #expect(record.fault?.code == "internalFault", "\(record.fault?.message ?? "")")
            #expect(house.maker.orders.count == FilmRules().attempts)
        }
    }

    @Test func leavesACancelledFilmAtOnce() async throws {
        try await withHouse([.hangs]) { house in
            let film = try await house.submit()
            try await house.working {
                _ = try await house.until(film) { $0.status == .running }
                while house.maker.orders.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
                let record = try await house.films.cancel(film)
                #expect(record.status == .cancelled)
                while house.workers.inFlight > 0 { try await Task.sleep(for: .milliseconds(5)) }
            }
        }
    }

    @Test func givesFilmsBackWhenItStopsWithoutCountingAnAttempt() async throws {
        try await withHouse([.hangs]) { house in
            let film = try await house.submit()
            try await house.working { _ = try await house.until(film) { $0.status == .running } }
            let record = try #require(await house.films.film(film))
            #expect(record.status == .queued)
            #expect(record.attempt == 0)
        }
    }

    @Test func givesFilmsBackWhenItsTaskIsCancelled() async throws {
        try await withHouse([.hangs]) { house in
            let film = try await house.submit()
            let task = Task { await house.workers.run() }
            _ = try await house.until(film) { $0.status == .running }
            task.cancel()
            await task.value
            #expect(await house.films.film(film)?.status == .queued)
        }
    }

    @Test func makesARevisedFilmIntoAFolderOfItsOwn() async throws {
        try await withHouse { house in
            let film = try await house.submit()
            try await house.working {
                _ = try await house.until(film) { $0.status.isFinal }
                let text = try #require(await house.films.storyboard(of: film, revision: 1))
                _ = try await house.films.revise(
                    film, expected: 1, storyboard: text.replacing("One.", with: "Three."))
                _ = try await house.until(film) { $0.finishedRevision == 2 }
            }
            let orders = house.maker.orders
            #expect(orders.map { Path.name(of: $0.folder) } == ["r1", "r2"])
            #expect(orders.last?.storyboard.scenes.first?.narration == "Three.")
        }
    }

    @Test func takesNothingUpWhenTheDiskIsAlmostFull() async throws {
        var limits = WorkerLimits.quick
        limits.freeDisk = .max
        try await withHouse(limits: limits) { house in
            let film = try await house.submit()
            try await house.working { try await Task.sleep(for: .milliseconds(50)) }
            #expect(await house.films.film(film)?.status == .queued)
        }
    }
}

extension WorkerLimits {
    /// Limits for tests.
    static var quick: WorkerLimits {
        var limits = WorkerLimits()
        limits.freeDisk = 0
        return limits
    }
}
