internal import Film
internal import FoundationEssentials
internal import Platform

/// What was found when a pack's files were last hashed, so that they need not be hashed at every start.
struct PackStamp: Codable, Equatable {
    /// A file as it was when its hash was right.
    struct Entry: Codable, Equatable {
        let bytes: Int
        let modified: Int64
        let sha256: String
    }

    /// The checked files by their path in the pack.
    var files: [String: Entry] = [:]

    static let name = ".verified.json"

    /// The stamp in a pack's folder; an empty one when there is none that can be read.
    init(folder: String) {
        guard let bytes = try? FileSystem.read(Path.join(folder, Self.name), limit: 1 << 24),
            let stamp = try? JSONDecoder().decode(PackStamp.self, from: Data(bytes))
        else { return }
        self = stamp
    }

    func write(folder: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        try AtomicFile.write(Array(try encoder.encode(self)), to: Path.join(folder, Self.name))
    }

    /// Whether a file was checked against the hash it should have and has not been touched since.
    func covers(_ file: Pack.File, folder: String) -> Bool {
        guard let entry = files[file.path], entry.sha256 == file.sha256,
            let facts = FileSystem.facts(Path.join(folder, file.path))
        else { return false }
        return facts.size == entry.bytes && facts.modified == entry.modified && entry.bytes == file.bytes
    }

    /// Notes a file whose hash was just found right.
    mutating func note(_ file: Pack.File, folder: String) {
        guard let facts = FileSystem.facts(Path.join(folder, file.path)) else { return }
        files[file.path] = Entry(bytes: facts.size, modified: facts.modified, sha256: file.sha256)
    }
}
