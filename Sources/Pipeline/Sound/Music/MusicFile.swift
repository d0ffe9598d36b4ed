internal import Film
internal import LibAV

/// The sound of an audio or video file as music.
package final class MusicFile: MusicSource {
    private let reader: AudioReader

    /// Opens a file of any format that libav decodes; mono, other rates and other depths are converted.
    ///
    /// - Parameter path: An audio or video file.
    /// - Throws: A `FilmError` when the file is missing, is no media, or has no sound.
    package init(_ path: String) throws { reader = try AudioReader(path) }

    package func read(_ frames: Int) throws -> StereoBlock {
        StereoBlock(interleaved: try reader.read(maxFrames: frames) ?? [])
    }

    package func rewind() throws { try reader.rewind() }
}
