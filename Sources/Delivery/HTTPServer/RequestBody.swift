package import NIOCore

/// A request's body: pieces in order, read from the network only as fast as they are taken.
package struct RequestBody: Sendable, AsyncSequence {
    package typealias Element = ByteBuffer

    private let pieces: AsyncThrowingStream<ByteBuffer, any Error>
    /// What `Content-Length` says, when it says something.
    package let length: Int?

    /// A body that is all here already.
    package init(_ bytes: [UInt8] = []) {
        length = bytes.count
        pieces = AsyncThrowingStream { continuation in
            if !bytes.isEmpty { continuation.yield(ByteBuffer(bytes: bytes)) }
            continuation.finish()
        }
    }

    package func makeAsyncIterator() -> AsyncThrowingStream<ByteBuffer, any Error>.Iterator {
        pieces.makeAsyncIterator()
    }

    /// Reads the whole body.
    ///
    /// - Parameter limit: Bytes it may have at most.
    /// - Returns: Its bytes.
    /// - Throws: ``HTTPServerError`` `.bodyTooLarge`, also before anything is read when `Content-Length` says so;
    ///   `.bodyCut` when the client went away.
    package func collect(upTo limit: Int) async throws -> [UInt8] {
        if let length, length > limit { throw HTTPServerError.bodyTooLarge(limit: limit) }
        var bytes: [UInt8] = []
        for try await piece in self {
            guard bytes.count + piece.readableBytes <= limit else { throw HTTPServerError.bodyTooLarge(limit: limit) }
            bytes.append(contentsOf: piece.readableBytesView)
        }
        return bytes
    }
}

/// What a request can fail with before or outside its handler.
package enum HTTPServerError: Error, Sendable, Equatable {
    /// The body is longer than `limit` bytes.
    case bodyTooLarge(limit: Int)
    /// The client went away, or was silent for too long, before the body's end.
    case bodyCut
}
