package import Curl
package import Films

/// Delivers: reads films' events, and sends what is due, each endpoint in a lane of its own.
///
/// Nothing is polled: it sleeps until the next delivery is due, an event comes or somebody rings. What was being sent
/// when the process died is sent again, under the same `webhook-id`.
package actor WebhookDispatcher {
    /// How much is done at a time.
    package struct Limits: Sendable {
        /// Attempts under way in all.
        package var total = 256
        /// Attempts under way in one lane.
        package var lane = 4
        /// How long an endpoint may take to answer.
        package var timeout = Duration.seconds(20)
        /// How long the log is kept, in milliseconds.
        package var logLife: Int64 = 30 * 86_400_000

        /// The usual limits.
        package init() {}
    }

    private let store: any WebhookStore
    private let client: HTTPClient
    private let clock: any WebhookClock
    private let reader: EventReader
    private let schedule: RetrySchedule
    private let limits: Limits
    private let chance: @Sendable () -> Double
    private let report: @Sendable (String) -> Void
    private nonisolated let bell = Bell()
    private var underWay: Set<DeliveryID> = []
    private var perLane: [String: Int] = [:]
    private var circuits: [String: Circuit] = [:]
    private var isStopping = false
    private var nextPruning: Int64 = .min

    /// Makes a dispatcher; ``run()`` is its work.
    ///
    /// - Parameters:
    ///   - store: Where everything is kept.
    ///   - films: Whose events are told.
    ///   - client: Sends; its guard decides where to.
    ///   - clock: The time.
    ///   - schedule: When to try again.
    ///   - limits: How much is done at a time.
    ///   - chance: 0 to 1, for the schedule's jitter.
    ///   - report: Told of faults of ours, one sentence each.
    package init(
        store: any WebhookStore, films: any FilmStore, client: HTTPClient, clock: any WebhookClock,
        schedule: RetrySchedule = RetrySchedule(), limits: Limits = Limits(),
        chance: @escaping @Sendable () -> Double = { .random(in: 0...1) },
        report: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.store = store
        self.client = client
        self.clock = clock
        self.schedule = schedule
        self.limits = limits
        self.chance = chance
        self.report = report
        reader = EventReader(films: films, store: store, clock: clock) { [bell] in bell.ring() }
    }

    /// Gets the store ready; call it before films are accepted, so that the first is heard of.
    package func prepare() async throws { try await reader.prepare() }

    /// Reads and delivers until ``stop()``, and returns when what was under way has ended.
    ///
    /// - Throws: `CancellationError` when the task is cancelled; what was under way then counts as not tried.
    package func run() async throws {
        try await prepare()
        try await store.alone {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await self.read() }
                group.addTask { try await self.deliver() }
                try await group.next()
                group.cancelAll()
            }
        }
    }

    /// Starts nothing more.
    package func stop() {
        isStopping = true
        bell.ring()
    }

    /// Looks at what is due now: something was put into the store from outside.
    package nonisolated func ring() { bell.ring() }

    private func read() async throws {
        while true {
            do { try await reader.run() } catch {
                try Task.checkCancellation()
                report("Films' events could not be turned into webhooks: \(error). It is tried again.")
                try await Task.sleep(for: .seconds(1))
            }
        }
    }

    private func deliver() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            while !isStopping {
                try Task.checkCancellation()
                var next: Int64? = clock.now + 5000
                do {
                    try await prune()
                    let (due, wake) = try await takeDue()
                    for item in due { group.addTask { await self.attempt(item) } }
                    next = wake
                } catch {
                    report("The webhooks that are due could not be read: \(error). It is tried again.")
                }
                await bell.wait(until: next, clock)
            }
        }
    }

    // MARK: Choosing

    /// What may be sent now, marked as under way, and when to look again if nothing happens before.
    private func takeDue() async throws -> (due: [DueDelivery], wake: Int64?) {
        var taken: [DueDelivery] = []
        var wake: Int64?
        let now = clock.now
        circuits = circuits.filter { !$0.value.isQuiet(at: now) }
        // In any order, so that when all hands are full no lane is always the last.
        for (lane, due) in try await store.lanes().shuffled() {
            let circuit = circuits[lane] ?? Circuit()
            let start = max(due, circuit.until)
            guard start <= now else {
                wake = min(wake ?? start, start)
                continue
            }
            let room = min(
                circuit.room(of: limits.lane) - (perLane[lane] ?? 0), limits.total - underWay.count)
            // The end of what is under way rings.
            guard room > 0 else { continue }
            let found = try await store.due(in: lane, at: now, limit: room, except: underWay)
            for item in found {
                underWay.insert(item.delivery.id)
                perLane[lane, default: 0] += 1
            }
            taken += found
            // The store's first due time may be that of one under way: look behind it.
            if found.count < room, let later = try await nextDue(in: lane, after: now) {
                wake = min(wake ?? later, later)
            }
        }
        return (taken, wake)
    }

    private func nextDue(in lane: String, after now: Int64) async throws -> Int64? {
        try await store.due(in: lane, at: .max, limit: 1, except: underWay).first?.delivery.due.map { max($0, now) }
    }

    private func prune() async throws {
        guard clock.now >= nextPruning else { return }
        nextPruning = clock.now + 6 * 3_600_000
        _ = try await store.prune(before: clock.now - limits.logLife)
    }

    // MARK: Sending

    private func attempt(_ item: DueDelivery) async {
        let delivery = item.delivery
        defer {
            underWay.remove(delivery.id)
            let left = (perLane[delivery.lane] ?? 1) - 1
            perLane[delivery.lane] = left > 0 ? left : nil
            bell.ring()
        }
        let began = clock.now
        let start = ContinuousClock.now
        var status: Int?
        var answer: [UInt8] = []
        let verdict: Verdict
        do {
            let response = try await client.send(
                request(item, at: began), limit: DeliveryAttempt.answerLimit, cutting: true)
            status = response.head.status
            answer = response.body
            verdict = Verdict(response.head, now: clock.now / 1000)
        } catch let error as HTTPClientError {
            verdict = Verdict(error)
        } catch {
            // Cancelled: as if it had not been tried.
            return
        }
        let spent = (ContinuousClock.now - start).components
        let after = settle(delivery, verdict, status: status)
        let attempt = DeliveryAttempt(
            number: after.attempts, time: began,
            milliseconds: Int(spent.seconds) * 1000 + Int(spent.attoseconds / 1_000_000_000_000_000), status: status,
            error: verdict.reason, answer: answer)
        do {
            try await store.record(attempt, after)
            if case .gone(let reason) = verdict { try await close(delivery, reason) }
        } catch {
            // It stays due and is sent again; not at once, as the store may need time.
            circuits[delivery.lane, default: Circuit()].pause(until: clock.now + 5000)
            report("An attempt of \(delivery.id) could not be written down: \(error). It is sent again.")
        }
    }

    private func request(_ item: DueDelivery, at time: Int64) -> OutgoingRequest {
        var request = OutgoingRequest("POST", item.delivery.url.isEmpty ? item.endpoint.url : item.delivery.url)
        request.headers = [("Content-Type", "application/json")]
        request.headers += Signature.headers(
            message: item.message.id, body: item.message.body, secrets: item.endpoint.secrets, at: time)
        request.body = item.message.body
        request.timeout = limits.timeout
        return request
    }

    /// Where a delivery stands after an attempt, and what its lane learns from it.
    private func settle(_ delivery: Delivery, _ verdict: Verdict, status: Int?) -> Delivery {
        var after = delivery
        let now = clock.now
        after.attempts += 1
        after.step += 1
        after.status = status
        after.error = verdict.reason
        var circuit = circuits[delivery.lane] ?? Circuit()
        switch verdict {
        case .delivered:
            circuit.succeed()
            after.state = .delivered
            after.due = nil
            after.ended = now
        case .gone(let reason): after.fail(reason, at: now)
        case .retry(let reason, let pause, let isDown):
            if isDown { circuit.fail(at: now) } else { circuit.succeed() }
            let asked = pause.map { now + min($0, schedule.longestPause / 1000) * 1000 }
            if let asked { circuit.pause(until: asked) }
            if let wait = schedule.wait(before: after.step, chance: chance()),
                now - delivery.begun < schedule.longestLife
            {
                after.due = max(now + wait, asked ?? 0)
            } else {
                after.fail("\(reason) That was the last attempt.", at: now)
            }
        }
        circuits[delivery.lane] = circuit
        return after
    }

    /// Sends nothing more to who wants nothing more.
    private func close(_ delivery: Delivery, _ reason: String) async throws {
        if delivery.endpoint == .callbacks {
            try await store.giveUp(callbacksTo: delivery.url, reason: reason, at: clock.now)
        } else {
            _ = try await store.update(delivery.endpoint, at: clock.now) { $0.disabled = reason }
        }
    }
}

extension Verdict {
    /// Why an attempt does not count; `nil` when it does.
    var reason: String? {
        switch self {
        case .delivered: nil
        case .retry(let reason, _, _): reason
        case .gone(let reason): reason
        }
    }
}
