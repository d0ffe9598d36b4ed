/// What looking through a folder brought.
package struct LibrarySummary: Sendable, Equatable {
    /// A file that is no item, and why.
    package struct Skipped: Sendable, Equatable {
        /// The file's absolute path.
        package let path: String
        /// The end of a sentence that begins with the file's name ("is cut short").
        package let reason: String
    }

    /// The folder's absolute path.
    package var folder: String
    /// Items now known in the folder.
    package var photos = 0
    /// Items now known in the folder.
    package var clips = 0
    /// Files that were not known before.
    package var added = 0
    /// Files that had changed.
    package var updated = 0
    /// Files that are gone.
    package var removed = 0
    /// Files that look like media but cannot be used, ordered by path.
    package var skipped: [Skipped] = []
    /// One sentence when the folder itself is not there any more; it is then left out and its items stay known.
    package var notice: String?
}
