internal import Film
import Platform

/// Looks through a folder and tells what must be read, what is as it was, and what is gone.
struct LibraryScan {
    /// Every file in the folder that looks like media, ordered by path; of several names of one file only the first.
    let files: [MediaFile]

    /// Lists a folder; blocks while it does.
    ///
    /// - Throws: A `FilmError` (`input`) when the folder cannot be listed; `CancellationError`.
    init(folder: String, flag: CancellationFlag) throws {
        let found = try FileSystem.files(in: folder, flag: flag)
        var byFolder: [String: [FileSystem.Found]] = [:]
        for file in found { byFolder[Path.folder(of: file.path), default: []].append(file) }

        // What a folder says holds for the folders within it, too, where they do not say otherwise.
        var credits: [String: (FolderCredits, String)] = [:]
        func creditsOf(_ path: String) -> (FolderCredits, String) {
            if let known = credits[path] { return known }
            var own = FolderCredits()
            var stamp = ""
            for file in byFolder[path] ?? [] where FolderCredits.names.contains(Path.name(of: file.path).lowercased()) {
                own.read(file.path)
                stamp += Self.stamp(file.facts)
            }
            if path != folder, path.count > folder.count {
                let above = creditsOf(Path.folder(of: path))
                own.all.add(above.0.all)
                stamp += above.1
            }
            credits[path] = (own, stamp)
            return (own, stamp)
        }

        let top = Path.name(of: folder)
        var seen: Set<FileSystem.Identity> = []
        var files: [MediaFile] = []
        for (path, entries) in byFolder.sorted(by: { $0.key < $1.key }) {
            let names = Dictionary(entries.map { (Path.name(of: $0.path), $0) }) { first, _ in first }
            for entry in entries {
                let ending = Path.ending(of: entry.path)
                guard MediaFile.photoEndings.contains(ending) || MediaFile.clipEndings.contains(ending),
                    seen.insert(entry.facts.identity).inserted
                else { continue }
                let name = Path.name(of: entry.path)
                let sidecars = Sidecar.endings.flatMap { ["\(ItemText.stem(of: name)).\($0)", "\(name).\($0)"] }
                    .compactMap { names[$0] }.filter {
                        !FolderCredits.names.contains(Path.name(of: $0.path).lowercased())
                    }
                let (folderCredits, folderStamp) = creditsOf(path)
                let stamp =
                    "\(LibrarySchema.reading)" + Self.stamp(entry.facts)
                    + sidecars.map { Self.stamp($0.facts) }.joined() + folderStamp
                files.append(
                    MediaFile(
                        path: entry.path, inner: Path.join(top, String(entry.path.dropFirst(folder.count + 1))),
                        size: entry.facts.size, sidecars: sidecars.map(\.path), folder: folderCredits, stamp: stamp))
            }
        }
        self.files = files.sorted { $0.path < $1.path }
    }

    private static func stamp(_ facts: FileSystem.Facts) -> String { " \(facts.size):\(facts.modified)" }
}
