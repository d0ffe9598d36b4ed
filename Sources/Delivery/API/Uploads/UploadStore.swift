package import Films
import NIOCore
import Platform
import Synchronization

/// Uploaded media: begun, gone on with, finished, found again, removed when their time is over.
package final class UploadStore: Sendable {
    /// What uploads may be.
    package let rules: UploadRules
    private let places: FilmPlaces
    private let now: @Sendable () -> Int64
    private let open = Mutex<[UploadID: Held]>([:])

    private struct Held {
        weak var file: UploadFile?
    }

    /// Makes a store below a service's data folder.
    package init(places: FilmPlaces, now: @escaping @Sendable () -> Int64, rules: UploadRules = UploadRules()) {
        self.places = places
        self.now = now
        self.rules = rules
    }

    /// The path of the finished upload of that id; `nil` when there is none, or it is not finished.
    ///
    /// - Parameter text: What a client gave.
    /// - Returns: Its file's path.
    /// - Throws: `FilmError` when its note cannot be read.
    package func path(of text: String) async throws -> String? {
        try await finished(text)?.path
    }

    /// The finished upload of that id; `nil` when there is none, or it is not finished.
    func finished(_ text: String) async throws -> Upload? {
        guard let id = UploadID(rawValue: text), let upload = try await file(id).state() else { return nil }
        return upload.path == nil ? nil : upload
    }

    /// The file of an upload that is to be used for something.
    ///
    /// - Parameters:
    ///   - text: What a client gave.
    ///   - kinds: What it may be.
    ///   - param: The field that names it.
    /// - Returns: Its path.
    /// - Throws: An ``APIError`` when there is no such upload or it is of another kind.
    func path(of text: String, as kinds: [UploadedMedia.Kind], param: String) async throws -> String {
        guard let upload = try await finished(text), let path = upload.path, let kind = upload.note.media?.kind else {
            throw APIError(.uploadNotFound, "There is no upload \(Wording.quoted(text)).", param: param)
        }
        guard kinds.contains(kind) else {
            throw APIError(
                .unusableMedia,
                "The upload \(Wording.quoted(text)) is a \(kind.rawValue); \(param) takes a "
                    + "\(Wording.list(kinds.map(\.rawValue))).", param: param)
        }
        return path
    }

    /// Removes what has expired.
    ///
    /// - Returns: How many uploads were removed.
    @discardableResult
    package func removeExpired() async throws -> Int {
        let folder = places.uploads
        guard FileSystem.facts(folder) != nil else { return 0 }
        var count = 0
        for name in try await runBlocking("uploads", { try FileSystem.names(in: folder) }) {
            guard let id = UploadID(rawValue: name) else { continue }
            let file = file(id)
            guard let upload = try? await file.state(), upload.expires < now() else { continue }
            try await file.remove()
            count += 1
        }
        return count
    }

    /// One upload's file: the same for all who ask while somebody holds it, so that requests take turns.
    func file(_ id: UploadID) -> UploadFile {
        open.withLock { open in
            if let file = open[id]?.file { return file }
            open = open.filter { $0.value.file != nil }
            let file = UploadFile(id, folder: places.folder(ofUpload: id.rawValue), rules: rules)
            open[id] = Held(file: file)
            return file
        }
    }

    /// Begins an upload.
    func create(name: String, claimedType: String?, length: Int?) async throws -> Upload {
        let created = now()
        let id = UploadID(at: created)
        let note = UploadNote(
            name: String(name.prefix(200)), claimedType: claimedType.map { String($0.prefix(100)) }, length: length,
            created: created)
        let file = file(id)
        try await file.create(note)
        guard let upload = try await file.state() else { throw APIError.unknownUpload(id.rawValue) }
        return upload
    }

    /// Adds pieces as they come.
    ///
    /// - Parameters:
    ///   - id: The upload.
    ///   - offset: Where they go, which must be where the file ends.
    ///   - pieces: The pieces; when they break off, what has come stays.
    ///   - isWhole: Whether their end is the upload's end.
    /// - Returns: The upload as it is then.
    /// - Throws: An ``APIError``; what the pieces throw.
    func add<Pieces: AsyncSequence>(
        to id: UploadID, at offset: Int, _ pieces: Pieces, isWhole: Bool = false
    ) async throws -> Upload where Pieces.Element == ByteBuffer {
        let file = file(id)
        let turn = try await file.begin(at: offset)
        for try await piece in pieces { try await file.append(piece, turn: turn) }
        return try await file.end(turn: turn, isWhole: isWhole)
    }

    /// Removes an upload.
    ///
    /// - Throws: An ``APIError``, 404, when there is none.
    func remove(_ id: UploadID) async throws {
        let file = file(id)
        guard try await file.state() != nil else { throw APIError.unknownUpload(id.rawValue) }
        try await file.remove()
    }
}
