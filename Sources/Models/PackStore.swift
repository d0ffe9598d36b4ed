package import Film
internal import Platform

/// The packs on this machine: what is there, fetching what is not, and the paths of files that were checked.
///
/// A pack lies in `ROOT/ID/`. A file has its final name only after its SHA-256 was right, and a path is given out only
/// while the file's length and time are those it was checked with.
package struct PackStore: Sendable {
    /// The folder that holds the packs.
    package let root: String
    /// The packs that exist.
    package let catalogue: PackCatalogue
    /// Variables for the programs that download, such as `PIP_FIND_LINKS`, on top of this process's own.
    package let environment: [String: String]

    /// A store in a folder of one's own choice.
    package init(root: String, catalogue: PackCatalogue, environment: [String: String] = [:]) {
        self.root = root
        self.catalogue = catalogue
        self.environment = environment
    }

    /// The user's store, with the packs this program was built with.
    ///
    /// It is `packs` in the user's cache folder.
    /// - Throws: `FilmError` with the code `internalFault`.
    package static func standard() throws(FilmError) -> PackStore {
        PackStore(root: Path.join(UserFolders.cache, "packs"), catalogue: try .bundled())
    }

    /// The state of every pack, without hashing anything.
    package func list() -> [PackStatus] {
        catalogue.packs.map(status)
    }

    /// The state of one pack, without hashing anything.
    ///
    /// - Throws: `FilmError` with the code `usage` for a name that is not known.
    package func status(_ id: String) throws(FilmError) -> PackStatus {
        status(try catalogue.pack(id))
    }

    /// The path of a checked file, or nil when it is missing, changed or was never checked.
    package func path(of file: String, in id: String) -> String? {
        guard let pack = try? catalogue.pack(id), let entry = pack.files().first(where: { $0.path == file }) else {
            return nil
        }
        let folder = folder(of: pack)
        return PackStamp(folder: folder).covers(entry, folder: folder) ? Path.join(folder, file) : nil
    }

    /// The folder of a pack whose files are all there and checked, or nil.
    package func folder(of id: String) -> String? {
        guard let status = try? status(id), status.isUsable else { return nil }
        return status.folder
    }

    /// The folder of a pack that cannot be done without.
    ///
    /// - Throws: `FilmError` with the code `missing`, saying what its absence costs and how to get it.
    package func require(_ id: String) throws(FilmError) -> String {
        let status = try status(id)
        guard status.isUsable else { throw status.error }
        return status.folder
    }

    /// Hashes every file of a pack and remembers the result.
    ///
    /// Files that were put there by hand become usable this way.
    /// - Throws: `FilmError` with the code `usage` for a name that is not known, `output` when the result cannot be
    ///   written; `CancellationError`.
    package func verify(_ id: String) async throws -> PackStatus {
        let pack = try catalogue.pack(id)
        let folder = folder(of: pack)
        guard FileSystem.facts(folder) != nil else { return PackStatus(pack: pack, state: .missing, folder: folder) }
        return try await FileLock.holding(try lock(pack)) {
            try await runBlocking("verify") { flag in try check(pack, in: folder, flag: flag) }
        }
    }

    func folder(of pack: Pack) -> String { Path.join(root, pack.id) }

    /// The file that whoever changes a pack has locked.
    func lock(_ pack: Pack) throws(FilmError) -> String {
        let folder = Path.join(root, ".locks")
        try FileSystem.makeFolder(folder)
        return Path.join(folder, pack.id)
    }

    /// Hashes what the stamp does not vouch for when `onlyUnknown`, else everything; writes the stamp.
    func check(_ pack: Pack, in folder: String, flag: CancellationFlag, onlyUnknown: Bool = false) throws -> PackStatus
    {
        let old = PackStamp(folder: folder)
        var stamp = old
        var corrupt: [String] = []
        var missing: [String] = []
        for file in pack.files() where !(onlyUnknown && old.covers(file, folder: folder)) {
            try flag.check()
            let path = Path.join(folder, file.path)
            stamp.files[file.path] = nil
            guard let facts = FileSystem.facts(path) else {
                missing.append(file.path)
                continue
            }
            if facts.size == file.bytes, try Digest.sha256(ofFile: path) == file.sha256 {
                stamp.note(file, folder: folder)
            } else {
                corrupt.append(file.path)
            }
        }
        if stamp != old { try stamp.write(folder: folder) }
        let state: PackStatus.State =
            if !corrupt.isEmpty { .corrupt(corrupt) } else if !missing.isEmpty { .incomplete(missing) } else {
                .verified
            }
        return PackStatus(pack: pack, state: state, folder: folder)
    }

    private func status(_ pack: Pack) -> PackStatus {
        let folder = folder(of: pack)
        let stamp = PackStamp(folder: folder)
        let files = pack.files()
        let unknown = files.filter { !stamp.covers($0, folder: folder) }.map(\.path)
        let state: PackStatus.State =
            if files.isEmpty {
                .missing
            } else if unknown.isEmpty {
                .verified
            } else if unknown.count == files.count, FileSystem.facts(folder) == nil {
                .missing
            } else {
                .incomplete(unknown)
            }
        return PackStatus(pack: pack, state: state, folder: folder)
    }
}
