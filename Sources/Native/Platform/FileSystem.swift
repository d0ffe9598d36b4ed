package import Film
internal import Glibc

/// The few questions that are asked of the file system.
package enum FileSystem {
    /// What a path names.
    package struct Facts: Sendable, Equatable {
        /// Whether it is a folder (links are followed).
        package let isFolder: Bool
        /// Length in bytes.
        package let size: Int
        /// When its content last changed, in nanoseconds since 1970.
        package let modified: Int64
        /// Device and number on it: the same for two names of one file.
        package let identity: Identity
    }

    /// Which file it is, whatever its name.
    package struct Identity: Sendable, Hashable {
        package let device: UInt64
        package let number: UInt64
    }

    /// A file found by listing.
    package struct Found: Sendable, Equatable {
        /// The listed folder's path joined with the way to the file.
        package let path: String
        package let facts: Facts
    }

    /// What a path names, following links; nil when there is nothing or it may not be asked.
    package static func facts(_ path: String) -> Facts? {
        var raw = stat()
        return stat(path, &raw) == 0 ? Facts(raw) : nil
    }

    /// Every file in a folder and the folders in it, ordered by path.
    ///
    /// Links to folders are followed, each folder once. Hidden names and names that are not UTF-8 are passed over, and so
    /// are folders inside that may not be read.
    ///
    /// - Parameters:
    ///   - folder: Where to begin.
    ///   - limit: After how many files to stop looking.
    ///   - flag: Polled, so that a large tree can be left.
    /// - Returns: The files, without folders.
    /// - Throws: `FilmError` with the code `input` when the folder itself cannot be read; `CancellationError`.
    package static func files(
        in folder: String, limit: Int = 1_000_000, flag: CancellationFlag = CancellationFlag()
    ) throws -> [Found] {
        guard let top = facts(folder) else { throw FilmError.reading(folder, number: errno) }
        guard top.isFolder else { throw FilmError.reading(folder, number: ENOTDIR) }
        var files: [Found] = []
        var seen: Set<Identity> = [top.identity]
        var waiting = [folder]
        while let next = waiting.popLast() {
            try flag.check()
            let names: [String]
            do throws(FilmError) { names = try self.names(in: next) } catch {
                if next == folder { throw error }
                continue
            }
            for name in names where !name.hasPrefix(".") {
                let path = Path.join(next, name)
                guard let facts = facts(path) else { continue }
                if facts.isFolder {
                    if seen.insert(facts.identity).inserted { waiting.append(path) }
                } else {
                    files.append(Found(path: path, facts: facts))
                    if files.count >= limit { return files.sorted { $0.path < $1.path } }
                }
            }
        }
        return files.sorted { $0.path < $1.path }
    }

    /// The names in one folder, without `.` and `..`, ordered; names that are not UTF-8 are passed over.
    ///
    /// - Throws: `FilmError` with the code `input`.
    package static func names(in folder: String) throws(FilmError) -> [String] {
        guard let stream = opendir(folder) else { throw .reading(folder, number: errno) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let name, name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// All of a file.
    ///
    /// - Parameters:
    ///   - path: A file, not a folder.
    ///   - limit: How long it may be, in bytes.
    /// - Returns: Its bytes.
    /// - Throws: `FilmError` with the code `input`, also when the file is longer than the limit.
    package static func read(_ path: String, limit: Int = 1 << 30) throws(FilmError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .reading(path, number: errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var number: Int32 = 0
        // Sizes lie (pipes, /proc), so it is read until it ends; one byte more than the limit tells a file too long.
        while bytes.count <= limit {
            let room = min(max(1 << 16, bytes.count), limit + 1 - bytes.count)
            let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                let got = Glibc.read(descriptor, buffer.baseAddress, room)
                if got < 0 { number = errno }
                count = max(got, 0)
            }
            if number == EINTR {
                number = 0
                continue
            }
            guard number == 0 else { throw .reading(path, number: number) }
            if chunk.isEmpty { return bytes }
            bytes += chunk
        }
        throw FilmError(
            .input, "\(path) is longer than \(limit) bytes, the most that is read.", remedy: "Use a smaller file.")
    }

    /// All of a text file in UTF-8; see ``read(_:limit:)``.
    package static func readText(_ path: String, limit: Int = 1 << 24) throws(FilmError) -> String {
        guard let text = String(validating: try read(path, limit: limit), as: UTF8.self) else {
            throw FilmError(.input, "\(path) is not text in UTF-8.", remedy: "Save it as UTF-8.")
        }
        return text
    }

    /// A path from the root, without `.` and `..`; links stay as they are.
    package static func absolute(_ path: String) -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let here = getcwd(&buffer, buffer.count).map { String(cString: $0) } ?? "/"
        var parts: [Substring] = []
        for part in Path.join(here, path).split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// Makes a folder and those above it; one that is there already is fine.
    ///
    /// - Throws: `FilmError` with the code `output`.
    package static func makeFolder(_ path: String) throws(FilmError) {
        if mkdir(path, 0o777) == 0 { return }
        let number = errno
        if number == EEXIST, facts(path)?.isFolder == true { return }
        guard number == ENOENT, path != "/", path != "." else { throw .writing(path, number: number) }
        try makeFolder(Path.folder(of: path))
        if mkdir(path, 0o777) != 0, errno != EEXIST { throw .writing(path, number: errno) }
    }

    /// Removes a file or a folder with everything in it, without following links; nothing there is fine.
    ///
    /// - Throws: `FilmError` with the code `output`.
    package static func remove(_ path: String) throws(FilmError) {
        if unlink(path) == 0 || errno == ENOENT { return }
        guard errno == EISDIR || errno == EPERM else { throw .writing(path, number: errno) }
        for name in (try? names(in: path)) ?? [] { try remove(Path.join(path, name)) }
        if rmdir(path) != 0, errno != ENOENT { throw .writing(path, number: errno) }
    }
}

extension FileSystem {
    /// Gives a file or folder another name on the same disk; a file of that name is replaced.
    ///
    /// - Throws: `FilmError` with the code `output`.
    package static func move(_ path: String, to other: String) throws(FilmError) {
        guard rename(path, other) == 0 else { throw .writing(other, number: errno) }
    }

    /// Writes files one after the other into a new one.
    ///
    /// - Parameters:
    ///   - paths: What to read, in order.
    ///   - path: The new file; one of that name is emptied first. It is not written atomically.
    /// - Throws: `FilmError` with the code `input` or `output`.
    package static func concatenate(_ paths: [String], into path: String) throws(FilmError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .writing(path, number: errno) }
        defer { close(descriptor) }
        for part in paths {
            let file = try MappedFile(part)
            let number = file.withBytes { writeAll($0, to: descriptor) }
            guard number == 0 else { throw .writing(path, number: number) }
        }
    }
}

/// Writes everything, going on after short writes and signals; 0 or an error number.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
    var rest = bytes
    while !rest.isEmpty {
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count < 0 {
            if errno == EINTR { continue }
            return errno
        }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    }
    return 0
}

extension FileSystem.Facts {
    /// What the system tells of a file.
    init(_ raw: stat) {
        self.init(
            isFolder: raw.st_mode & S_IFMT == S_IFDIR, size: Int(raw.st_size),
            modified: Int64(raw.st_mtim.tv_sec) * 1_000_000_000 + Int64(raw.st_mtim.tv_nsec),
            identity: FileSystem.Identity(device: UInt64(raw.st_dev), number: UInt64(raw.st_ino)))
    }
}
