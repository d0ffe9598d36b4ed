package import Film
internal import Glibc

extension FileSystem {
    /// A file's first and last bytes, read rather than mapped, so that a file that shrinks meanwhile does no harm.
    ///
    /// - Parameters:
    ///   - path: A file, not a folder.
    ///   - head: How many bytes from the start, fewer when the file is shorter.
    ///   - tail: How many bytes up to the end, fewer when the file is shorter.
    /// - Returns: Both parts, which overlap in a short file.
    /// - Throws: `FilmError` with the code `input`.
    package static func readEnds(
        _ path: String, head: Int, tail: Int
    ) throws(FilmError) -> (head: [UInt8], tail: [UInt8]) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .reading(path, number: errno) }
        defer { close(descriptor) }
        var raw = stat()
        guard fstat(descriptor, &raw) == 0 else { throw .reading(path, number: errno) }
        let size = Int(raw.st_size)
        func part(from start: Int, count: Int) -> [UInt8] {
            [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                while filled < count {
                    let got = pread(
                        descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(start + filled))
                    if got < 0, errno == EINTR { continue }
                    guard got > 0 else { break }
                    filled += got
                }
            }
        }
        let tailCount = min(tail, size)
        return (part(from: 0, count: min(head, size)), part(from: size - tailCount, count: tailCount))
    }
}
