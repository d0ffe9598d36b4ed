/// What happens while a film is made, for progress views and logs.
package enum RenderEvent: Sendable, Equatable {
    /// The storyboard is ready; so many scenes will be made.
    case planned(title: String, scenes: Int)
    /// Something the person should know but that stops nothing.
    case notice(String)
    /// A sentence is spoken: how many of how many are.
    case spoken(done: Int, total: Int)
    /// Frames of a scene were encoded (a few times a second at most per scene).
    case frames(scene: Int, done: Int, total: Int)
    /// A scene of so many seconds is finished; `reused` when an earlier run had made it.
    case scene(index: Int, seconds: Double, done: Int, total: Int, reused: Bool)
    /// The playlist can be opened: seconds since the process started making the film.
    case playable(playlist: String, seconds: Double)
    /// The film is being closed (final MP4, poster, sidecars).
    case finishing
    /// Everything is written.
    case finished(RenderSummary)
}

/// What a finished film is and what it took.
package struct RenderSummary: Sendable, Equatable, Codable {
    /// The final MP4's path.
    package var film: String
    /// The HLS playlist's path.
    package var playlist: String
    /// Length in seconds.
    package var seconds: Double
    /// Scenes in all.
    package var scenes: Int
    /// Scenes taken from an earlier run.
    package var reused: Int
    /// Seconds from the start to the first playable segment.
    package var firstPlayable: Double
    /// Wall-clock seconds in all.
    package var wall: Double
    /// CPU seconds of the process.
    package var cpu: Double
    /// Peak resident memory in bytes.
    package var peakMemory: Int

    /// Gathers the figures.
    package init(
        film: String, playlist: String, seconds: Double, scenes: Int, reused: Int, firstPlayable: Double, wall: Double,
        cpu: Double, peakMemory: Int
    ) {
        self.film = film
        self.playlist = playlist
        self.seconds = seconds
        self.scenes = scenes
        self.reused = reused
        self.firstPlayable = firstPlayable
        self.wall = wall
        self.cpu = cpu
        self.peakMemory = peakMemory
    }
}
