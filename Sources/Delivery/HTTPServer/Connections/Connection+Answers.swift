internal import NIOCore
internal import NIOHTTP1

extension Connection {
    /// What is left to do for an answer.
    enum Rest {
        case sent
        case file(FileBody)
        case stream(@Sendable (any BodyWriter) async throws -> Void)
        case webSocket(@Sendable (any WebSocket) async throws -> Void)
    }

    /// Bodies up to this size are copied behind their head, so that both leave in one write.
    private static let copiedBytes = 16 << 10
    /// Larger bodies are sent as streams, so that a slow reader's progress is seen.
    private static let wholeBytes = 64 << 10

    /// Sends an answer, or its beginning.
    func respond(_ response: HTTPResponse) -> Rest {
        guard phase == .running, !exchange.hasBegun, context != nil else { return .sent }
        deadline.clear()
        let isBodyless = Self.isBodyless(response.status)
        switch response.body {
        case .empty:
            sendHead(response, isBodyless ? .none : .length(0))
            answerIsSent()
        case .bytes(let bytes) where bytes.readableBytes > Self.wholeBytes && !isBodyless && exchange.method != .HEAD:
            sendHead(response, .length(bytes.readableBytes))
            return .stream { try await $0.write(bytes) }
        case .bytes(let bytes):
            sendWhole(response, bytes, isBodyless: isBodyless)
            answerIsSent()
        case .file(let file) where !isBodyless: return .file(file)
        case .stream(let body) where !isBodyless:
            let length = response.headers.first(name: "content-length").flatMap { Int($0) }
            let framing: AnswerFraming = length.map { .length($0) } ?? (exchange.isHTTP10 ? .close : .chunked)
            if framing == .close { exchange.keepsAlive = false }
            sendHead(response, framing)
            guard exchange.method != .HEAD else {
                answerIsSent()
                return .sent
            }
            flushNow()
            if isInputClosed {
                close()
                return .sent
            }
            return .stream(body)
        case .webSocket(let body): return .webSocket(body)
        case .file, .stream:
            sendHead(response, .none)
            answerIsSent()
        }
        return .sent
    }

    /// Queues the head.
    func sendHead(_ response: HTTPResponse, _ framing: AnswerFraming) {
        var buffer = head(response, framing, room: 0)
        if buffer.readableBytes > 0 { queue(buffer) }
        buffer.clear()
    }

    private func sendWhole(_ response: HTTPResponse, _ bytes: ByteBuffer, isBodyless: Bool) {
        let length = bytes.readableBytes
        guard !isBodyless else { return sendHead(response, .none) }
        guard exchange.method != .HEAD, length > 0 else { return sendHead(response, .length(length)) }
        if length <= Self.copiedBytes {
            var buffer = head(response, .length(length), room: length)
            buffer.writeImmutableBuffer(bytes)
            queue(buffer)
        } else {
            sendHead(response, .length(length))
            queue(bytes)
        }
    }

    private func head(_ response: HTTPResponse, _ framing: AnswerFraming, room: Int) -> ByteBuffer {
        decideKeeping(response)
        exchange.framing = framing
        guard let context else { return ByteBuffer() }
        var buffer = context.channel.allocator.buffer(capacity: 384 + room)
        HeadWriter.write(
            response, framing, exchange, standing: shared.standingHeaders(now: .now()), into: &buffer)
        return buffer
    }

    /// Whether the connection can be kept, which its head has to say.
    private func decideKeeping(_ response: HTTPResponse) {
        guard exchange.keepsAlive else { return }
        let mayDrain =
            isRequestComplete
            || (!exchange.awaitsContinue && (parser.bodyLeft ?? 0) <= core.limits.drainedBytes)
        if !mayDrain || isInputClosed || shared.isClosing
            || response.headers[canonicalForm: "connection"].contains(where: { $0.lowercased() == "close" })
        {
            exchange.keepsAlive = false
        }
    }

    /// The answer is queued whole: goes on with the next request, or closes.
    func answerIsSent() {
        task = nil
        deadline.clear()
        guard exchange.keepsAlive else { return closeGently() }
        if isRequestComplete {
            phase = .waiting
        } else {
            inbox?.fail(HTTPServerError.bodyCut)
            inbox = nil
            phase = .draining
        }
        pump()
    }

    // MARK: - Closing

    /// Closes once everything queued is sent and the client has seen it.
    ///
    /// The sending side goes first, and what the client still sends is read and forgotten for a while: closing at once
    /// would answer it with a reset, which can reach the client before the answer does (RFC 9112 §9.6).
    func closeGently() {
        guard phase != .closing, phase != .gone, let context else { return }
        phase = .closing
        received = ByteBuffer()
        inbox?.fail(HTTPServerError.bodyCut)
        inbox = nil
        expect(.reader, core.limits.writeIdle)
        let bound = NIOLoopBound(self, eventLoop: loop)
        let everything = context.eventLoop.makePromise(of: Void.self)
        everything.futureResult.whenSuccess { bound.value.everythingIsSent() }
        context.writeAndFlush(wrapOutboundOut(.byteBuffer(ByteBuffer())), promise: everything)
        pump()
    }

    private func everythingIsSent() {
        guard phase == .closing, let context, !isInputClosed else { return close() }
        context.close(mode: .output, promise: nil)
        expect(.goodbye, core.limits.lingering)
    }

    /// Closes now; what the network does not take at once is lost.
    func close() {
        flushNow()
        context?.close(promise: nil)
    }

    /// The connection is no more: whoever works for it is told.
    func end() {
        guard phase != .gone else { return }
        phase = .gone
        deadline.stop()
        shared.remove(self)
        task?.cancel()
        task = nil
        inbox?.fail(HTTPServerError.bodyCut)
        inbox = nil
        sending = nil
        gate.fail()
        received = ByteBuffer()
    }

    private static func isBodyless(_ status: HTTPResponseStatus) -> Bool {
        status.code < 200 || status == .noContent || status == .notModified
    }
}

extension Connection: LoopMember {
    func serverIsClosing() {
        if phase == .waiting, received.readableBytes == 0 { closeGently() }
    }

    func abort() { close() }
}
