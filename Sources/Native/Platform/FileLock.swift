package import Film
internal import Glibc

/// A lock between processes (and between tasks of one), held by having a file locked; a process that ends lets it go.
package enum FileLock {
    /// Runs a body while holding the lock.
    ///
    /// - Parameters:
    ///   - path: A file that is only there to be locked; it is made when missing and stays.
    ///   - waiting: Called once when somebody else has the lock.
    ///   - body: What must not run twice at a time.
    /// - Returns: What the body returns.
    /// - Throws: `FilmError` with the code `output` when the file cannot be made; what the body throws;
    ///   `CancellationError`, also while waiting.
    package static func holding<Value: Sendable>(
        _ path: String, waiting: @escaping @Sendable () -> Void = {}, _ body: () async throws -> Value
    ) async throws -> Value {
        let descriptor = try await runBlocking("lock") { flag in try take(path, flag: flag, waiting: waiting) }
        defer { close(descriptor) }
        return try await body()
    }

    /// Runs a body while holding the lock, if nobody else has it.
    ///
    /// - Parameters:
    ///   - path: A file that is only there to be locked; it is made when missing and stays.
    ///   - refusal: What to throw when somebody else has the lock.
    ///   - body: What must not run twice at a time.
    /// - Returns: What the body returns.
    /// - Throws: The refusal; `FilmError` with the code `output` when the file cannot be made; what the body throws.
    package static func holding<Value: Sendable>(
        _ path: String, else refusal: FilmError, _ body: () async throws -> Value
    ) async throws -> Value {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw FilmError.writing(path, number: errno) }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw errno == EWOULDBLOCK ? refusal : FilmError.writing(path, number: errno)
        }
        return try await body()
    }

    /// Takes the lock, looking five times a second whether it is free or no longer wanted.
    private static func take(_ path: String, flag: CancellationFlag, waiting: () -> Void) throws -> Int32 {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw FilmError.writing(path, number: errno) }
        var hasToldSo = false
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let number = errno
            guard number == EWOULDBLOCK || number == EINTR, !flag.isSet else {
                close(descriptor)
                try flag.check()
                throw FilmError.writing(path, number: number)
            }
            if !hasToldSo { waiting() }
            hasToldSo = true
            poll(nil, 0, 200)
        }
        return descriptor
    }
}
