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

/// A file that is written from its end on.
///
/// Every call blocks for as long as the disk takes. Used from one thread at a time.
package final class GrowingFile {
    private let descriptor: Int32
    private let path: String
    /// Length in bytes.
    package private(set) var size: Int

    /// Opens a file for appending, making it if it is not there.
    ///
    /// - Throws: `FilmError` with the code `output`.
    package init(appendingTo path: String) throws(FilmError) {
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
