internal import Artifacts
internal import Film
internal import FoundationEssentials
internal import ModelPacks
internal import Platform
internal import Rendering
internal import Sound

/// Finds and opens the music for a film; how loud each track is, is measured once and remembered.
struct MusicShelf: Sendable {
    /// The music pack's folder, if it is here.
    let pack: String?
    /// Where measured loudness is kept.
    let cache: String
    /// What to tell when a mood is wanted and the pack is not here.
    let missing: FilmError

    /// Makes sure that every piece of music a storyboard names can be had, before anything is made.
    ///
    /// - Returns: The storyboard, without music where the pack is missing, and what to tell about it.
    /// - Throws: A `FilmError` for an unknown mood or an unusable file.
    func checked(_ storyboard: Storyboard) throws -> (Storyboard, notice: String?) {
        var film = storyboard
        var notice: String?
        func check(_ choice: MusicChoice) throws -> MusicChoice {
            switch choice {
            case .none: return .none
            case .file(let path):
                _ = try MusicFile(path)
                return .file(path)
            case .mood(let mood):
                guard let pack else {
                    notice = "\(missing.message) \(missing.remedy)"
                    return .none
                }
                _ = try MoodCatalogue(folder: pack).piece(mood: mood, seed: storyboard.seed)
                return choice
            }
        }
        film.music = try check(film.music)
        for index in film.scenes.indices {
            if let music = film.scenes[index].music { film.scenes[index].music = try check(music) }
        }
        return (film, notice)
    }

    /// Opens the track for a choice; `nil` for none.
    func pick(_ choice: MusicChoice, seed: UInt64) throws -> MusicPick? {
        switch choice {
        case .none: return nil
        case .file(let path): return try open(MusicPiece(file: path))
        case .mood(let mood):
            guard let pack else { throw missing }
            return try open(MoodCatalogue(folder: pack).piece(mood: mood, seed: seed))
        }
    }

    private func open(_ piece: MusicPiece) throws -> MusicPick {
        let facts = FileSystem.facts(piece.path)
        let key = ArtifactKey(
            kind: "loudness", version: 1,
            parts: [piece.path, "\(facts?.size ?? 0)", "\(facts?.modified ?? 0)"])
        let path = Path.join(cache, key.rawValue + ".json")
        if let bytes = try? FileSystem.read(path, limit: 1 << 20),
            let known = try? JSONDecoder().decode(TrackLoudness.self, from: Data(bytes))
        {
            return MusicPick(track: try piece.open(loudness: known), credit: piece.credit)
        }
        let track = try piece.open()
        // Only a saving: a cache that cannot be written costs a measurement next time.
        if let bytes = try? JSONEncoder().encode(track.loudness) {
            try? FileSystem.makeFolder(cache)
            try? AtomicFile.write(Array(bytes), to: path, synced: false)
        }
        return MusicPick(track: track, credit: piece.credit)
    }
}
