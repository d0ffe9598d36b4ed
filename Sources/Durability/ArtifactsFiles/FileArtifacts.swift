package import Artifacts
internal import Crypto
internal import Film
internal import Platform

/// Results as files under one folder, two levels deep: `ab/abcdef…`.
///
/// Each file is written beside its place and renamed, so a result is there whole or not at all; it ends with its own
/// SHA-256, so that a damaged one is noticed, removed and made anew. Several processes may share the folder.
package struct FileArtifacts: ArtifactStore {
    private static let digestLength = 32
    /// A result is read whole; no scene or sentence comes near this.
    private static let limit = 1 << 30

    private let folder: String

    /// Uses a folder, which is made when first needed.
    package init(folder: String) { self.folder = folder }

    package func get(_ key: ArtifactKey) async throws -> [UInt8]? {
        let path = path(of: key)
        return try await runBlocking("artifact-read") { () throws -> [UInt8]? in
            guard FileSystem.facts(path) != nil else { return nil }
            var bytes = try FileSystem.read(path, limit: Self.limit)
            let length = bytes.count - Self.digestLength
            guard length >= 0, Array(SHA256.hash(data: bytes[..<length])) == Array(bytes[length...]) else {
                try? FileSystem.remove(path)
                return nil
            }
            FileSystem.touch(path)
            bytes.removeLast(Self.digestLength)
            return bytes
        }
    }

    package func put(_ bytes: [UInt8], at key: ArtifactKey) async throws {
        let path = path(of: key)
        try await runBlocking("artifact-write") { () throws in
            try FileSystem.makeFolder(Path.folder(of: path))
            // Not flushed to the disk: a power cut may cost a result, which its digest shows and a rerun makes again.
            try AtomicFile.write(bytes + Array(SHA256.hash(data: bytes)), to: path, synced: false)
        }
    }

    package func contains(_ key: ArtifactKey) async -> Bool {
        FileSystem.facts(path(of: key)).map { $0.size >= Self.digestLength } ?? false
    }

    /// Removes the results that were unused the longest until the rest fits.
    ///
    /// - Parameters:
    ///   - bytes: What may stay.
    ///   - dryRun: Only tells.
    /// - Returns: Bytes freed.
    /// - Throws: A `FilmError` when the folder cannot be listed.
    @discardableResult
    package func trim(to bytes: Int, dryRun: Bool = false) async throws -> Int {
        let folder = folder
        return try await runBlocking("artifact-trim") { () throws -> Int in
            guard FileSystem.facts(folder) != nil else { return 0 }
            var files = try FileSystem.files(in: folder)
            var total = files.reduce(0) { $0 + $1.facts.size }
            let before = total
            files.sort { $0.facts.modified < $1.facts.modified }
            for file in files where total > bytes {
                if !dryRun { try? FileSystem.remove(file.path) }
                total -= file.facts.size
            }
            return before - total
        }
    }

    private func path(of key: ArtifactKey) -> String {
        Path.join(Path.join(folder, String(key.rawValue.prefix(2))), key.rawValue)
    }
}
