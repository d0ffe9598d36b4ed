package import NIOCore

/// A request's body: pieces in order, read from the network only as fast as they are taken.
///
/// It can be read once, by one reader.
package struct RequestBody: Sendable, AsyncSequence {
    package typealias Element = ByteBuffer

    private enum Source: Sendable {
        case here(ByteBuffer)
        case coming(Inbox<ByteBuffer>)
    }

    private let source: Source
    /// What `Content-Length` says, when it says something.
    package let length: Int?

    /// A body that is all here already.
    package init(_ bytes: [UInt8] = []) {
        self.init(bytes.isEmpty ? ByteBuffer() : ByteBuffer(bytes: bytes))
    }

    /// A body that arrived together with its request.
    init(_ bytes: ByteBuffer) {
        source = .here(bytes)
        length = bytes.readableBytes
    }

    /// A body that is still coming.
    init(_ pieces: Inbox<ByteBuffer>, length: Int?) {
        source = .coming(pieces)
        self.length = length
    }

    package func makeAsyncIterator() -> Iterator {
        switch source {
        case .here(let bytes): Iterator(bytes: bytes, inbox: nil)
        case .coming(let inbox): Iterator(bytes: ByteBuffer(), inbox: inbox)
        }
    }

    /// Reads a body's pieces.
    package struct Iterator: AsyncIteratorProtocol {
        private var bytes: ByteBuffer
        private let inbox: Inbox<ByteBuffer>?

        fileprivate init(bytes: ByteBuffer, inbox: Inbox<ByteBuffer>?) {
            self.bytes = bytes
            self.inbox = inbox
        }

        /// The next piece, never empty; `nil` after the last.
        ///
        /// - Throws: ``HTTPServerError`` `.bodyCut`, or `HTTPProblem` when the client sends what is not HTTP.
        package mutating func next() async throws -> ByteBuffer? {
            if let inbox { return try await inbox.next() }
            guard bytes.readableBytes > 0 else { return nil }
            defer { bytes = ByteBuffer() }
            return bytes
        }
    }

    /// Reads the whole body.
    ///
    /// - Parameter limit: Bytes it may have at most.
    /// - Returns: Its bytes.
    /// - Throws: ``HTTPServerError`` `.bodyTooLarge`, also before anything is read when `Content-Length` says so;
    ///   `.bodyCut` when the client went away.
    package func collect(upTo limit: Int) async throws -> [UInt8] {
        if let length, length > limit { throw HTTPServerError.bodyTooLarge(limit: limit) }
        if case .here(let bytes) = source { return Array(bytes.readableBytesView) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(length ?? 0)
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
