package import Film

/// A pack and what is on disk of it.
package struct PackStatus: Sendable, Equatable {
    /// The pack.
    package let pack: Pack
    /// What is on disk of it.
    package let state: State
    /// The folder its files are in, or would be.
    package let folder: String

    /// What is on disk of a pack.
    package enum State: Sendable, Equatable {
        /// Every file is there and was checked, and none has changed since.
        case verified
        /// Nothing is there.
        case missing
        /// Something is there, but these files are missing, changed or were never checked.
        case incomplete([String])
        /// These files are not the ones they should be.
        case corrupt([String])
    }

    /// Whether its files may be used.
    package var isUsable: Bool { state == .verified }

    /// One sentence for a person: that it is there, or what its absence costs.
    package var sentence: String {
        switch state {
        case .verified: "The pack \(pack.id) (\(pack.title)) is there."
        case .missing: "The pack \(pack.id) (\(pack.title)) is missing; without it \(pack.without)."
        case .incomplete(let files):
            "The pack \(pack.id) (\(pack.title)) is not complete (\(Self.list(files))); without it \(pack.without)."
        case .corrupt(let files):
            "The pack \(pack.id) (\(pack.title)) is damaged (\(Self.list(files))); without it \(pack.without)."
        }
    }

    /// What to do about it; empty when nothing need be done.
    package var remedy: String { isUsable ? "" : "Run `vitascope models fetch \(pack.id)`." }

    /// The same as an error, for what cannot go on without the pack.
    package var error: FilmError { FilmError(.missing, sentence, remedy: remedy) }

    private static func list(_ files: [String]) -> String {
        files.count > 3
            ? "\(files.prefix(3).joined(separator: ", ")) and \(files.count - 3) more"
            : files.joined(separator: ", ")
    }
}
