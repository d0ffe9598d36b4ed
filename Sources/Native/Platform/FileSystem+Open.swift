internal import CPlatform
package import Film
internal import Glibc

/// A file opened for reading, and what was true of it at that moment.
package struct OpenedFile: Sendable {
    /// The descriptor; whoever holds this value closes it.
    package let descriptor: Int32
    /// Length in bytes.
    package let size: Int
    /// The file's number on its disk.
    package let inode: UInt64
    /// When its contents last changed, in nanoseconds since 1970.
    package let modified: Int64
}

extension FileSystem {
    /// Opens a regular file for others to read from by its descriptor.
    ///
    /// - Returns: `nil` when there is no such file, or it is a folder, a pipe or a device.
    /// - Throws: `FilmError` with the code `input` when it is there and cannot be opened.
    package static func openForReading(_ path: String) throws(FilmError) -> OpenedFile? {
        // A pipe without a writer would block otherwise; regular files take no notice of the flag.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let number = errno
            if number == ENOENT || number == ENOTDIR || number == ENAMETOOLONG || number == ELOOP { return nil }
            throw .reading(path, number: number)
        }
        return facts(of: descriptor)
    }

    /// Opens a regular file if that takes no waiting for a disk: its path is in the kernel's cache.
    ///
    /// - Returns: `nil` when it cannot be opened so; ``openForReading(_:)`` tells whether it can be opened at all.
    package static func openWithoutWaiting(_ path: String) -> OpenedFile? {
        let descriptor = vs_open_cached(path)
        return descriptor >= 0 ? facts(of: descriptor) : nil
    }

    private static func facts(of descriptor: Int32) -> OpenedFile? {
        var raw = stat()
        guard fstat(descriptor, &raw) == 0, raw.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            return nil
        }
        return OpenedFile(
            descriptor: descriptor, size: Int(raw.st_size), inode: UInt64(raw.st_ino),
            modified: Int64(raw.st_mtim.tv_sec) * 1_000_000_000 + Int64(raw.st_mtim.tv_nsec))
    }

    /// The length of an open file now, in bytes; 0 when the descriptor is no file's.
    package static func size(ofDescriptor descriptor: Int32) -> Int {
        var raw = stat()
        return fstat(descriptor, &raw) == 0 ? Int(raw.st_size) : 0
    }
}
