internal import API
internal import Film
internal import Footage
internal import FoundationEssentials
internal import Platform

/// The folder of pictures and clips that clients gave to the service.
struct OwnLibrary: Sendable {
    /// The folder; it is one of the libraries that films are illustrated from.
    let folder: String

    /// Takes a copy of a file in, under its own name or one near it.
    ///
    /// - Parameter path: A picture or clip.
    /// - Returns: Where it lies now.
    /// - Throws: A `FilmError` when it cannot be written.
    func take(_ path: String) async throws -> String {
        try await runBlocking("library-take") {
            try FileSystem.makeFolder(folder)
            let (name, ending) = (Path.name(of: path), Path.ending(of: path))
            let stem = String(name.dropLast(ending.count + 1))
            var place = Path.join(folder, name)
            var number = 1
            while FileSystem.facts(place) != nil {
                number += 1
                place = Path.join(folder, "\(stem)-\(number).\(ending)")
            }
            // Hidden names are not looked at: the library never sees half a file.
            let part = Path.join(folder, ".\(Path.name(of: place)).part")
            try FileSystem.concatenate([path], into: part)
            try FileSystem.move(part, to: place)
            return place
        }
    }

    /// Notes what a file of the folder shows, in a sidecar beside it.
    ///
    /// - Returns: False when the file is not of this folder.
    /// - Throws: A `FilmError` when it cannot be written.
    func describe(_ path: String, words: [String]) async throws -> Bool {
        let inside = path.hasPrefix(folder + "/") && !path.dropFirst(folder.count + 1).contains("/")
        guard inside, FileSystem.facts(path)?.isFolder == false else { return false }
        let note = try JSONEncoder().encode(["tags": words])
        try await runBlocking("library-note") { try AtomicFile.write([UInt8](note), to: path + ".json") }
        return true
    }
}
