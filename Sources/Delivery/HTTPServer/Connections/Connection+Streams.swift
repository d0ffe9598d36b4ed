internal import NIOCore

extension Connection {
    /// Pieces are handed on in slices of this size, so that a slow reader's progress is seen.
    private static let sliceBytes = 64 << 10

    /// Whether a stream without a known end is being sent.
    var isStreaming: Bool { phase == .running && (exchange.framing == .chunked || exchange.framing == .close) }

    /// Sends a slice of a streamed body.
    ///
    /// - Parameter piece: What is left of the piece; the slice is taken from it.
    /// - Returns: Whether to wait before the next.
    /// - Throws: `CancellationError` when the client is gone.
    func sendSlice(of piece: inout ByteBuffer) throws -> Bool {
        guard phase == .running, let framing = exchange.framing, let context,
            let slice = piece.readSlice(length: min(piece.readableBytes, Self.sliceBytes))
        else { throw CancellationError() }
        let length = slice.readableBytes
        switch framing {
        case .none: throw CancellationError()
        case .close: queue(slice)
        case .length(let left):
            guard length <= left else { throw StreamFault.tooLong }
            exchange.framing = .length(left - length)
            queue(slice)
        case .chunked: queueChunk(slice, context.channel.allocator)
        }
        flushNow()
        if context.channel.isWritable { return false }
        expect(.reader, core.limits.writeIdle)
        return true
    }

    private func queueChunk(_ slice: ByteBuffer, _ allocator: ByteBufferAllocator) {
        let size = String(slice.readableBytes, radix: 16)
        if slice.readableBytes <= 4096 {
            var chunk = allocator.buffer(capacity: slice.readableBytes + 8)
            chunk.writeString(size)
            chunk.writeStaticString("\r\n")
            chunk.writeImmutableBuffer(slice)
            chunk.writeStaticString("\r\n")
            return queue(chunk)
        }
        queue(ByteBuffer(string: size + "\r\n"))
        queue(slice)
        queue(ByteBuffer(string: "\r\n"))
    }

    /// The stream's end was reached: tells the client so.
    func endStream() {
        guard phase == .running else { return }
        switch exchange.framing {
        case .chunked: queue(ByteBuffer(string: "0\r\n\r\n"))
        case .length(let left) where left > 0: return close()
        default: break
        }
        answerIsSent()
    }
}

/// A stream that does not keep its promise.
enum StreamFault: Error {
    /// More was written than `Content-Length` said.
    case tooLong
}

/// Writes a streamed body to a connection.
struct StreamWriter: BodyWriter {
    let lane: Lane
    let connection: NIOLoopBound<Connection>
    let gate: NIOLoopBound<WriteGate>

    func write(_ piece: ByteBuffer) async throws { try await lane.write(piece, self) }
}

extension Lane {
    /// Runs a streamed body; one that fails leaves the answer visibly incomplete.
    func stream(
        _ body: @Sendable (any BodyWriter) async throws -> Void, on connection: NIOLoopBound<Connection>
    ) async {
        let gate = NIOLoopBound(connection.value.gate, eventLoop: loop)
        do {
            try await body(StreamWriter(lane: self, connection: connection, gate: gate))
            connection.value.endStream()
        } catch {
            connection.value.close()
        }
    }

    fileprivate func write(_ piece: ByteBuffer, _ writer: StreamWriter) async throws {
        var piece = piece
        while piece.readableBytes > 0 {
            try Task.checkCancellation()
            if try writer.connection.value.sendSlice(of: &piece) { try await pass(writer.gate) }
        }
    }
}
