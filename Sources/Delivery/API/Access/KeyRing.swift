package import Film
import FoundationEssentials
import Platform
import Synchronization

/// The service's API keys, kept in `keys.json` of its data folder.
///
/// The file is written by `vitascope keys` and read again when it has changed, so that a key works and stops working
/// without a restart. On which day each key was last used is kept in a file of its own, which only the service writes.
package final class KeyRing: Sendable {
    private struct Book: Codable {
        var keys: [APIKey] = []
    }

    private struct State {
        var keys: [APIKey] = []
        var days: [String: String] = [:]
        var stamp: Stamp?
        var looked: ContinuousClock.Instant?
    }

    private struct Stamp: Equatable {
        let modified: Int64
        let identity: FileSystem.Identity
    }

    private let path: String
    private let daysPath: String
    private let state = Mutex(State())

    /// Opens the keys of a data folder; none yet is fine.
    ///
    /// - Throws: `FilmError` when the file cannot be read or understood: a service must not open itself to everybody
    ///   because its keys are damaged.
    package init(data folder: String) throws(FilmError) {
        path = Path.join(folder, "keys.json")
        daysPath = Path.join(folder, "keys-used.json")
        let stamp = Self.stamp(of: path)
        let keys = try Self.read(path)
        let days = (try? FileSystem.read(daysPath)).flatMap {
            try? JSONDecoder().decode([String: String].self, from: Data($0))
        }
        state.withLock { state in
            state.keys = keys
            state.days = days ?? [:]
            state.stamp = stamp
        }
    }

    /// Every key ever made, the oldest first.
    package var keys: [APIKey] { state.withLock(\.keys) }

    /// Whether a key is asked for at all: one that is good is there.
    package var isEmpty: Bool {
        refresh()
        return state.withLock { $0.keys.allSatisfy { $0.revoked != nil } }
    }

    /// The day on which a key was last used, as `2026-11-20`.
    package func lastUsed(_ id: String) -> String? { state.withLock { $0.days[id] } }

    // MARK: - Asking

    /// Finds whose key it is.
    ///
    /// Every key is compared, each in a time that tells nothing, whether or not one has fitted already.
    /// - Parameters:
    ///   - secret: The key as it was sent.
    ///   - now: Milliseconds since 1970.
    /// - Returns: Its owner; `nil` when the key is unknown or withdrawn.
    package func owner(of secret: String, now: Int64) -> Principal? {
        guard secret.utf8.count <= 200 else { return nil }
        refresh()
        let hash = APIKey.hash(of: secret)
        let found = state.withLock { state in
            var found: APIKey?
            for key in state.keys where APIKey.areEqual(key.hash, hash) && key.revoked == nil { found = key }
            return found
        }
        guard let found else { return nil }
        note(found.id, day: Self.day(now))
        return Principal(id: found.id, name: found.name)
    }

    // MARK: - Changing

    /// Makes a key.
    ///
    /// - Parameters:
    ///   - name: What its owner calls it, 1 to 100 characters on one line.
    ///   - now: Milliseconds since 1970.
    /// - Returns: The key's record, and the key itself, which is shown once and kept nowhere.
    /// - Throws: `FilmError` when the name cannot be used or the file cannot be written.
    package func add(name: String, now: Int64) async throws -> (key: APIKey, secret: String) {
        guard (1...100).contains(name.unicodeScalars.count),
            !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else {
            throw FilmError(.usage, "A key's name has 1 to 100 characters on one line.", remedy: "Use a plain name.")
        }
        let secret = APIKey.makeSecret()
        let key = APIKey(id: APIKey.makeID(), name: name, hash: APIKey.hash(of: secret), created: now)
        try await change { $0.append(key) }
        return (key, secret)
    }

    /// Withdraws a key.
    ///
    /// - Parameters:
    ///   - wanted: Its id, or its name where only one good key has it.
    ///   - now: Milliseconds since 1970.
    /// - Returns: The key as it is then.
    /// - Throws: `FilmError` when there is no such key.
    package func revoke(_ wanted: String, now: Int64) async throws -> APIKey {
        let keys = try Self.read(path)
        let named = keys.filter { $0.revoked == nil && $0.name == wanted }
        guard let key = keys.first(where: { $0.id == wanted }) ?? (named.count == 1 ? named[0] : nil) else {
            let hint = NearestName.find(wanted, among: keys.map(\.name)).map { "Did you mean \($0)?" }
            throw FilmError(
                .usage,
                named.count > 1
                    ? "Several keys are called \(Wording.quoted(wanted))."
                    : "There is no key \(Wording.quoted(wanted)).", remedy: hint ?? "vitascope keys lists them.")
        }
        var revoked = key
        revoked.revoked = key.revoked ?? now
        let result = revoked
        try await change { keys in
            for index in keys.indices where keys[index].id == result.id { keys[index] = result }
        }
        return result
    }

    private func change(_ body: (inout [APIKey]) -> Void) async throws {
        try await FileLock.holding(path + ".lock") {
            var keys = try Self.read(path)
            body(&keys)
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            try AtomicFile.write([UInt8](try encoder.encode(Book(keys: keys))), to: path)
            let (changed, stamp) = (keys, Self.stamp(of: path))
            state.withLock { state in
                state.keys = changed
                state.stamp = stamp
            }
        }
    }

    // MARK: - Files

    /// Reads the file again when it has changed, looking once a second at most; damage keeps what was known.
    private func refresh() {
        let isDue = state.withLock { state in
            let now = ContinuousClock.now
            if let looked = state.looked, now - looked < .seconds(1) { return false }
            state.looked = now
            return true
        }
        guard isDue else { return }
        let stamp = Self.stamp(of: path)
        guard stamp != state.withLock(\.stamp), let keys = try? Self.read(path) else { return }
        state.withLock { state in
            state.keys = keys
            state.stamp = stamp
        }
    }

    /// Notes the day of a key's use; the small write happens once a day for each key.
    private func note(_ id: String, day: String) {
        let days: [String: String]? = state.withLock { state in
            guard state.days[id] != day else { return nil }
            state.days[id] = day
            return state.days
        }
        guard let days, let bytes = try? JSONEncoder().encode(days) else { return }
        try? AtomicFile.write([UInt8](bytes), to: daysPath, synced: false)
    }

    private static func read(_ path: String) throws(FilmError) -> [APIKey] {
        guard FileSystem.facts(path) != nil else { return [] }
        let bytes = try FileSystem.read(path, limit: 1 << 22)
        do {
            return try JSONDecoder().decode(Book.self, from: Data(bytes)).keys
        } catch {
            throw FilmError(
                .input, "The file of API keys \(path) is damaged.",
                remedy: "Put a copy of it back, or remove it and make new keys with vitascope keys add.")
        }
    }

    private static func stamp(of path: String) -> Stamp? {
        FileSystem.facts(path).map { Stamp(modified: $0.modified, identity: $0.identity) }
    }

    private static func day(_ time: Int64) -> String {
        Date(timeIntervalSince1970: Double(time) / 1000).formatted(.iso8601.year().month().day())
    }
}
