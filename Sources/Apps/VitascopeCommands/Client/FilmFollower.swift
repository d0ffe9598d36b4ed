internal import Curl
internal import Film
internal import Films

/// Follows a film's events to its end, through lost connections: each time it goes on behind the last event seen.
struct FilmFollower: Sendable {
    let client: ServiceClient
    let film: FilmID
    /// Told when the connection is lost, and when it is back.
    let notice: @Sendable (String) -> Void

    /// Connections that may fail in a row, the waits between them doubling from half a second to ten seconds.
    private static let patience = 20

    /// Follows.
    ///
    /// - Parameter take: Takes each event once, in order: as JSON text, and read.
    /// - Returns: The last event; `nil` when the film had ended before and has no more to tell.
    /// - Throws: A `FilmError`; `CancellationError`.
    @discardableResult
    func follow(_ take: (_ text: String, _ event: RemoteEvent) -> Void) async throws -> RemoteEvent? {
        let revision = try await client.read(RemoteFilm.self, "/v1/videos/\(film)").revision
        var last: String?
        var failures = 0
        while true {
            do {
                let headers: [(name: String, value: String)] = last.map { [("Last-Event-ID", $0)] } ?? []
                let stream = try await client.open("/v1/videos/\(film)/events", headers: headers)
                if stream.head.status == 204 { return nil }
                if failures > 0 { notice("The service is back.") }
                var parser = EventStreamParser()
                while let piece = try await stream.next() {
                    for event in parser.take(piece) {
                        guard let known = try? ServiceClient.decode(RemoteEvent.self, Array(event.data.utf8)) else {
                            continue
                        }
                        failures = 0
                        if let id = event.id { last = id }
                        take(event.data, known)
                        // An earlier revision's end is not this one's.
                        if known.isFinal, known.data.revision >= revision { return known }
                    }
                }
                // The service ended the stream, as it does when it stops.
                throw HTTPClientError.cut
            } catch let error as HTTPClientError {
                failures += 1
                guard failures < Self.patience else { throw client.failure(error) }
                if failures == 1 { notice("The connection to the service was lost; it is tried again.") }
                try await Task.sleep(for: .milliseconds(min(500 << min(failures - 1, 5), 10_000)))
            }
        }
    }
}
