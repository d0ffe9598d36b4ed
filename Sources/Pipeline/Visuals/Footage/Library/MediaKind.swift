internal import Platform

/// What a file is by its name, for those who have only the path.
package enum MediaKind {
    /// Whether the ending is a photo's.
    package static func isPhoto(path: String) -> Bool {
        MediaFile.photoEndings.contains(Path.ending(of: path).lowercased())
    }
}
