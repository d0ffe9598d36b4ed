package import Film
package import LibAV
package import Packaging

/// Where a film's packets go as they are made: a folder with playlists, or a stream.
package protocol FilmSink: AnyObject {
    /// True once somebody could start watching.
    var isPlayable: Bool { get }

    /// Adds a picture with the film's times, in decoding order.
    func append(video packet: VideoPacket) throws

    /// Adds sound, in order.
    func append(audio packet: AudioPacket) throws

    /// Adds captions, in order; all cues before `time` (milliseconds) are known.
    func append(captions: [CaptionCue], through time: Int) throws

    /// Adds a small picture of what is shown at a time in milliseconds, in order.
    func append(still: Still, at time: Int) throws

    /// Ends the film.
    ///
    /// - Parameter music: Credits of the music that was played.
    /// - Throws: A `FilmError`; `CancellationError`.
    func finish(music: [Credit]) throws
}
