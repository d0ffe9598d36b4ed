import Film
import FoundationEssentials
import NIOCore
import Platform

/// One upload on disk: a folder with a note, and the bytes, hidden until all of them are here.
///
/// The length of the file is the truth about how much has arrived, so an upload survives the process at any moment.
/// Everything runs on a queue of its own, since disks block.
actor UploadFile {
    private let executor = QueueExecutor(name: "vitascope.upload")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let id: UploadID
    private let folder: String
    private let rules: UploadRules
    /// The file and its note while somebody writes.
    private var writing: (file: AppendFile, note: UploadNote)?
    /// Counts the requests that wrote: the newest may, an older one whose connection hangs may not any more.
    private var turn = 0

    private var partial: String { "\(folder)/.partial" }
    private var notePath: String { "\(folder)/.upload.json" }

    init(_ id: UploadID, folder: String, rules: UploadRules) {
        self.id = id
        self.folder = folder
        self.rules = rules
    }

    /// Makes the upload's place.
    ///
    /// - Throws: An ``APIError`` when it is too long or the disk has no room for it; `FilmError`.
    func create(_ note: UploadNote) throws {
        try FileSystem.makeFolder(Path.folder(of: folder))
        try rules.check(length: note.length ?? 0, at: Path.folder(of: folder))
        try FileSystem.makeFolder(folder)
        try write(note)
        _ = try AppendFile(partial)
    }

    /// What is known of it; `nil` when there is none.
    ///
    /// - Throws: `FilmError`, or an ``APIError`` when what has arrived cannot be used.
    func state() throws -> Upload? {
        guard var note = try readNote() else { return nil }
        if let media = note.media, let facts = FileSystem.facts("\(folder)/\(note.fileName(media))") {
            return Upload(
                id: id, note: note, offset: facts.size, path: "\(folder)/\(note.fileName(media))",
                expires: rules.expiry(of: facts, isWhole: true))
        }
        let facts = FileSystem.facts(partial)
        if let length = note.length, facts?.size == length {
            // The process ended between the last byte and the file's name.
            try finish(&note)
            return try state()
        }
        note.media = nil
        return Upload(
            id: id, note: note, offset: facts?.size ?? 0, path: nil,
            expires: facts.map { rules.expiry(of: $0, isWhole: false) } ?? note.created)
    }

    /// Begins writing at an offset, which ends the turn of whoever wrote before.
    ///
    /// - Returns: The turn's number for ``append(_:turn:)``.
    /// - Throws: An ``APIError``, 409, when the offset is not where the file ends.
    func begin(at offset: Int) throws -> Int {
        guard let upload = try state() else { throw APIError.unknownUpload(id.rawValue) }
        guard upload.path == nil, upload.offset == offset else {
            throw APIError(
                .conflict, "The upload has \(upload.offset) bytes; go on from there instead of from \(offset).",
                param: "Upload-Offset")
        }
        writing = (try AppendFile(partial), upload.note)
        turn += 1
        return turn
    }

    /// Adds bytes.
    ///
    /// - Throws: An ``APIError`` when there are more than announced or allowed, when they are of no use, or when another
    ///   request has taken over.
    func append(_ bytes: ByteBuffer, turn: Int) throws {
        guard let (file, note) = writing, turn == self.turn else {
            throw APIError(.conflict, "Another request goes on with this upload.")
        }
        let before = file.size
        let most = note.length ?? rules.most
        guard before + bytes.readableBytes <= most else {
            throw APIError(.bodyTooLarge, "The upload is longer than \(most) bytes.")
        }
        try bytes.withUnsafeReadableBytes { try file.append($0) }
        // Told as early as possible: nobody should send a gigabyte for nothing.
        if before < MediaSniffer.headLength, file.size >= MediaSniffer.headLength { _ = try sniff(note) }
    }

    /// Ends a turn: once everything is here, the file gets its name.
    func end(turn: Int, isWhole: Bool = false) throws -> Upload {
        if turn == self.turn, case (let file, var note)? = writing, isWhole || file.size == note.length {
            guard file.size > 0 else { throw APIError(.unusableMedia, "The upload is empty.") }
            note.length = file.size
            try finish(&note)
        }
        guard let upload = try state() else { throw APIError.unknownUpload(id.rawValue) }
        return upload
    }

    /// Removes it with everything that has arrived.
    func remove() throws {
        turn += 1
        writing = nil
        try FileSystem.remove(folder)
    }

    /// Makes the upload durable and gives it its name, the note first: only the name makes it complete.
    private func finish(_ note: inout UploadNote) throws {
        let media = try sniff(note)
        note.media = media
        try write(note)
        writing = nil
        try AtomicFile.publish(partial, as: "\(folder)/\(note.fileName(media))")
    }

    /// What the bytes are; what cannot be used is removed at once.
    private func sniff(_ note: UploadNote) throws -> UploadedMedia {
        let head = try FileSystem.readEnds(partial, head: MediaSniffer.headLength, tail: 0).head
        if let media = MediaSniffer.media(head, name: note.name, claimedType: note.claimedType) { return media }
        try remove()
        throw APIError(
            .unsupportedMediaType,
            "\(Wording.quoted(note.name)) is not a photo, a clip, a sound or a Markdown text that films are made from.")
    }

    private func readNote() throws -> UploadNote? {
        guard FileSystem.facts(notePath) != nil else { return nil }
        return try? JSONDecoder().decode(UploadNote.self, from: Data(try FileSystem.read(notePath, limit: 1 << 16)))
    }

    private func write(_ note: UploadNote) throws {
        try AtomicFile.write([UInt8](try JSONEncoder().encode(note)), to: notePath)
    }
}

extension APIError {
    /// The upload that was named does not exist, or has expired.
    static func unknownUpload(_ id: String) -> APIError {
        APIError(.uploadNotFound, "There is no upload \(Wording.quoted(id)); it may have expired.", param: "id")
    }
}
