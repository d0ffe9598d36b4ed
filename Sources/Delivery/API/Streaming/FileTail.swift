import Film
import Platform

/// Reads a file that another process writes, on a queue of its own, since disks block.
///
/// The file may be removed meanwhile: what was opened can be read to its end.
actor FileTail {
    private let executor = QueueExecutor(name: "vitascope.tail")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private static let piece = 1 << 18

    private let path: String
    private var file: OpenFile
    private var identity: FileSystem.Identity
    private var offset = 0

    /// Opens a file.
    ///
    /// - Returns: `nil` when it is not there or has nothing in it yet.
    init?(_ path: String) {
        guard let file = try? OpenFile(reading: path), let facts = try? file.facts(), facts.size > 0 else { return nil }
        self.path = path
        self.file = file
        identity = facts.identity
    }

    /// The next piece; empty when there is nothing more now.
    ///
    /// - Throws: ``StreamCut`` when the file was begun again with other content; `FilmError`.
    func next() throws -> [UInt8] {
        let bytes = try file.read(at: offset, limit: Self.piece)
        offset += bytes.count
        if bytes.isEmpty { try followReplacement() }
        return bytes
    }

    /// Goes on in the file that took the name of this one, where a worker that took the film over writes the same
    /// bytes again.
    private func followReplacement() throws {
        guard try file.facts().size >= offset else { throw StreamCut() }
        guard let facts = FileSystem.facts(path), facts.identity != identity, facts.size >= offset else { return }
        let other = try OpenFile(reading: path)
        var compared = 0
        while compared < offset {
            let limit = min(Self.piece, offset - compared)
            let bytes = try other.read(at: compared, limit: limit)
            guard bytes.count == limit, bytes == (try file.read(at: compared, limit: limit)) else { throw StreamCut() }
            compared += limit
        }
        file = other
        identity = facts.identity
    }
}

/// A stream that cannot be brought to a good end: the connection is cut, so that no player takes it for whole.
struct StreamCut: Error {}
