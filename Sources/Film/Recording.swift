/// A stretch of a sound file in which a person speaks a scene's words, heard instead of a voice.
package struct Recording: Sendable, Hashable, Codable {
    /// The sound file's path.
    package var file: String
    /// Where the stretch begins, in milliseconds.
    package var start: Int
    /// Where it ends, in milliseconds; `nil` for the file's end.
    package var end: Int?

    /// Names a stretch, the whole file unless told otherwise.
    package init(file: String, start: Int = 0, end: Int? = nil) {
        self.file = file
        self.start = start
        self.end = end
    }

    /// Whether another stretch goes on in the same file where this one ends: both are heard as one.
    package func continues(in next: Self) -> Bool { next.file == file && next.start == end }
}
