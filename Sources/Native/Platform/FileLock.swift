internal import Film
internal import Glibc

/// A lock between processes, held by having a file locked; it ends with this value or with the process.
package struct FileLock: ~Copyable, Sendable {
    private let descriptor: Int32

    /// Takes the lock, waiting for whoever has it.
    ///
    /// - Parameters:
    ///   - path: A file that is only there to be locked; it is made when missing and stays.
    ///   - flag: Polled five times a second while waiting.
    ///   - waiting: Called once when the lock is not free.
    /// - Throws: `FilmError` with the code `output`; `CancellationError`.
    package init(_ path: String, flag: CancellationFlag, waiting: () -> Void = {}) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw FilmError.writing(path, number: errno) }
        var isFirstTry = true
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let number = errno
            guard number == EWOULDBLOCK || number == EINTR, !flag.isSet else {
                close(descriptor)
                try flag.check()
                throw FilmError.writing(path, number: number)
            }
            if isFirstTry { waiting() }
            isFirstTry = false
            poll(nil, 0, 200)
        }
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }
}
