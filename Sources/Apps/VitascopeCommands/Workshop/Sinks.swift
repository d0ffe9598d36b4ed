internal import Film
internal import LibAV
internal import Packaging
internal import Platform
internal import Rendering
internal import Synchronization

/// Publishes into a folder, then makes what needs the whole film.
final class FolderSink: FilmSink {
    private let writer: HLSWriter
    private let stream: GrowingStream?
    private let close: (HLSWriter, [Credit], StillRow) throws -> Void
    private var stills = StillRow()

    /// Makes a sink.
    ///
    /// - Parameters:
    ///   - writer: The folder's writer.
    ///   - stream: The same film as one growing file, if that is wanted.
    ///   - close: Called when every segment is written, with the credits of the music and the film's small pictures.
    init(
        writer: HLSWriter, stream: GrowingStream?, close: @escaping (HLSWriter, [Credit], StillRow) throws -> Void
    ) {
        self.writer = writer
        self.stream = stream
        self.close = close
    }

    var isPlayable: Bool { writer.isPlayable }

    func append(video packet: VideoPacket) throws {
        try writer.append(video: packet)
        try stream?.append(packet)
    }

    func append(audio packet: AudioPacket) throws {
        try writer.append(audio: packet)
        try stream?.append(packet)
    }

    func append(captions: [CaptionCue], through time: Int) throws {
        try writer.append(captions: captions, through: time)
    }

    func append(still: Still, at time: Int) { stills.append(still, at: time) }

    func finish(music: [Credit]) throws {
        try writer.finish()
        try stream?.finish()
        try close(writer, music, stills)
    }
}

/// Sends fragmented MP4 to a descriptor as it is made; waits for a slow reader, stops when the reader is gone.
final class StreamSink: FilmSink {
    private var muxer: StreamMuxer
    private let descriptor: Int32
    private(set) var isPlayable = false

    /// Starts the stream with its header.
    init(video: VideoFormat, audio: AudioFormat, descriptor: Int32) throws {
        muxer = StreamMuxer(video: video, audio: audio)
        self.descriptor = descriptor
        try send(muxer.header)
        isPlayable = false
    }

    func append(video packet: VideoPacket) throws { try send(muxer.append(packet)) }

    func append(audio packet: AudioPacket) throws { try send(muxer.append(packet)) }

    func append(captions: [CaptionCue], through time: Int) {}

    func append(still: Still, at time: Int) {}

    func finish(music: [Credit]) throws { try send(muxer.finish()) }

    private func send(_ bytes: [UInt8]) throws {
        guard !bytes.isEmpty else { return }
        guard TerminalDevice.write(bytes, descriptor: descriptor) else {
            throw FilmError(
                .output, "The program that read the film went away.", remedy: "What was made is kept for the next run.")
        }
        isPlayable = true
    }
}

/// A fragmented MP4 that grows in a file, for those who read along over HTTP.
///
/// A film that is made again after a crash gives the same bytes, so the file is written over from its start without being
/// emptied: whoever was reading goes on where they were.
final class GrowingStream {
    private var muxer: StreamMuxer
    private let file: GrowingFile

    /// Starts the file with the stream's header.
    init(path: String, video: VideoFormat, audio: AudioFormat) throws {
        muxer = StreamMuxer(video: video, audio: audio)
        file = try GrowingFile(path)
        try file.append(muxer.header)
    }

    func append(_ packet: VideoPacket) throws { try file.append(muxer.append(packet)) }

    func append(_ packet: AudioPacket) throws { try file.append(muxer.append(packet)) }

    func finish() throws {
        try file.append(muxer.finish())
        try file.finish()
    }
}

/// When the film became playable, told from the publisher's queue.
final class PlayableTime: Sendable {
    private let seconds = Mutex(0.0)

    /// Seconds from the start; 0 before.
    var value: Double {
        get { seconds.withLock { $0 } }
        set { seconds.withLock { $0 = newValue } }
    }
}
