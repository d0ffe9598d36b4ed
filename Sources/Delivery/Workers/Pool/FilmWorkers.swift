package import Films
import Platform
import Steps
import Synchronization

/// One process's film workers: takes up films that are next in line, as many as memory and disk carry, and makes them.
package final class FilmWorkers: Sendable {
    /// Something the operator may want to know.
    package enum Note: Sendable {
        /// A film was taken up.
        case started(FilmLease)
        /// A film's attempt ended.
        case ended(FilmLease, FilmOutcome)
        /// A film was lost to somebody else, cancelled or removed.
        case left(FilmLease)
        /// The store failed; it is asked again soon.
        case trouble(String)
    }

    private struct Load {
        var films: [FilmLease: Int64] = [:]
        /// Since when nothing is in flight and nothing was let go; `nil` otherwise.
        var idleSince: ContinuousClock.Instant?
    }

    /// How long nothing must have been made before memory is given back that the next film needs again.
    private static let restAfter = Duration.seconds(60)

    private let store: any FilmStore
    private let maker: any FilmMaker
    private let places: FilmPlaces
    private let limits: WorkerLimits
    private let scheduler: Scheduler
    private let name: String
    private let now: FilmClock
    private let note: @Sendable (Note) -> Void
    private let switches = StopSwitches()
    private let load = Mutex(Load())
    private let isStopping = Mutex(false)
    private let wakes = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))

    /// Prepares workers; nothing happens before ``run()``.
    ///
    /// - Parameters:
    ///   - store: Where the films are.
    ///   - maker: Makes them.
    ///   - places: Where their files go.
    ///   - limits: What they may take.
    ///   - scheduler: Shares the cores among them.
    ///   - name: This process's name among workers.
    ///   - now: Milliseconds since 1970.
    ///   - note: Told what happens, from any thread.
    package init(
        store: any FilmStore, maker: any FilmMaker, places: FilmPlaces, limits: WorkerLimits, scheduler: Scheduler,
        name: String, now: @escaping FilmClock, note: @escaping @Sendable (Note) -> Void = { _ in }
    ) {
        self.store = store
        self.maker = maker
        self.places = places
        self.limits = limits
        self.scheduler = scheduler
        self.name = name
        self.now = now
        self.note = note
    }

    /// Films in flight.
    package var inFlight: Int { load.withLock { $0.films.count } }

    /// Makes films until ``stop()`` is called or the task is cancelled; every film in work is then given back.
    package func run() async {
        await withTaskCancellationHandler {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.watch() }
                group.addTask { await self.tick() }
                await self.lead()
                group.cancelAll()
            }
        } onCancel: {
            stop()
        }
    }

    /// Takes up no more films and gives back those in work.
    package func stop() {
        isStopping.withLock { $0 = true }
        switches.stopAll()
        wakes.continuation.yield()
    }

    /// Leases films while there is room and lets each run.
    private func lead() async {
        await withDiscardingTaskGroup { group in
            var waits = wakes.stream.makeAsyncIterator()
            while !isStopping.withLock({ $0 }) {
                if let lease = await next() {
                    load.withLock { $0.films[lease] = 0 }
                    group.addTask { await self.make(lease) }
                } else {
                    await waits.next()
                }
            }
        }
    }

    private func next() async -> FilmLease? {
        guard let offer = offer() else { return nil }
        do {
            return try await store.lease(offer)
        } catch {
            if !(error is CancellationError) { note(.trouble("No film could be taken up: \(error).")) }
            return nil
        }
    }

    /// What could be taken on now, or `nil` for nothing.
    private func offer() -> WorkerOffer? {
        let (count, memory) = load.withLock { ($0.films.count, $0.films.values.reduce(0, +)) }
        guard count < limits.films, memory < limits.memory else { return nil }
        let free = Int64(Machine.freeDiskBytes(at: places.data) ?? .max)
        guard free > limits.freeDisk else { return nil }
        return WorkerOffer(
            worker: name, memory: limits.memory - memory, disk: free - limits.freeDisk, slots: limits.films)
    }

    private func make(_ lease: FilmLease) async {
        note(.started(lease))
        let stops = switches.open(lease.film)
        defer {
            switches.close(lease.film)
            load.withLock { load in
                load.films[lease] = nil
                if load.films.isEmpty { load.idleSince = .now }
            }
            wakes.continuation.yield()
        }
        do {
            guard let record = try await store.film(lease.film) else { return note(.left(lease)) }
            // Only scenes in work need a film's whole memory, and the scheduler bounds those.
            load.withLock { $0.films[lease] = (record.estimate?.memory ?? 0) / 4 }
            let turns = scheduler.join(lane: record.lane, priority: record.request.priority)
            defer { turns.leave() }
            let run = FilmRun(
                store: store, maker: maker, places: places, limits: limits, now: now, lease: lease, record: record,
                turns: turns, stops: stops)
            switch await run.run() {
            case .finished(let outcome): note(.ended(lease, outcome))
            case .lost: note(.left(lease))
            }
        } catch {
            note(.trouble("\(lease.film) could not be read: \(error)."))
        }
    }

    /// Follows the store: new work wakes the leader, cancelled films are stopped within a frame.
    private func watch() async {
        while !Task.isCancelled {
            for await event in await store.tail() {
                switch event.kind {
                case .queued: wakes.continuation.yield()
                case .cancelled, .deleted: switches.stop(event.film, .lost)
                case .started, .stage, .planned, .notice, .progress, .scene, .playable, .completed, .retrying, .failed:
                    break
                }
            }
            // The stream ends for one that read too slowly; heartbeats tell what was missed.
            try? await Task.sleep(for: .milliseconds(100))
        }
    }

    /// Looks now and then for films whose time came: those to be retried, and those of workers that were lost.
    private func tick() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .seconds(2))
            wakes.continuation.yield()
            let isTired = load.withLock { load in
                guard let since = load.idleSince, load.films.isEmpty, .now - since >= Self.restAfter else {
                    return false
                }
                load.idleSince = nil
                return true
            }
            if isTired {
                await maker.rest()
                Allocator.giveBack()
            }
        }
    }
}
