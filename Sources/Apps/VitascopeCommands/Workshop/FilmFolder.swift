internal import Captions
internal import Film
internal import LibAV
internal import Packaging
internal import Platform
internal import Rendering
internal import Synchronization

/// A film's folder: what it holds while the film is made and when it is done.
struct FilmFolder: Sendable {
    let folder: String
    let storyboard: Storyboard

    /// Makes the film into the folder.
    func make(
        _ renderer: FilmRenderer, started: ContinuousClock.Instant, view: ProgressView
    ) async throws -> RenderSummary {
        try FileSystem.makeFolder(folder)
        let hls = Path.join(folder, "hls")
        let playlist = Path.join(hls, "film.m3u8")
        try AtomicFile.write(try StoryboardReader.bytes(of: storyboard), to: Path.join(folder, "storyboard.json"))
        let playableBox = PlayableTime()
        let (outcome, reused) = try await renderer.render(
            sink: { video, audio in
                try HLSWriter(folder: hls, tracks: HLSWriter.Tracks(video: video, audio: audio))
            },
            onPlayable: {
                let seconds = (ContinuousClock.now - started).seconds
                playableBox.set(seconds)
                view.show(.playable(playlist: playlist, seconds: seconds))
            })
        view.show(.finishing)
        return RenderSummary(
            film: Path.join(folder, "film.mp4"), playlist: playlist,
            seconds: storyboard.frameRate.seconds(before: outcome.frames), scenes: storyboard.scenes.count,
            reused: reused, firstPlayable: playableBox.value, wall: (ContinuousClock.now - started).seconds,
            cpu: Machine.processorTime.seconds, peakMemory: Machine.peakResidentBytes)
    }
}

/// When the film became playable, told from the publisher's queue.
final class PlayableTime: Sendable {
    private let seconds = Mutex(0.0)

    func set(_ value: Double) { seconds.withLock { $0 = value } }

    var value: Double { seconds.withLock { $0 } }
}
