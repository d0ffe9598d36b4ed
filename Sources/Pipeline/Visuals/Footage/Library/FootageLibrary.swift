package import Film
import Platform
import SQLite
internal import Synchronization

/// Folders of photos and clips, indexed for searching and matching.
///
/// The index is a cache beside the folders: damaged or of another version, it is made anew. Every call that touches a
/// file runs on a thread of its own.
package final class FootageLibrary: Sendable {
    /// The index's file.
    package let databasePath: String
    /// Whether texts are compared by meaning; without the pack `words-potion` only shared words count, so that "sea"
    /// does not find "ocean".
    package var knowsMeaning: Bool { vectors != nil }

    /// The word vectors, to be shared with another library.
    package let vectors: WordVectors?
    private let store: Mutex<LibraryStore>

    /// Opens the index, making it where it is not there.
    ///
    /// - Parameters:
    ///   - databasePath: The index's file; its folder is made.
    ///   - vectors: Word vectors, when the pack is there.
    /// - Throws: A `FilmError` (`output`) when the index cannot be opened or made.
    package init(databasePath: String, vectors: WordVectors?) throws(FilmError) {
        self.databasePath = databasePath
        self.vectors = vectors
        try FileSystem.makeFolder(Path.folder(of: databasePath))
        store = Mutex(try Self.open(databasePath))
    }

    /// The folders that were added, ordered.
    package func folders() async throws -> [String] { try await work { try $0.folders() } }

    /// The items of one folder, or of all; ordered by path.
    package func list(folder: String? = nil) async throws -> [FootageItem] {
        let folder = folder.map(Self.absolute)
        return try await work { store in try store.items(below: folder ?? "").map(\.item) }
    }

    /// What is known of one file.
    package func item(at path: String) async throws -> FootageItem? {
        let path = Self.absolute(path)
        return try await work { try $0.item(at: path) }
    }

    /// Forgets a folder and what only it brought.
    ///
    /// - Returns: How many items were forgotten.
    /// - Throws: A `FilmError` (`input`) when the folder was never added.
    @discardableResult
    package func remove(folder: String) async throws -> Int {
        let folder = Self.absolute(folder)
        return try await work { store in
            let others = try store.folders().filter { $0 != folder }
            guard try store.folders().contains(folder) else {
                throw FilmError(
                    .input, "\(folder) is not a folder of the library.",
                    remedy: "See the folders with: vitascope library list.")
            }
            return try store.connection.transaction {
                try store.remove(folder: folder)
                var count = 0
                for (path, known) in try store.known(below: folder)
                where !others.contains(where: { path.hasPrefix($0 + "/") }) {
                    try store.forget(path)
                    if known.reason == nil { count += 1 }
                }
                return count
            }
        }
    }

    /// Runs a body on the index, on a thread of its own; a damaged index is made anew and the body run once more.
    func work<Value: Sendable>(_ body: @escaping @Sendable (LibraryStore) throws -> Value) async throws -> Value {
        try await runBlocking("library") { try self.now(body) }
    }

    /// As ``work(_:)``, on the calling thread.
    func now<Value: Sendable>(_ body: (LibraryStore) throws -> Value) throws -> Value {
        do {
            return try store.withLock { try body($0) }
        } catch let error as SQLiteError {
            guard error.kind == .damaged else { throw Self.report(error, databasePath) }
            try store.withLock { store in
                // The old connection must not write to the file that takes the old one's name.
                store = LibraryStore(connection: try Connection(path: ":memory:"))
                store = try Self.open(databasePath, anew: true)
            }
            do {
                return try store.withLock { try body($0) }
            } catch let error as SQLiteError {
                throw Self.report(error, databasePath)
            }
        }
    }

    /// A path from the root, without `.` and `..`.
    static func absolute(_ path: String) -> String { FileSystem.absolute(path) }

    private static func open(_ path: String, anew: Bool = false) throws(FilmError) -> LibraryStore {
        do {
            if anew { for suffix in ["", "-wal", "-shm"] { try FileSystem.remove(path + suffix) } }
            let connection = try Connection(path: path)
            try connection.migrate(LibrarySchema.migrations)
            return LibraryStore(connection: connection)
        } catch let error as SQLiteError {
            guard !anew, error.kind == .damaged || error.kind == .newer else { throw report(error, path) }
            return try open(path, anew: true)
        } catch let error as FilmError {
            throw error
        } catch {
            throw FilmError(.internalFault, "The library index \(path) cannot be opened: \(error).")
        }
    }

    private static func report(_ error: SQLiteError, _ path: String) -> FilmError {
        switch error.kind {
        case .busy:
            FilmError(
                .output, "The library index \(path) is in use by another program.",
                remedy: "Wait until it is done, then try again.")
        case .full:
            FilmError(.output, "The disk with the library index \(path) is full.", remedy: "Free some space.")
        case .readOnly, .unreadable:
            FilmError(
                .output, "The library index \(path) cannot be opened or written.",
                remedy: "Check the permissions of the file and its folder, or name another place.")
        case .damaged, .newer, .constraint, .other:
            FilmError(
                .internalFault, "The library index \(path) failed: \(error).",
                remedy: "Delete the file; it is made anew from the folders.")
        }
    }
}
