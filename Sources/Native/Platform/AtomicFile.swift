internal import CPlatform
package import Film
internal import Glibc

/// Files that appear whole under their names or not at all.
///
/// Everything is written to a hidden sibling first (`.vitascope-…`), which is renamed over the final name when it is
/// complete and removed when anything fails.
package enum AtomicFile {
    /// Writes bytes.
    ///
    /// - Parameters:
    ///   - bytes: All of the file.
    ///   - path: The final name; its folder must exist. A file of that name is replaced.
    ///   - synced: Whether the bytes must survive a power cut, which costs a wait for the disk.
    /// - Throws: `FilmError` with the code `output`, naming the folder.
    package static func write(_ bytes: [UInt8], to path: String, synced: Bool = true) throws(FilmError) {
        var failure: FilmError?
        bytes.withUnsafeBytes { buffer in
            do throws(FilmError) { try write(buffer, to: path, synced: synced) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    /// Writes text as UTF-8; see ``write(_:to:synced:)-(Array<UInt8>,_,_)``.
    package static func write(_ text: String, to path: String, synced: Bool = true) throws(FilmError) {
        try write(Array(text.utf8), to: path, synced: synced)
    }

    /// Writes bytes that lie elsewhere; see ``write(_:to:synced:)-(Array<UInt8>,_,_)``.
    package static func write(_ bytes: UnsafeRawBufferPointer, to path: String, synced: Bool = true) throws(FilmError) {
        let temporary = temporarySibling(of: path)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .writing(path, number: errno) }
        var number = writeAll(bytes, to: descriptor)
        if number == 0, synced, fsync(descriptor) != 0 { number = errno }
        if close(descriptor) != 0, number == 0 { number = errno }
        if number == 0, rename(temporary, path) != 0 { number = errno }
        guard number == 0 else {
            unlink(temporary)
            throw .writing(path, number: number)
        }
        if synced { syncFolder(of: path) }
    }

    /// Lets another library write a file under a temporary name, then gives the file its final one.
    ///
    /// - Parameters:
    ///   - path: The final name; its folder must exist. A file of that name is replaced.
    ///   - synced: Whether the bytes must survive a power cut.
    ///   - body: Writes the file whose path it is given. The path keeps the final name's ending.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws, or `FilmError` with the code `output`. The temporary file is then gone.
    package static func produce<Value>(
        _ path: String, synced: Bool = true, _ body: (_ temporaryPath: String) async throws -> Value
    ) async throws -> Value {
        let temporary = temporarySibling(of: path)
        do {
            let value = try await body(temporary)
            try publish(temporary, as: path, synced: synced)
            return value
        } catch {
            unlink(temporary)
            throw error
        }
    }

    /// A fresh hidden name beside a path, with the same ending, for use with ``publish(_:as:synced:)``.
    package static func temporarySibling(of path: String) -> String {
        let ending = Path.ending(of: path)
        let unique = String(UInt64.random(in: .min ... .max), radix: 36)
        let name = ".vitascope-\(unique)" + (ending.isEmpty ? "" : "." + ending)
        return Path.join(Path.folder(of: path), name)
    }

    /// Gives a complete temporary file its final name.
    ///
    /// - Parameters:
    ///   - temporary: A complete file on the same file system; it is removed when this fails.
    ///   - path: The final name.
    ///   - synced: Whether the bytes must survive a power cut.
    /// - Throws: `FilmError` with the code `output`.
    package static func publish(_ temporary: String, as path: String, synced: Bool = true) throws(FilmError) {
        var number: Int32 = 0
        if synced {
            let descriptor = open(temporary, O_RDONLY | O_CLOEXEC)
            if descriptor < 0 || fsync(descriptor) != 0 { number = errno }
            if descriptor >= 0 { close(descriptor) }
        }
        if number == 0, rename(temporary, path) != 0 { number = errno }
        guard number == 0 else {
            unlink(temporary)
            throw .writing(path, number: number)
        }
        if synced { syncFolder(of: path) }
    }

    /// Temporary files in a folder and the folders in it; those that are old were left by processes that were killed.
    ///
    /// - Throws: `FilmError` with the code `input` when the folder cannot be read.
    package static func leftovers(in folder: String) throws(FilmError) -> [String] {
        var files: [String] = []
        for name in try FileSystem.names(in: folder) {
            let path = Path.join(folder, name)
            if FileSystem.facts(path)?.isFolder == true {
                files += (try? leftovers(in: path)) ?? []
            } else if name.hasPrefix(".vitascope-") {
                files.append(path)
            }
        }
        return files
    }

    /// Makes a rename survive a power cut; a file system that refuses to sync a folder is no failure.
    private static func syncFolder(of path: String) {
        let descriptor = open(Path.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
