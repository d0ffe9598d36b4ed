package import Film
internal import Glibc

/// A file that stays open, so that it can be read while another process writes it, renames or removes it.
///
/// Every call blocks for as long as the disk takes.
package final class OpenFile: Sendable {
    private let descriptor: Int32
    private let path: String

    /// Opens a file for reading.
    ///
    /// - Throws: `FilmError` with the code `input`.
    package init(reading path: String) throws(FilmError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        self.path = path
        guard descriptor >= 0 else { throw .reading(path, number: errno) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// What it is now; its length grows as it is written.
    ///
    /// - Throws: `FilmError` with the code `input`.
    package func facts() throws(FilmError) -> FileSystem.Facts {
        var raw = stat()
        guard fstat(descriptor, &raw) == 0 else { throw .reading(path, number: errno) }
        return FileSystem.Facts(raw)
    }

    /// Reads a part.
    ///
    /// - Parameters:
    ///   - offset: Where it begins, in bytes.
    ///   - limit: How long it may be.
    /// - Returns: Its bytes; fewer than the limit only at the file's end, none there.
    /// - Throws: `FilmError` with the code `input`.
    package func read(at offset: Int, limit: Int) throws(FilmError) -> [UInt8] {
        var number: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, filled in
            while filled < limit {
                let got = pread(
                    descriptor, buffer.baseAddress.map { $0 + filled }, limit - filled, off_t(offset + filled))
                if got < 0, errno == EINTR { continue }
                if got < 0 { number = errno }
                guard got > 0 else { break }
                filled += got
            }
        }
        guard number == 0 else { throw .reading(path, number: number) }
        return bytes
    }
}
