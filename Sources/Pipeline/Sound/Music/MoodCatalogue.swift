package import Film
internal import FoundationEssentials

/// The music pack: a folder for each mood, tracks in it.
///
/// Folders that a user adds beside the pack's own are moods like any other.
package struct MoodCatalogue: Sendable {
    private let folder: String

    /// Names the folder; it is read when asked.
    package init(folder: String) { self.folder = folder }

    /// The moods that have at least one track, in alphabetical order.
    package var moods: [String] { names(in: folder).filter { !tracks(of: $0).isEmpty } }

    /// Chooses a track.
    ///
    /// - Parameters:
    ///   - mood: A mood or a word for one ("peaceful", "epic"), in any case.
    ///   - seed: Decides between the mood's tracks.
    /// - Returns: The same track for the same folder, mood and seed.
    /// - Throws: A ``FilmError``: `.missing` when there is no music at all, `.usage` for a mood that nobody knows.
    package func piece(mood: String, seed: UInt64) throws(FilmError) -> MusicPiece {
        let moods = moods
        guard !moods.isEmpty else {
            throw FilmError(
                .missing, "The music pack is not installed.",
                remedy: "Fetch it with `vitascope models fetch music-moods`, or ask for `--music none`.")
        }
        let wish = mood.lowercased().trimming(while: \.isWhitespace)
        let word = moods.contains(wish) ? wish : MoodWords.moods[wish]
        guard let chosen = word, moods.contains(chosen) else { throw unknown(mood, wish: wish, moods: moods) }
        let tracks = tracks(of: chosen)
        var random = SeededRandom(seed: seed, for: "music/" + chosen)
        let name = tracks[Int.random(in: 0..<tracks.count, using: &random)]
        return MusicPiece(
            path: folder + "/" + chosen + "/" + name, tempo: MoodWords.tempo(ofTrack: name), credit: credit(for: name))
    }

    private func unknown(_ mood: String, wish: String, moods: [String]) -> FilmError {
        let shown = mood.count > 40 ? mood.prefix(40) + "…" : mood[...]
        let nearest = MoodWords.nearest(to: wish, moods: moods)
        let hint = nearest.map { "Did you mean “\($0)”? " } ?? ""
        return FilmError(
            .usage, "There is no music mood “\(shown)”.",
            remedy: "\(hint)Moods are \(moods.joined(separator: ", ")); a file of your own or `none` will do as well.")
    }

    private func credit(for name: String) -> Credit {
        guard MoodWords.tempo(ofTrack: name) != nil else {
            return Credit(role: "music", title: name, licence: "unknown", source: name)
        }
        return Credit(
            role: "music", title: String(name.prefix { $0 != "." }).split(separator: "_").joined(separator: " "),
            author: "Immich Memories contributors (ACE-Step 1.5)", licence: "MIT",
            source: "immich-memories-music 0.1.0")
    }

    private func tracks(of mood: String) -> [String] {
        names(in: folder + "/" + mood).filter { name in
            MoodWords.extensions.contains { name.lowercased().hasSuffix("." + $0) }
        }
    }

    private func names(in path: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter { !$0.hasPrefix(".") }.sorted()
    }
}

extension String {
    /// The text without the characters at both ends that satisfy a condition.
    fileprivate func trimming(while condition: (Character) -> Bool) -> String {
        let tail = drop(while: condition).reversed().drop(while: condition)
        return String(tail.reversed())
    }
}
