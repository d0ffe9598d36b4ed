internal import Glibc

extension FileSystem {
    /// Sets a file's time of change to now, so that caches know what was used last; a failure is of no consequence.
    package static func touch(_ path: String) { _ = utimensat(AT_FDCWD, path, nil, 0) }
}
