internal import Film
internal import Platform

/// The files that a client of a service may have shown or played: a storyboard that comes over the network names paths of
/// the service's machine.
struct PermittedFiles: Sendable {
    /// Everything in these folders is permitted.
    let folders: [String]

    /// Makes sure that a film names nothing else.
    ///
    /// - Throws: A `FilmError` with the code `input`, naming the scene.
    func check(_ storyboard: Storyboard) throws(FilmError) {
        try check(storyboard.music, in: "The film")
        if let logo = storyboard.logo { try check(logo.file, mayBeName: false, in: "The film") }
        for scene in storyboard.scenes {
            let place = "Scene \(scene.id)"
            if let music = scene.music { try check(music, in: place) }
            if let recording = scene.recording { try check(recording.file, mayBeName: false, in: place) }
            // A name without a path is looked for in the folders, and nowhere else.
            if let file = scene.shot.file { try check(file, mayBeName: true, in: place) }
            for choice in [scene.shot.choice].compactMap({ $0 }) + scene.shot.runnersUp {
                try check(choice.path, mayBeName: false, in: place)
            }
        }
    }

    /// Whether a file, named by its whole path, may be shown.
    func permits(_ path: String) -> Bool {
        !path.split(separator: "/").contains("..") && !path.utf8.contains(0)
            && folders.contains { path.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }
    }

    private func check(_ music: MusicChoice, in place: String) throws(FilmError) {
        if case .file(let path) = music { try check(path, mayBeName: false, in: place) }
    }

    private func check(_ path: String, mayBeName: Bool, in place: String) throws(FilmError) {
        let isName = !path.hasPrefix("/") && !path.split(separator: "/").contains("..") && !path.utf8.contains(0)
        guard permits(path) || (mayBeName && isName) else {
            throw FilmError(
                .input, "\(place) asks for the file \(path.prefix(120)), which is not in this service's library.",
                remedy: "Upload it, or choose one that the library lists.")
        }
    }
}
