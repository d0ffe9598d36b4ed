internal import CPlatform
internal import Glibc

/// What is at the other end of a descriptor, and writing to it whole.
package enum TerminalDevice {
    /// Whether the descriptor is a terminal.
    package static func isTerminal(descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// The terminal's columns, or `nil` when it is none.
    package static func columns(descriptor: Int32) -> Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// Writes all bytes, waiting as long as the reader needs.
    ///
    /// - Returns: False when the reader is gone or the device failed.
    @discardableResult
    package static func write(_ bytes: [UInt8], descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }

    /// Writes a text as UTF-8.
    @discardableResult
    package static func write(_ text: String, descriptor: Int32) -> Bool {
        write(Array(text.utf8), descriptor: descriptor)
    }

    /// Runs a program in the foreground, with this process's own terminal, and waits for its end.
    ///
    /// - Parameters:
    ///   - program: Its path.
    ///   - arguments: Its arguments, its own name first.
    /// - Returns: Its exit status, minus the number of the signal that ended it, or 127 when it could not be started.
    package static func run(_ program: String, _ arguments: [String]) -> Int32 {
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        pointers.append(nil)
        defer { for pointer in pointers { free(pointer) } }
        // An editor is told of Ctrl-C by the terminal itself and must hear it, whatever we do with ours.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&signals, number) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var process = pid_t()
        guard posix_spawn(&process, program, nil, &attributes, pointers, environ) == 0 else { return 127 }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return vs_exit_status(status)
    }

    /// Reads a descriptor to its end.
    ///
    /// - Parameters:
    ///   - descriptor: An open descriptor, as 0 for standard input.
    ///   - limit: The most bytes to take.
    /// - Returns: The bytes, one more than `limit` at most, so that the caller can tell that there were too many.
    package static func readAll(descriptor: Int32, limit: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= limit {
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            bytes.append(contentsOf: buffer.prefix(count))
        }
        return Array(bytes.prefix(limit + 1))
    }
}
