internal import Film
internal import Platform

/// What is going on while a pack is fetched.
package enum PackProgress: Sendable, Equatable {
    /// Another process is fetching the same pack.
    case waiting
    /// An archive is being downloaded: its name and length in bytes.
    case downloading(String, bytes: Int)
    /// That many files are being unpacked and checked.
    case checking(files: Int)
}

extension PackStore {
    /// Fetches what is missing or wrong of a pack.
    ///
    /// Files that are right stay, so fetching again does nothing and an interrupted fetch goes on with the archives it
    /// already has. Processes that fetch the same pack wait for each other.
    ///
    /// - Parameters:
    ///   - id: The pack.
    ///   - progress: Told what is going on, from any thread.
    /// - Returns: The pack, verified.
    /// - Throws: `FilmError`: `usage` for an unknown name, `missing` when it cannot be downloaded or is not what it
    ///   should be, `output` when it cannot be written; `CancellationError`.
    @discardableResult
    package func fetch(
        _ id: String, progress: @escaping @Sendable (PackProgress) -> Void = { _ in }
    ) async throws -> PackStatus {
        let pack = try catalogue.pack(id)
        let folder = folder(of: pack)
        guard !pack.files().isEmpty else {
            throw FilmError(
                .missing, "The pack \(id) is not made for \(Pack.thisMachine) machines; without it \(pack.without).")
        }
        if try status(id).isUsable { return try status(id) }
        try FileSystem.makeFolder(folder)
        let sayWaiting: @Sendable () -> Void = { progress(.waiting) }
        return try await FileLock.holding(try lock(pack), waiting: sayWaiting) {
            let before = try await runBlocking("check") { flag in
                try check(pack, in: folder, flag: flag, onlyUnknown: true)
            }
            let wanted = before.unusableFiles
            guard !wanted.isEmpty else { return before }
            let work = Path.join(root, ".work/\(pack.id)")
            try checkRoom(for: pack, in: folder)
            try await bring(pack, wanted, work: work, folder: folder, progress: progress)
            try? FileSystem.remove(work)
            return try await runBlocking("check") { flag in
                try check(pack, in: folder, flag: flag, onlyUnknown: true)
            }
        }
    }

    /// Downloads, unpacks, checks and only then names the wanted files.
    private func bring(
        _ pack: Pack, _ wanted: [Pack.File], work: String, folder: String,
        progress: @Sendable (PackProgress) -> Void
    ) async throws {
        let parts = Path.join(work, "parts")
        try FileSystem.remove(parts)
        try FileSystem.makeFolder(parts)
        defer { try? FileSystem.remove(parts) }
        let members = Set(wanted.flatMap(\.parts)).sorted().enumerated().map { index, part in
            PackMember(part: part, copy: Path.join(parts, String(index)))
        }
        for source in pack.sources() {
            let mine = members.filter { $0.source == source.id }
            guard !mine.isEmpty else { continue }
            let archive = PackArchive(source: source, pack: pack, work: work, environment: environment)
            if !archive.isThere { progress(.downloading(archive.title, bytes: source.bytes)) }
            try await archive.download()
            try await archive.unpack(mine)
        }
        progress(.checking(files: wanted.count))
        let copies = Dictionary(uniqueKeysWithValues: members.map { ($0.part, $0.copy) })
        try await runBlocking("check") { flag in
            for file in wanted {
                try flag.check()
                try place(file, from: file.parts.compactMap { copies[$0] }, scratch: parts, pack: pack, work: work)
            }
        }
    }

    /// Puts a file together, checks it, and gives it its final name.
    private func place(
        _ file: Pack.File, from copies: [String], scratch: String, pack: Pack, work: String
    ) throws {
        var whole = copies.first ?? ""
        if copies.count != 1 {
            whole = Path.join(scratch, "whole")
            try FileSystem.concatenate(copies, into: whole)
        }
        guard try Digest.sha256(ofFile: whole) == file.sha256 else {
            // The archive is of no use: the next attempt downloads it again.
            try? FileSystem.remove(work)
            throw FilmError(
                .missing, "The file \(file.path) of the pack \(pack.id) is not the one it should be (SHA-256 differs).",
                remedy: "Run `vitascope models fetch \(pack.id)` again; if it stays so, report it and do without.")
        }
        let path = Path.join(folder(of: pack), file.path)
        try FileSystem.makeFolder(Path.folder(of: path))
        // The same content can stand in two files, so it is copied, not moved.
        let temporary = AtomicFile.temporarySibling(of: path)
        try FileSystem.concatenate([whole], into: temporary)
        try AtomicFile.publish(temporary, as: path)
    }

    /// Refuses to begin what cannot fit: archives, unpacked parts and files are on the disk together.
    private func checkRoom(for pack: Pack, in folder: String) throws(FilmError) {
        let needed = pack.downloadSize + 3 * pack.size
        guard let free = Machine.freeDiskBytes(at: folder), free < needed else { return }
        throw FilmError(
            .output,
            "The pack \(pack.id) needs \(needed >> 20) MiB of disk while it is fetched; \(folder) has \(free >> 20).",
            remedy: "Free some space, or set XDG_CACHE_HOME to a folder on another disk.")
    }
}

extension PackStatus {
    /// The files that are not there as they should be.
    var unusableFiles: [Pack.File] {
        switch state {
        case .verified: []
        case .missing: pack.files()
        case .incomplete(let names), .corrupt(let names): pack.files().filter { names.contains($0.path) }
        }
    }
}
