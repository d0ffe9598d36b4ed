internal import Captions
internal import Film
internal import LibAV
internal import Packaging
internal import Platform
internal import Rendering

/// A film's folder: what it holds while the film is made, and what is added when it is done.
struct FilmFolder: Sendable {
    let folder: String
    let storyboard: Storyboard
    /// Credits known before the film is made: pictures, voices, fonts.
    let credits: [Credit]
    /// The file that is locked while the folder is written; `nil` for one in the cache, named after the folder wherever
    /// it is reached from.
    var lock: String?
    /// Whether `stream.mp4` grows in the folder until `film.mp4` is there.
    var streams = false

    var film: String { Path.join(folder, "film.mp4") }
    var playlist: String { Path.join(folder, "hls/film.m3u8") }
    private var stream: String { Path.join(folder, "stream.mp4") }

    /// Makes the film into the folder; waits while another process makes one there.
    func make(
        _ renderer: FilmRenderer, started: ContinuousClock.Instant, report: @escaping @Sendable (RenderEvent) -> Void
    ) async throws -> RenderSummary {
        try FileSystem.makeFolder(folder)
        let sayWaiting: @Sendable () -> Void = {
            report(.notice("Another film is being made in \(folder); waiting for it."))
        }
        return try await FileLock.holding(try lock ?? lockInCache(), waiting: sayWaiting) {
            try await makeAlone(renderer, started: started, report: report)
        }
    }

    private func lockInCache() throws -> String {
        let locks = Path.join(UserFolders.cache, "locks")
        try FileSystem.makeFolder(locks)
        let place = FileSystem.facts(folder)?.identity
        return Path.join(locks, "film-\(place?.device ?? 0)-\(place?.number ?? 0)")
    }

    private func makeAlone(
        _ renderer: FilmRenderer, started: ContinuousClock.Instant, report: @escaping @Sendable (RenderEvent) -> Void
    ) async throws -> RenderSummary {
        try AtomicFile.write(try StoryboardReader.bytes(of: storyboard), to: Path.join(folder, "storyboard.json"))
        let playable = PlayableTime()
        let processor = Machine.processorTime
        let (outcome, reused) = try await renderer.render(
            sink: { video, audio in try sink(video, audio, report: report) },
            onPlayable: {
                playable.value = (ContinuousClock.now - started).seconds
                report(.playable(playlist: playlist, seconds: playable.value))
            })
        try writeText(outcome)
        return RenderSummary(
            film: film, playlist: playlist, seconds: storyboard.frameRate.seconds(before: outcome.frames),
            scenes: storyboard.scenes.count, reused: reused, firstPlayable: playable.value,
            wall: (ContinuousClock.now - started).seconds, cpu: (Machine.processorTime - processor).seconds,
            peakMemory: Machine.peakResidentBytes)
    }

    private func sink(
        _ video: VideoFormat, _ audio: AudioFormat, report: @escaping @Sendable (RenderEvent) -> Void
    ) throws -> any FilmSink {
        let hasWords = storyboard.scenes.contains { !$0.narration.isEmpty }
        let writer = try HLSWriter(
            folder: Path.join(folder, "hls"),
            tracks: HLSWriter.Tracks(
                video: video, audio: audio, captionLanguage: hasWords ? "en" : nil,
                captionsAreDrawn: storyboard.captions != .none))
        let growing = streams ? try GrowingStream(path: stream, video: video, audio: audio) : nil
        return FolderSink(writer: writer, stream: growing) { writer, music, row in
            report(.finishing)
            try writer.assembleFilm(
                at: film, metadata: ["title": storyboard.title, "comment": CreditsText.comment(credits + music)],
                checkpoint: { try Task.checkCancellation() })
            // Who is reading it keeps reading; who comes now finds the film.
            if streams { try FileSystem.remove(stream) }
            try writePictures(row)
        }
    }

    /// The poster, from 2.5 s into the film or its middle, and the seek bar's thumbnails.
    private func writePictures(_ row: StillRow) throws {
        let stills = try FilmStills(film)
        let poster = try stills.picture(at: min(2500, stills.milliseconds / 2))
        try AtomicFile.write(try ImageWriter.jpeg(poster), to: Path.join(folder, "poster.jpg"))
        try Thumbnails(duration: stills.milliseconds, size: stills.size).write(row, folder: folder)
    }

    private func writeText(_ outcome: Publisher.Outcome) throws {
        let rate = storyboard.frameRate
        let all = credits + outcome.music
        let files = [
            ("captions.vtt", CaptionFiles.vtt(outcome.cues, frameRate: rate)),
            ("captions.srt", CaptionFiles.srt(outcome.cues, frameRate: rate)),
            (
                "captions.ass",
                CaptionFiles.ass(
                    outcome.cues, style: storyboard.captions, size: storyboard.size, frameRate: rate,
                    accent: storyboard.accent)
            ),
            ("credits.txt", CreditsText.text(title: storyboard.title, credits: all)),
            ("credits.json", try CreditsText.json(title: storyboard.title, credits: all)),
        ]
        for (name, text) in files { try AtomicFile.write(text, to: Path.join(folder, name)) }
    }
}
