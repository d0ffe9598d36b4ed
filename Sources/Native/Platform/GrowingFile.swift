package import Film
internal import Glibc

/// A file that is written from its start on while others read it.
///
/// What an earlier writer left is written over and not emptied first, so that a reader of the same bytes meets no gap.
package final class GrowingFile {
    private let path: String
    private let descriptor: Int32
    private var length = 0

    /// Opens a file, made where it is not there.
    ///
    /// - Throws: `FilmError` with the code `output`.
    package init(_ path: String) throws(FilmError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .writing(path, number: errno) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Adds bytes behind those added before.
    ///
    /// - Throws: `FilmError` with the code `output`.
    package func append(_ bytes: [UInt8]) throws(FilmError) {
        let number = bytes.withUnsafeBytes { writeAll($0, to: descriptor) }
        guard number == 0 else { throw .writing(path, number: number) }
        length += bytes.count
    }

    /// Cuts off what an earlier, longer file had behind.
    ///
    /// - Throws: `FilmError` with the code `output`.
    package func finish() throws(FilmError) {
        guard ftruncate(descriptor, length) == 0 else { throw .writing(path, number: errno) }
    }
}
