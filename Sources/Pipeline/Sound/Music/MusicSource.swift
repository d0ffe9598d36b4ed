/// Music that can be read from its start any number of times: 48 kHz, stereo.
///
/// Used from one thread. Every reading gives the same samples.
package protocol MusicSource: AnyObject {
    /// Reads on.
    ///
    /// - Parameter frames: How many frames are wanted, at least 1.
    /// - Returns: That many; fewer only when the music ends here, none when it had ended.
    /// - Throws: A `FilmError` when the file cannot be read.
    func read(_ frames: Int) throws -> StereoBlock

    /// Goes back to the start.
    ///
    /// - Throws: A `FilmError` when the file cannot be read again.
    func rewind() throws
}

/// A track as the mixer plays it.
package struct MusicTrack {
    /// Where its sound comes from; one track object plays in one film at a time.
    package let source: any MusicSource
    /// How loud it is, from ``TrackLoudness/measure(_:limit:)``.
    package let loudness: TrackLoudness
    /// Beats per minute when known: loops then keep whole bars of four.
    package let tempo: Double?

    /// Describes a track.
    package init(source: any MusicSource, loudness: TrackLoudness, tempo: Double? = nil) {
        self.source = source
        self.loudness = loudness
        self.tempo = tempo
    }
}
