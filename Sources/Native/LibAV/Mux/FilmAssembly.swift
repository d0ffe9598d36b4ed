internal import CLibAV
internal import Film
internal import Platform

/// Makes the film file from the segments that were published: their packets are copied, one segment in memory at a time.
package enum FilmAssembly {
    /// One track's files: the segments in order, without the header.
    package struct Segments {
        fileprivate let track: MediaTrack
        fileprivate let paths: [String]

        /// Names the segments of a track.
        package init(track: MediaTrack, paths: [String]) {
            self.track = track
            self.paths = paths
        }
    }

    /// Seconds of one track that stand together before the other's follow: players read ahead further than that, and
    /// every change of track costs an entry in the header.
    private static let chunk = 0.5

    /// Writes the film.
    ///
    /// - Parameters:
    ///   - path: The final name; the file appears there when it is complete.
    ///   - video: The pictures' segments, as ``CMAFMuxer`` wrote them.
    ///   - audio: The sound's segments, if there is sound.
    ///   - metadata: Texts for the file's header by libav's key ("title", "comment", …).
    ///   - checkpoint: Called before every segment; what it throws ends the work.
    /// - Throws: What the checkpoint throws, or a `FilmError`; there is then no file under the final name.
    package static func write(
        to path: String, video: Segments, audio: Segments?, metadata: [String: String] = [:],
        checkpoint: () throws -> Void = {}
    ) throws {
        let temporary = AtomicFile.temporarySibling(of: path)
        do {
            try write(toTemporary: temporary, name: Path.name(of: path), video, audio, metadata, checkpoint)
        } catch {
            try? FileSystem.remove(temporary)
            guard let failure = error as? LibAVError else { throw error }
            throw failure.isOutputFailure ? FilmError.writing(path, number: -failure.code) : failure.filmError(.output)
        }
        try AtomicFile.publish(temporary, as: path, synced: false)
    }

    private static func write(
        toTemporary temporary: String, name: String, _ video: Segments, _ audio: Segments?,
        _ metadata: [String: String], _ checkpoint: () throws -> Void
    ) throws {
        guard case .video(let videoFormat) = video.track else { preconditionFailure("not a picture track") }
        var audioFormat: AudioFormat?
        if case .audio(let format)? = audio?.track { audioFormat = format }
        let muxer = try FilmMuxer(
            path: temporary, name: name, video: videoFormat, audio: audioFormat, metadata: metadata)
        var cursors = [Cursor(video)] + (audio.map { [Cursor($0)] } ?? [])
        var current = 0
        while true {
            for index in cursors.indices { try cursors[index].load(checkpoint) }
            let waiting = cursors.indices.filter { cursors[$0].time != nil }
            guard let earliest = waiting.min(by: { cursors[$0].seconds < cursors[$1].seconds }) else { break }
            if cursors[current].seconds > cursors[earliest].seconds + chunk { current = earliest }
            if cursors[current].time == nil { current = earliest }
            try cursors[current].writeNext(to: muxer, stream: current)
        }
        try muxer.finish()
    }

    /// Where the reading of one track is.
    private struct Cursor {
        private let track: MediaTrack
        private var paths: ArraySlice<String>
        private var bytes: [UInt8] = []
        private var entries: ArraySlice<FragmentReader.Entry> = []

        init(_ segments: Segments) {
            track = segments.track
            paths = segments.paths[...]
        }

        /// The next packet's decoding time in ticks, or `nil` at the track's end.
        var time: Int? { entries.first?.start }
        /// The same in seconds; after the track's end later than anything.
        var seconds: Double { time.map { Double($0) / Double(track.timescale) } ?? .infinity }

        /// Reads the next segment when this one is used up.
        mutating func load(_ checkpoint: () throws -> Void) throws {
            while entries.isEmpty, let path = paths.popFirst() {
                try checkpoint()
                bytes = try FileSystem.read(path)
                guard let found = FragmentReader.entries(in: bytes) else {
                    throw FilmError(
                        .input, "The segment \(path) was altered.", remedy: "Run the same command again.")
                }
                entries = found[...]
            }
        }

        /// Hands the next packet to the muxer.
        mutating func writeNext(to muxer: FilmMuxer, stream: Int) throws(LibAVError) {
            guard let entry = entries.popFirst() else { return }
            let decoded = entry.start - track.reorderTicks
            try muxer.write(
                bytes[entry.data], stream: stream, pts: decoded + entry.offset, dts: decoded, duration: entry.duration,
                isKey: entry.isKey, unit: AVRational(num: 1, den: Int32(track.timescale)))
        }
    }
}
