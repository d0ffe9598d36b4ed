import HTTPServer
import NIOCore
import Synchronization

/// Passes pieces on and counts their bytes.
final class CountingWriter: BodyWriter {
    private let writer: any BodyWriter
    private let bytes = Atomic(0)

    init(_ writer: any BodyWriter) { self.writer = writer }

    /// Bytes that were taken so far.
    var count: Int { bytes.load(ordering: .relaxed) }

    func write(_ piece: ByteBuffer) async throws {
        try await writer.write(piece)
        bytes.add(piece.readableBytes, ordering: .relaxed)
    }
}
