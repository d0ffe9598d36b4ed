internal import Film
internal import LibAV
internal import Packaging
internal import Platform
internal import Rendering
internal import Synchronization

/// Publishes into a folder, then makes what needs the whole film.
final class FolderSink: FilmSink {
    private let writer: HLSWriter
    private let close: (HLSWriter, [Credit]) throws -> Void

    /// Makes a sink.
    ///
    /// - Parameters:
    ///   - writer: The folder's writer.
    ///   - close: Called when every segment is written, with the credits of the music.
    init(writer: HLSWriter, close: @escaping (HLSWriter, [Credit]) throws -> Void) {
        self.writer = writer
        self.close = close
    }

    var isPlayable: Bool { writer.isPlayable }

    func append(video packet: VideoPacket) throws { try writer.append(video: packet) }

    func append(audio packet: AudioPacket) throws { try writer.append(audio: packet) }

    func append(captions: [CaptionCue], through time: Int) throws {
        try writer.append(captions: captions, through: time)
    }

    func finish(music: [Credit]) throws {
        try writer.finish()
        try close(writer, music)
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

/// When the film became playable, told from the publisher's queue.
final class PlayableTime: Sendable {
    private let seconds = Mutex(0.0)

    /// Seconds from the start; 0 before.
    var value: Double {
        get { seconds.withLock { $0 } }
        set { seconds.withLock { $0 = newValue } }
    }
}
