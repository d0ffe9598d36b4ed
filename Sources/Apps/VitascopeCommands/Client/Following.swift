internal import Film
internal import Films

/// Shows a film's progress until it ends: what `watch` and `submit --wait` do.
struct Following: Sendable {
    let client: ServiceClient
    let film: FilmID
    /// Whether events go to standard output as JSON lines instead of being shown.
    let isJSON: Bool

    /// Follows to the end.
    ///
    /// - Returns: The finished film.
    /// - Throws: The film's own failure, as a `FilmError`; `CancellationError`.
    @discardableResult
    func run() async throws -> RemoteFilm {
        let view = ProgressView(isJSON ? .none : .auto)
        let start = try await client.read(RemoteFilm.self, "/v1/videos/\(film)")
        var progress = RemoteProgress(watchingAt: client.base + start.urls.hls)
        let plain: Notice = { Terminal.error("note: \($0)\n") }
        let follower = FilmFollower(client: client, film: film, notice: isJSON ? plain : view.notice)
        defer { view.close() }
        try await follower.follow { text, event in
            if isJSON { Terminal.output(text + "\n") }
            for shown in progress.events(for: event) { view.show(shown) }
        }
        let end: RemoteFilm
        do { end = try await client.read(RemoteFilm.self, "/v1/videos/\(film)") } catch let error as FilmError {
            guard error.code == .input else { throw error }
            throw FilmError(.input, "The film was deleted.")
        }
        if let failure = end.failure { throw failure }
        view.close()
        if !isJSON { Terminal.error(Self.sentence(end) + "\n") }
        return end
    }

    /// What a finished film is, in a line.
    static func sentence(_ film: RemoteFilm) -> String {
        var parts = ["\(film.detail.scenesTotal) scenes"]
        if let playable = film.detail.playableAfter {
            parts.append("playable after \(playable.rounded(places: 1)) s")
        }
        if let bytes = film.bytes { parts.append(ByteText.text(Int(bytes))) }
        return "\(ProgressView.clock(film.duration ?? 0)) of film: \(parts.joined(separator: ", "))"
    }
}
