import Films

/// Follows events from a number on: what the store has first, then what comes, without a gap and without a double.
struct EventReader {
    /// What a reader is told.
    enum Piece {
        case event(SharedEvent)
        case ping
    }

    let films: any FilmStore
    /// The film, or `nil` for all of them.
    let film: FilmID?
    /// The last number seen.
    private(set) var last: Int64
    private static let page = 200

    init(films: any FilmStore, film: FilmID?, after number: Int64) {
        self.films = films
        self.film = film
        last = number
    }

    /// Tells everything until the film's story ends or the hub closes; for all films only the latter.
    ///
    /// - Parameters:
    ///   - subscription: Opened before this is called, so that nothing can fall between the store and it.
    ///   - tell: Passes a piece on; waits for a slow client.
    /// - Throws: What telling throws, as when the client is gone; ``FilmStoreError``; `CancellationError`.
    mutating func run(_ subscription: Subscription, tell: (Piece) async throws -> Void) async throws {
        guard try await catchUp(tell) else { return }
        while true {
            let batch = try await subscription.take()
            for event in batch.events where event.number > last {
                try await tell(.event(event))
                last = event.number
                if film != nil, event.isFinal { return }
            }
            if batch.isStale { guard try await catchUp(tell) else { return } }
            if batch.isPing { try await tell(.ping) }
            if batch.isClosed { return }
        }
    }

    /// Reads on in the store.
    ///
    /// - Returns: Whether more can follow.
    private mutating func catchUp(_ tell: (Piece) async throws -> Void) async throws -> Bool {
        // Asked first: a film that ends while its events are read is told of by what comes.
        var endsHere = false
        if let film { endsHere = try await films.film(film)?.status.isFinal ?? true }
        while true {
            let events = try await nextPage()
            for (index, event) in events.enumerated() {
                let shared = SharedEvent(event)
                endsHere = shared.isFinal
                last = event.number
                // Of progress in the past only the newest says anything.
                let isOld = shared.isProgress && events[(index + 1)...].contains { $0.isProgress(of: event.film) }
                if !isOld { try await tell(.event(shared)) }
            }
            if events.count < Self.page { break }
        }
        return film == nil || !endsHere
    }

    private func nextPage() async throws -> [FilmEvent] {
        guard let film else { return try await films.events(after: last, limit: Self.page) }
        return try await films.events(of: film, after: last, limit: Self.page)
    }
}

extension FilmEvent {
    fileprivate func isProgress(of film: FilmID) -> Bool {
        if case .progress = kind { self.film == film } else { false }
    }
}
