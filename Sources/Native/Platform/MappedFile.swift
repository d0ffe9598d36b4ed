package import Film
internal import Glibc

/// A file's bytes in memory, read from disk as they are touched; the mapping ends with this value.
///
/// A file that another program makes shorter meanwhile ends the process (SIGBUS), as with every mapping: map only files
/// that nobody rewrites in place, such as packs.
package struct MappedFile: ~Copyable, Sendable {
    private let address: UInt
    /// Length in bytes.
    package let count: Int

    /// Maps a whole file for reading.
    ///
    /// - Throws: `FilmError` with the code `input`.
    package init(_ path: String) throws(FilmError) {
        (address, count) = try Self.map(path)
    }

    deinit {
        if address != 0 { munmap(UnsafeMutableRawPointer(bitPattern: address), count) }
    }

    /// Lends the bytes for the length of a call.
    package borrowing func withBytes<Value, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try body(UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: address), count: count))
    }

    private static func map(_ path: String) throws(FilmError) -> (address: UInt, count: Int) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .reading(path, number: errno) }
        defer { close(descriptor) }
        var raw = stat()
        guard fstat(descriptor, &raw) == 0 else { throw .reading(path, number: errno) }
        guard raw.st_mode & S_IFMT == S_IFREG else { throw .reading(path, number: EISDIR) }
        let count = Int(raw.st_size)
        guard count > 0 else { return (0, 0) }
        guard let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
            throw .reading(path, number: errno)
        }
        return (UInt(bitPattern: start), count)
    }
}
