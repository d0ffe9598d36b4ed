/// Where finished results live, by key; a result is there whole or not at all.
package protocol ArtifactStore: Sendable {
    /// Reads a result.
    ///
    /// - Returns: Its bytes, or `nil` when it is not there or is damaged (it will then be made anew).
    func get(_ key: ArtifactKey) async throws -> [UInt8]?

    /// Stores a result; storing the same key again changes nothing.
    ///
    /// - Throws: A `FilmError` with code `output` when it cannot be written.
    func put(_ bytes: [UInt8], at key: ArtifactKey) async throws

    /// Whether a result is there, without reading it.
    func contains(_ key: ArtifactKey) async -> Bool
}

/// Results in memory, gone with the process.
package actor MemoryArtifacts: ArtifactStore {
    private var results: [ArtifactKey: [UInt8]] = [:]

    /// Makes an empty store.
    package init() {}

    package func get(_ key: ArtifactKey) -> [UInt8]? { results[key] }

    package func put(_ bytes: [UInt8], at key: ArtifactKey) { results[key] = bytes }

    package func contains(_ key: ArtifactKey) -> Bool { results[key] != nil }
}
