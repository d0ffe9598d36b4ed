internal import CPlatform
internal import Film
internal import Glibc

/// A file descriptor that is closed with this value.
struct Descriptor: ~Copyable {
    /// The descriptor, or -1 once it is closed.
    private(set) var number: Int32

    init(_ number: Int32) {
        self.number = number
    }

    deinit {
        if number >= 0 { _ = Glibc.close(number) }
    }

    /// Closes it now; a second time does nothing.
    mutating func close() {
        if number >= 0 { _ = Glibc.close(number) }
        number = -1
    }

    /// Gives the descriptor away; this value then owns none.
    mutating func take() -> Descriptor {
        defer { number = -1 }
        return Descriptor(number)
    }

    /// Appends what can be read without waiting; closes itself at the end of the stream or when it fails.
    mutating func read(into bytes: inout [UInt8]) {
        guard number >= 0 else { return }
        // At most 1 MiB a turn, so that a program that writes without end cannot keep its deadline from being seen.
        for _ in 0..<16 {
            var got = 0
            let source = number
            let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
                got = Glibc.read(source, buffer.baseAddress, 1 << 16)
                count = max(got, 0)
            }
            guard got > 0 else {
                if got == 0 || (errno != EAGAIN && errno != EINTR) { close() }
                return
            }
            bytes += chunk
        }
    }
}

/// Both ends of a pipe; neither reaches other programs by accident.
struct Pipe: ~Copyable {
    var reading: Descriptor
    var writing: Descriptor

    init() throws(FilmError) {
        var ends: [Int32] = [-1, -1]
        guard vs_pipe(&ends) == 0 else {
            throw FilmError(
                .internalFault, "The system gave no pipe: \(systemMessage(errno)).",
                remedy: "Raise the limit of open files (ulimit -n).")
        }
        reading = Descriptor(ends[0])
        writing = Descriptor(ends[1])
    }
}
