package import Films
package import HTTPServer
package import NIOHTTP1

extension Call {
    /// What the client would like beyond the plain answer.
    package var preferences: Preferences { Preferences(request.headers["prefer"]) }

    /// Answers with a film, after waiting for its end as long as the client would like.
    ///
    /// - Throws: ``FilmStoreError``; `CancellationError` when the client goes away meanwhile.
    package func answer(
        _ film: FilmRecord, waitingFor preferences: Preferences, headers: HTTPHeaders = [:]
    ) async throws -> HTTPResponse {
        guard let seconds = preferences.wait else { return .video(film, headers: headers) }
        var headers = headers
        headers.add(name: "Preference-Applied", value: "wait=\(seconds)")
        let now = try await end(of: film, within: .seconds(seconds))
        return .video(now, headers: headers)
    }

    /// Waits until nothing will happen to a film any more, or the time is over.
    ///
    /// - Parameters:
    ///   - film: As it was.
    ///   - time: How long at most.
    /// - Returns: The film as it is then; as it was, when it was deleted meanwhile.
    /// - Throws: ``FilmStoreError``; `CancellationError`.
    package func end(of film: FilmRecord, within time: Duration) async throws -> FilmRecord {
        guard !film.status.isFinal, time > .zero else { return film }
        let (films, hub, id) = (services.films, services.hub, film.id)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await hub.listening(to: .films([id])) { subscription in
                    // The record is read again after listening began: nothing can end unseen between the two.
                    while let now = try await films.film(id), !now.status.isFinal {
                        var hasEnded = false
                        while !hasEnded {
                            let batch = try await subscription.take()
                            hasEnded = batch.isStale || batch.isPing || batch.events.contains { $0.isFinal }
                            if batch.isClosed { return }
                        }
                    }
                }
            }
            group.addTask { try await Task.sleep(for: time) }
            try await group.next()
            group.cancelAll()
        }
        return try await films.film(id) ?? film
    }
}
