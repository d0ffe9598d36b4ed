package import Film
internal import Platform

/// A scene's picture described wholly: what is needed to draw any of its frames, and nothing else.
///
/// Its JSON is part of the scene's artifact key, so two equal descriptions must give equal frames.
package indirect enum Visual: Sendable, Codable, Equatable {
    /// A photograph that moves.
    case photo(PhotoShot)
    /// A piece of a video file.
    case clip(ClipShot)
    /// A drawn background: its composition by `seed`, its palette by `look`.
    case scenery(name: String?, mood: [String], seed: UInt64, look: UInt64)
    /// Typography over another picture.
    case card(Card, over: Visual)
}

/// A photograph and how it moves.
package struct PhotoShot: Sendable, Codable, Equatable {
    /// The file.
    package var file: MediaSignature
    /// Decides the move together with `parity`.
    package var seed: UInt64
    /// Alternates the move's direction from shot to shot.
    package var parity: Int
    /// Where the subject is: x, y, width and height as fractions of the photo.
    package var subject: [Double]?
}

/// A video file and where in it the shot starts.
package struct ClipShot: Sendable, Codable, Equatable {
    /// The file.
    package var file: MediaSignature
    /// Milliseconds into the clip.
    package var start: Int
}

/// A file by path and by what tells a changed file: its size and time of change.
package struct MediaSignature: Sendable, Codable, Hashable {
    /// Absolute path.
    package var path: String
    /// Bytes.
    package var size: Int64
    /// Time of change, in nanoseconds since 1970.
    package var changed: Int64
}

extension MediaSignature {
    /// Looks at a file; `nil` when there is none.
    init?(of path: String) {
        guard let facts = FileSystem.facts(path), !facts.isFolder else { return nil }
        self.init(path: path, size: Int64(facts.size), changed: facts.modified)
    }
}
