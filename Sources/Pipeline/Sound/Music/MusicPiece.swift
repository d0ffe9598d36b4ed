package import Film
internal import FoundationEssentials

/// A piece of music that a film may play: where it is, how fast it goes, and whose it is.
package struct MusicPiece: Sendable, Equatable {
    /// The file.
    package let path: String
    /// Beats per minute, if known.
    package let tempo: Double?
    /// How it is credited.
    package let credit: Credit

    /// Describes a piece.
    init(path: String, tempo: Double?, credit: Credit) {
        self.path = path
        self.tempo = tempo
        self.credit = credit
    }

    /// The user's own file; nothing is known about its terms.
    package init(file path: String) {
        let name = URL(filePath: path).lastPathComponent
        self.init(path: path, tempo: nil, credit: Credit(role: "music", title: name, licence: "unknown", source: path))
    }

    /// Opens the piece for one film.
    ///
    /// - Parameter loudness: What was measured for this file before; measured now (the first minute) when `nil`.
    /// - Returns: A track that stands at its start and keeps itself decoded when it is short.
    /// - Throws: A `FilmError` when the file is missing, is no media, or has no sound.
    package func open(loudness: TrackLoudness? = nil) throws -> MusicTrack {
        let source = RememberedMusic(try MusicFile(path))
        return MusicTrack(source: source, loudness: try loudness ?? .measure(source), tempo: tempo)
    }
}
