internal import NIOCore
internal import NIOWebSocket

/// One WebSocket on its connection (RFC 6455): joins fragments, answers pings, sends its own, and closes by the book.
///
/// Belongs to one event loop.
final class WebSocketLine: ChannelDuplexHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    private enum Phase {
        case open
        /// We have said that we close, and wait for the peer to say so.
        case closing
        case gone
    }

    private enum Awaiting {
        case nextPing
        case pong
        case reader
        case goodbye
    }

    let inbox: Inbox<String>
    let gate = WriteGate()
    /// The handler's work, cancelled when the peer is gone.
    private var task: Task<Void, Never>?
    /// What the handler wants said when it is done.
    var parting = (code: UInt16(1000), reason: "")
    private let limits: Limits
    private let shared: LoopState
    private let deadline: Deadline
    private var context: ChannelHandlerContext?
    private var phase = Phase.open
    private var awaiting = Awaiting.nextPing
    private var message = Fragments()
    private var isReadHeld = false

    /// This line while it is open, for the inbox, which is read from anywhere.
    private let own: NIOLoopBoundBox<WebSocketLine?>

    init(limits: Limits, shared: LoopState, task: Task<Void, Never>?) {
        self.limits = limits
        self.shared = shared
        self.task = task
        let loop = shared.lane.loop
        let own = NIOLoopBoundBox<WebSocketLine?>(nil, eventLoop: loop)
        self.own = own
        inbox = Inbox(limit: limits.webSocketBytes) {
            loop.execute { own.value?.messagesAreWanted() }
        }
        deadline = Deadline(loop: loop)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        own.value = self
        deadline.onEnd { [unowned self] in deadlinePassed() }
        expect(.nextPing, limits.webSocketPing)
        shared.add(self)
    }

    /// Takes charge of the handler's work, which may have begun before anybody could hold it.
    func adopt(_ task: Task<Void, Never>) {
        if phase == .gone { task.cancel() } else { self.task = task }
    }

    // MARK: - What the peer sends

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        // Whatever comes is a sign of life.
        if awaiting == .pong { expect(.nextPing, limits.webSocketPing) }
        guard frame.maskKey != nil else { return close(1002, "a client's frames are masked") }
        guard !frame.rsv1, !frame.rsv2, !frame.rsv3 else { return close(1002, "no extension was agreed on") }
        switch frame.opcode {
        case .text, .binary, .continuation: take(frame)
        case .ping where phase == .open: send(.pong, frame.unmaskedData)
        case .ping, .pong: break
        case .connectionClose: peerCloses(frame.unmaskedData)
        default: close(1002, "unknown kind of frame")
        }
    }

    func read(context: ChannelHandlerContext) {
        if wantsToRead { context.read() } else { isReadHeld = true }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed? = event as? ChannelEvent { context.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case NIOWebSocketError.invalidFrameLength:
            close(1009, "at most \(limits.webSocketBytes) bytes")
        case is NIOWebSocketError: close(1002, "malformed frame")
        default: context.close(promise: nil)
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        guard context.channel.isWritable, gate.isAwaited else { return }
        expect(.nextPing, limits.webSocketPing)
        gate.open()
    }

    func channelInactive(context: ChannelHandlerContext) { end() }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
        self.context = nil
    }

    /// The reader takes messages again.
    func messagesAreWanted() {
        guard isReadHeld, wantsToRead else { return }
        isReadHeld = false
        context?.read()
    }

    /// A handler that reads no messages at all still hears pings and the peer's closing.
    private var wantsToRead: Bool { phase != .gone && (inbox.hasRoom || phase == .closing) }

    private func take(_ frame: WebSocketFrame) {
        guard phase == .open else { return }
        switch message.add(frame, limit: limits.webSocketBytes) {
        case .incomplete: break
        case .message(let text): inbox.push(text, weight: text.utf8.count + 64)
        case .refused(let code, let reason): close(code, reason)
        }
    }

    private func peerCloses(_ bytes: ByteBuffer) {
        let code = CloseCode.read(bytes)
        guard let context else { return }
        let channel = context.channel
        if phase == .open {
            // Both have said it then: the server closes the connection first (§7.1.1), once its frame is sent.
            let said = context.eventLoop.makePromise(of: Void.self)
            said.futureResult.whenComplete { _ in channel.close(promise: nil) }
            close(code == 1005 ? 1000 : code, "", said)
        } else {
            channel.close(promise: nil)
        }
        task?.cancel()
    }

    // MARK: - What we send

    /// Sends a text message.
    ///
    /// - Returns: Whether to wait before the next.
    /// - Throws: `CancellationError` when the peer is gone.
    func send(_ text: String) throws -> Bool {
        guard phase == .open, let context else { throw CancellationError() }
        send(.text, ByteBuffer(string: text))
        if context.channel.isWritable { return false }
        expect(.reader, limits.writeIdle)
        return true
    }

    /// Begins to close: says so, and gives the peer a little time to say so too.
    func close(_ code: UInt16, _ reason: String, _ said: EventLoopPromise<Void>? = nil) {
        guard phase == .open else { return }
        phase = .closing
        inbox.finish()
        gate.fail()
        var bytes = ByteBuffer(integer: code)
        bytes.writeString(CloseCode.fitting(reason))
        send(.connectionClose, bytes, said)
        expect(.goodbye, limits.lingering)
        messagesAreWanted()
    }

    private func send(_ opcode: WebSocketOpcode, _ bytes: ByteBuffer, _ said: EventLoopPromise<Void>? = nil) {
        let frame = WebSocketFrame(fin: true, opcode: opcode, data: bytes)
        context?.writeAndFlush(wrapOutboundOut(frame), promise: said)
    }

    private func expect(_ what: Awaiting, _ time: Duration) {
        if phase == .closing, what != .goodbye { return }
        awaiting = what
        deadline.set(time)
    }

    private func deadlinePassed() {
        switch awaiting {
        case .nextPing:
            send(.ping, ByteBuffer())
            expect(.pong, limits.webSocketPong)
        // What the peer says lies unread because the handler is slow: that is not its fault.
        case .pong where isReadHeld: expect(.nextPing, limits.webSocketPing)
        case .pong, .reader, .goodbye: context?.close(promise: nil)
        }
    }

    private func end() {
        guard phase != .gone else { return }
        phase = .gone
        own.value = nil
        deadline.stop()
        shared.remove(self)
        inbox.finish()
        gate.fail()
        task?.cancel()
        task = nil
    }
}

extension WebSocketLine: LoopMember {
    func serverIsClosing() { close(1001, "the server is closing") }

    func abort() { context?.close(promise: nil) }
}
