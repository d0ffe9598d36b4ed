package import Film
package import LibAV
internal import Platform

/// Publishes a film as it is made: segments and playlists that can be played from the first second on, under the names
/// that the finished film keeps.
///
/// Each file appears whole, a segment before the playlist that names it, and `film.m3u8` last of all, once every track
/// has something to play. The same packets give the same files, so a run that was cut off may simply begin again.
/// Used from one thread at a time.
package final class HLSWriter {
    /// What the film consists of.
    package struct Tracks: Sendable {
        /// The pictures.
        package var video: VideoFormat
        /// The sound, if any.
        package var audio: AudioFormat?
        /// BCP 47 language tag of the captions, if there are any.
        package var captionLanguage: String?
        /// How a player's menu calls that language.
        package var captionName: String
        /// Whether the pictures carry the captions already.
        package var captionsAreDrawn: Bool
        /// The most bits per second that pictures are expected to need; replaced by the truth when the film is done.
        package var expectedVideoBandwidth: Int

        /// Names the tracks.
        package init(
            video: VideoFormat, audio: AudioFormat?, captionLanguage: String? = nil, captionName: String = "Captions",
            captionsAreDrawn: Bool = false, expectedVideoBandwidth: Int? = nil
        ) {
            self.video = video
            self.audio = audio
            self.captionLanguage = captionLanguage
            self.captionName = captionName
            self.captionsAreDrawn = captionsAreDrawn
            self.expectedVideoBandwidth =
                expectedVideoBandwidth
                // 0.45 bits per pixel, 28 Mb/s at 1080p30: five times what photographs took at the highest quality.
                ?? video.width * video.height * video.frameRateNumerator / video.frameRateDenominator * 9 / 20
        }
    }

    /// Seconds that no segment, rounded, exceeds; the same for every track, as players want it.
    package static let targetDuration = 2
    /// The path of `film.m3u8`.
    package let masterPath: String
    /// True once a player that opens ``masterPath`` finds something to play in every track.
    package private(set) var isPlayable = false

    private let folder: String
    private let tracks: Tracks
    private var video: SegmentTrack
    private var audio: SegmentTrack?
    private var captions: SegmentTrack?
    private var videoCutter: VideoCutter
    private var audioCutter: AudioCutter?
    private var cues: [CaptionCue] = []
    private var captionEnd = 0

    /// Starts a film in a folder, which is made if need be.
    ///
    /// - Parameters:
    ///   - folder: Where everything goes.
    ///   - tracks: What the film consists of.
    /// - Throws: `FilmError` with the code `output` when the folder cannot be written to.
    package init(folder: String, tracks: Tracks) throws(FilmError) {
        self.folder = folder
        self.tracks = tracks
        masterPath = Path.join(folder, "film.m3u8")
        try FileSystem.makeFolder(folder)
        videoCutter = VideoCutter(format: tracks.video)
        video = try SegmentTrack(
            name: "video", ending: "m4s", folder: folder, targetDuration: Self.targetDuration,
            timescale: videoCutter.timescale, header: videoCutter.header)
        if let format = tracks.audio {
            let cutter = AudioCutter(format: format)
            audioCutter = cutter
            audio = try SegmentTrack(
                name: "audio", ending: "m4s", folder: folder, targetDuration: Self.targetDuration,
                timescale: cutter.timescale, header: cutter.header)
        }
        if tracks.captionLanguage != nil {
            captions = try SegmentTrack(
                name: "captions", ending: "vtt", folder: folder, targetDuration: Self.targetDuration, timescale: 1000,
                header: nil)
        }
    }

    /// Adds a picture.
    ///
    /// - Parameter packet: With the film's times (``VideoPacket/shifted(by:)``), in decoding order without gaps.
    /// - Throws: `FilmError` when a file cannot be written.
    package func append(video packet: VideoPacket) throws(FilmError) {
        for segment in try videoCutter.append(packet) {
            try video.append(segment.bytes, ticks: segment.ticks)
            try publishMaster()
        }
    }

    /// Adds a block of sound.
    ///
    /// - Parameter packet: In order without gaps.
    /// - Throws: `FilmError` when a file cannot be written.
    package func append(audio packet: AudioPacket) throws(FilmError) {
        for segment in audioCutter?.append(packet) ?? [] {
            try audio?.append(segment.bytes, ticks: segment.ticks)
            try publishMaster()
        }
    }

    /// Adds captions.
    ///
    /// - Parameters:
    ///   - more: Cues in order of appearance, after those added before.
    ///   - time: Up to when, in milliseconds of the film, all cues are known now.
    /// - Throws: `FilmError` when a file cannot be written.
    package func append(captions more: [CaptionCue], through time: Int) throws(FilmError) {
        cues += more
        let length = Self.targetDuration * 1000
        while captionEnd + length <= time {
            try writeCaptions(until: captionEnd + length)
        }
        try publishMaster()
    }

    /// Ends the film: the last segments are written, the playlists become video on demand, `film.m3u8` tells the
    /// measured bandwidth, and what earlier films left in the folder is removed.
    ///
    /// - Throws: `FilmError` when a file cannot be written, or when there was no picture.
    package func finish() throws(FilmError) {
        for segment in videoCutter.finish() { try video.append(segment.bytes, ticks: segment.ticks) }
        for segment in audioCutter?.finish() ?? [] { try audio?.append(segment.bytes, ticks: segment.ticks) }
        let milliseconds = (video.playlist.ticks * 1000 + video.playlist.timescale - 1) / video.playlist.timescale
        while captions != nil, captionEnd < milliseconds {
            try writeCaptions(until: min(milliseconds, captionEnd + Self.targetDuration * 1000))
        }
        guard !video.playlist.segments.isEmpty, audio?.playlist.segments.isEmpty != true else {
            throw FilmError(.internalFault, "The film ended before it began: a track has nothing in it.")
        }
        try video.complete()
        try audio?.complete()
        try captions?.complete()
        try writeMaster(final: true)
        try removeLeftovers()
    }

    /// Makes the film as one MP4 out of the published segments, without encoding; to be called after ``finish()``.
    ///
    /// - Parameters:
    ///   - path: The film's name; it appears when it is complete.
    ///   - metadata: Texts for the file's header by libav's key ("title", "comment", "copyright", "description").
    ///   - checkpoint: Called before every segment; what it throws ends the work.
    /// - Throws: What the checkpoint throws, or a `FilmError`; there is then no file under the name.
    package func assembleFilm(
        at path: String, metadata: [String: String], checkpoint: () throws -> Void = {}
    ) throws {
        try FilmAssembly.write(
            to: path, video: .init(track: .video(tracks.video), paths: Array(video.files.dropFirst())),
            audio: tracks.audio.map { .init(track: .audio($0), paths: Array((audio?.files ?? []).dropFirst())) },
            metadata: metadata, checkpoint: checkpoint)
    }

    private func writeCaptions(until end: Int) throws(FilmError) {
        let text = CaptionSegments.text(cues: cues, range: captionEnd..<end)
        try captions?.append(Array(text.utf8), ticks: end - captionEnd)
        captionEnd = end
        cues.removeAll { $0.end <= end }
    }

    private func publishMaster() throws(FilmError) {
        guard !isPlayable, !video.playlist.segments.isEmpty, audio?.playlist.segments.isEmpty != true,
            captions?.playlist.segments.isEmpty != true
        else { return }
        try writeMaster(final: false)
        isPlayable = true
    }

    private func writeMaster(final: Bool) throws(FilmError) {
        let soundBitRate = tracks.audio?.bitRate ?? 0
        let measured = video.peakBandwidth + (audio?.peakBandwidth ?? 0)
        let bytes = video.byteCount + (audio?.byteCount ?? 0)
        let format = tracks.video
        let master = MasterPlaylist(
            // While the film grows the bound is an expectation, and never below what is already known.
            bandwidth: final ? measured : max(tracks.expectedVideoBandwidth + soundBitRate, measured),
            averageBandwidth: final ? bytes * 8 * video.playlist.timescale / video.playlist.ticks : nil,
            codecs: [format.codecs] + (tracks.audio.map { [$0.codecs] } ?? []), width: format.width,
            height: format.height,
            milliFrameRate: (format.frameRateNumerator * 1000 + format.frameRateDenominator / 2)
                / format.frameRateDenominator,
            videoURI: "video.m3u8", audioURI: audio == nil ? nil : "audio.m3u8",
            captions: tracks.captionLanguage.map {
                MasterPlaylist.Captions(
                    language: $0, name: tracks.captionName, uri: "captions.m3u8", areDrawn: tracks.captionsAreDrawn)
            })
        try AtomicFile.write(master.text, to: masterPath, synced: false)
    }

    /// Removes segments that no playlist names: an earlier, different film in the same folder wrote them.
    private func removeLeftovers() throws(FilmError) {
        let named = Set((video.files + (audio?.files ?? []) + (captions?.files ?? [])).map(Path.name(of:)))
        for name in try FileSystem.names(in: folder) where !named.contains(name) {
            let isSegment = ["video-", "audio-", "captions-"].contains { name.hasPrefix($0) }
            guard isSegment, [".m4s", ".mp4", ".vtt"].contains(where: { name.hasSuffix($0) }) else { continue }
            try FileSystem.remove(Path.join(folder, name))
        }
    }
}
