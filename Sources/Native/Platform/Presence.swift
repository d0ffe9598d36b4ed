package import Film
internal import Glibc

/// A sign that a process lives which the kernel takes down with it, however it ends: a locked file in a shared folder.
///
/// Processes of one machine see by it at once that another was killed, without waiting for it to be silent for long.
package final class Presence: Sendable {
    /// This sign's name in the folder.
    package let name: String
    private let path: String
    private let descriptor: Int32

    /// Puts up a sign.
    ///
    /// - Parameter folder: Where; it is made when missing, and holds nothing but signs.
    /// - Throws: `FilmError` with the code `output`.
    package init(folder: String) throws(FilmError) {
        try FileSystem.makeFolder(folder)
        while true {
            let name = String(UInt64.random(in: .min ... .max), radix: 36)
            let path = Path.join(folder, name)
            let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw .writing(path, number: errno) }
            guard flock(descriptor, LOCK_EX) == 0 else {
                let number = errno
                close(descriptor)
                throw .writing(path, number: number)
            }
            // Somebody may have taken it down as nobody's before it was locked.
            guard FileSystem.facts(path) != nil else {
                close(descriptor)
                continue
            }
            self.name = name
            self.path = path
            self.descriptor = descriptor
            return
        }
    }

    deinit {
        unlink(path)
        close(descriptor)
    }

    /// Whether the process that put up a sign still lives; in doubt it does.
    package static func isThere(_ name: String, folder: String) -> Bool {
        // Names are our own, but they come back from a file.
        guard !name.isEmpty, name.utf8.allSatisfy({ (48...57).contains($0) || (97...122).contains($0) }) else {
            return false
        }
        let descriptor = open(Path.join(folder, name), O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return errno != ENOENT }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0
    }

    /// Takes down the signs of processes that are gone.
    package static func tidy(_ folder: String) {
        for name in (try? FileSystem.names(in: folder)) ?? [] where !isThere(name, folder: folder) {
            unlink(Path.join(folder, name))
        }
    }
}
