import NIOCore

/// Takes a form's file into an upload.
struct UploadSink: FormReader.FileSink {
    private let id: UploadID
    private let file: UploadFile
    private let turn: Int

    /// Begins an upload for a form's file.
    init(_ store: UploadStore, name: String, type: String?) async throws {
        id = try await store.create(name: name, claimedType: type, length: nil).id
        file = store.file(id)
        turn = try await file.begin(at: 0)
    }

    func write(_ piece: [UInt8]) async throws { try await file.append(ByteBuffer(bytes: piece), turn: turn) }

    func finish() async throws -> String {
        _ = try await file.end(turn: turn, isWhole: true)
        return id.rawValue
    }

    func abandon() async { try? await file.remove() }
}
