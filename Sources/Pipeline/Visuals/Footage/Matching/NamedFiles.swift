internal import Film
import LibAV
import Platform

extension FootageLibrary {
    /// Finds the files that the writer named, in the library or on the shelf, and makes them the choices of their shots.
    ///
    /// - Returns: The paths that are thereby used.
    func placeNamedFiles(
        in film: inout Storyboard, store: LibraryStore, folders: [String], shelf: [FootageItem], scriptFolder: String?
    ) throws -> Set<String> {
        var used: Set<String> = []
        for index in film.scenes.indices {
            let scene = film.scenes[index]
            guard scene.shot.kind == .footage, let file = scene.shot.file else { continue }
            if scene.shot.locked, scene.shot.choice != nil { continue }
            let path = try find(
                file, scene: scene.id, store: store, folders: folders, shelf: shelf, scriptFolder: scriptFolder)
            let item: FootageItem
            if let known = try store.item(at: path) ?? shelf.first(where: { $0.path == path }) {
                item = known
            } else {
                switch MediaFile(alone: path).read() {
                case .success(let read): item = read
                case .failure(let why):
                    throw FilmError(
                        .media, "\(file), which scene \(scene.id) asks for, \(why.reason).",
                        remedy: "Name another file, or take the line out.")
                }
            }
            film.scenes[index].shot.choice = Choice(path: path, score: 1, credit: item.credit)
            film.scenes[index].shot.runnersUp = []
            used.insert(path)
        }
        return used
    }

    /// The file that a name means: by itself, beside the script, in a library folder, or anywhere in one.
    private func find(
        _ file: String, scene: String, store: LibraryStore, folders: [String], shelf: [FootageItem],
        scriptFolder: String?
    ) throws -> String {
        let bases = [scriptFolder.map(Self.absolute)].compactMap { $0 } + folders
        let named = file.hasPrefix("/") ? [file] : bases.map { Path.join($0, file) }
        for path in named where FileSystem.facts(path).map({ !$0.isFolder }) == true { return Self.absolute(path) }
        let deep = try folders.flatMap { folder in
            try store.items(below: folder).map(\.item.path)
        }
        .filter { $0.hasSuffix("/" + file) }
        if let path = deep.min(by: { ($0.count, $0) < ($1.count, $1) }) { return path }
        if let path = shelf.map(\.path).first(where: { $0.hasSuffix("/" + file) }) { return path }
        let places = bases.isEmpty ? "" : " in " + bases.joined(separator: ", ")
        throw FilmError(
            .input, "The file \(file), which scene \(scene) asks for, was not found\(places).",
            remedy: "Check the name, or give the folder it is in with --library.")
    }
}

extension MediaFile {
    /// A file outside every library folder, with the sidecars beside it.
    init(alone path: String) {
        let folder = Path.folder(of: path)
        let stem = ItemText.stem(of: Path.name(of: path))
        var credits = FolderCredits()
        for name in (try? FileSystem.names(in: folder)) ?? [] where FolderCredits.names.contains(name.lowercased()) {
            credits.read(Path.join(folder, name))
        }
        let sidecars = Sidecar.endings.flatMap { [Path.join(folder, "\(stem).\($0)"), "\(path).\($0)"] }
            .filter { FileSystem.facts($0)?.isFolder == false }
        self.init(
            path: path, inner: Path.name(of: path), size: FileSystem.facts(path)?.size ?? 0, sidecars: sidecars,
            folder: credits, stamp: "")
    }
}
