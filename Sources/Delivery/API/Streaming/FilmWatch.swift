import Films

/// Waits, with a timer that runs only while somebody waits, for what a film's files or record will show.
struct FilmWatch {
    /// The film as it was last read.
    private(set) var record: FilmRecord
    private let films: any FilmStore
    private let subscription: Subscription

    /// Watches a film.
    ///
    /// - Parameters:
    ///   - record: The film as it is now.
    ///   - films: Where it is read again.
    ///   - subscription: To this film's events.
    init(_ record: FilmRecord, films: any FilmStore, subscription: Subscription) {
        self.record = record
        self.films = films
        self.subscription = subscription
    }

    /// Waits a moment, and reads the record again if something but progress was told.
    ///
    /// - Throws: `CancellationError`; an ``APIError``, 404, when the film was removed.
    mutating func pause(_ moment: Duration) async throws {
        try await Task.sleep(for: moment)
        let batch = subscription.takeNow()
        guard batch.isStale || batch.events.contains(where: { !$0.isProgress }) else { return }
        guard let record = try await films.film(record.id) else { throw APIError.unknownFilm(record.id.rawValue) }
        self.record = record
    }
}

extension Call {
    /// How long a request waits for a film's first bytes before the client is asked to come again.
    static let patience = Duration.seconds(20)

    /// Waits until a film has what is looked for.
    ///
    /// - Parameters:
    ///   - film: The film as it is now.
    ///   - what: What is waited for, for the client's sake.
    ///   - find: Looks; `nil` means not yet.
    /// - Returns: What was found.
    /// - Throws: An ``APIError``: 409 when the film ended without it, 503 with `Retry-After` when it took too long.
    func waiting<Found>(
        for film: FilmRecord, _ what: String, _ find: (FilmRecord) async throws -> Found?
    ) async throws -> Found {
        try await services.hub.listening(to: .films([film.id])) { subscription in
            // Read once more: what happened before the subscription began is not told any more.
            var watch = FilmWatch(
                try await services.films.film(film.id) ?? film, films: services.films, subscription: subscription)
            let end = ContinuousClock.now + Self.patience
            while true {
                if let found = try await find(watch.record) { return found }
                if watch.record.status.isFinal { throw APIError.ended(watch.record, without: what) }
                guard ContinuousClock.now < end else {
                    throw APIError(.busy, "The video's \(what) is not there yet. Ask again in a moment.", retryAfter: 2)
                }
                try await watch.pause(.milliseconds(40))
            }
        }
    }
}

extension APIError {
    /// The film ended and will never have what was asked for.
    static func ended(_ record: FilmRecord, without what: String) -> APIError {
        switch record.status {
        case .failed:
            let reason = record.fault.map { ": \($0.message)" } ?? "."
            return APIError(.notReady, "The video has no \(what), because making it failed\(reason)")
        case .cancelled: return APIError(.notReady, "The video has no \(what), because it was cancelled.")
        case .queued, .running:
            return APIError(.notReady, "The video has no \(what) yet; it is still being made.", retryAfter: 2)
        case .completed: return APIError(.notAvailable, "The video has no \(what).")
        }
    }
}
