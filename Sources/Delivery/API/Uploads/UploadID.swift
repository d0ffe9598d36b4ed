import Films

/// Names one upload: `upload_` and 26 characters, made like a film's.
package struct UploadID: Sendable, Hashable, CustomStringConvertible {
    private static let prefix = "upload_"

    /// The whole name, safe as a folder's name and in an address.
    package let rawValue: String

    /// Takes a name that was made before.
    ///
    /// - Returns: `nil` when it is none of ours.
    package init?(rawValue: String) {
        guard rawValue.hasPrefix(Self.prefix),
            FilmID(rawValue: "video_" + rawValue.dropFirst(Self.prefix.count)) != nil
        else { return nil }
        self.rawValue = rawValue
    }

    /// Makes a new name.
    ///
    /// - Parameter time: Milliseconds since 1970.
    package init(at time: Int64) {
        rawValue = Self.prefix + FilmID(at: time).rawValue.dropFirst("video_".count)
    }

    /// The whole name.
    package var description: String { rawValue }
}
