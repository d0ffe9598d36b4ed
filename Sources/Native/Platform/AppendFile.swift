package import Film
internal import Glibc

/// A file that is written from its end on.
///
/// Every call blocks for as long as the disk takes. Used from one thread at a time.
package final class AppendFile {
    private let descriptor: Int32
    private let path: String
    /// Length in bytes.
    package private(set) var size: Int

    /// Opens a file for appending, making it if it is not there.
    ///
    /// - Throws: `FilmError` with the code `output`.
    package init(_ path: String) throws(FilmError) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
        self.path = path
        size = 0
        guard descriptor >= 0 else { throw .writing(path, number: errno) }
        var raw = stat()
        guard fstat(descriptor, &raw) == 0 else { throw .writing(path, number: errno) }
        size = Int(raw.st_size)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Writes at the end.
    ///
    /// - Throws: `FilmError` with the code `output`; what was written before the disk was full stays.
    package func append(_ bytes: UnsafeRawBufferPointer) throws(FilmError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = pwrite(descriptor, rest.baseAddress, rest.count, off_t(size))
            if count < 0 {
                if errno == EINTR { continue }
                throw .writing(path, number: errno)
            }
            size += count
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        }
    }

    /// Waits until everything written would survive a power cut.
    ///
    /// - Throws: `FilmError` with the code `output`.
    package func sync() throws(FilmError) {
        guard fsync(descriptor) == 0 else { throw .writing(path, number: errno) }
    }
}
