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
