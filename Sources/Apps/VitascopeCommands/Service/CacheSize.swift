internal import Platform

/// What the cache of finished steps takes, looked at again every few minutes at most: it may have very many files.
actor CacheSize {
    private static let pace = Duration.seconds(300)

    private let folder: String
    private var known: (bytes: Int64, time: ContinuousClock.Instant)?

    init(folder: String) { self.folder = folder }

    /// Bytes; `nil` when the folder cannot be read.
    func bytes() async -> Int64? {
        if let known, ContinuousClock.now - known.time < Self.pace { return known.bytes }
        let folder = folder
        let bytes = try? await runBlocking("cache-size") { flag in
            guard FileSystem.facts(folder) != nil else { return Int64(0) }
            return try FileSystem.files(in: folder, flag: flag).reduce(0) { $0 + Int64($1.facts.size) }
        }
        if let bytes { known = (bytes, ContinuousClock.now) }
        return bytes
    }
}
