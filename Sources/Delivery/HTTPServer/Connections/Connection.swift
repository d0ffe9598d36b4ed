internal import NIOCore
internal import NIOHTTP1

/// One client's connection: takes its bytes apart, has each request answered in turn, and decides when to read and when
/// to close.
///
/// Belongs to one event loop.
///
/// One request is in work at a time; bytes of further ones wait unparsed, up to a bound, after which nothing more is
/// read. What is waited for has a deadline, always.
final class Connection: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    /// Where the connection is.
    enum Phase {
        /// Between requests, or in the middle of a head.
        case waiting
        /// A handler has the request, or its answer is being sent.
        case running
        /// The answer is sent; the rest of the request's body is being forgotten.
        case draining
        /// The last answer is sent; what still comes is forgotten until the client has seen it.
        case closing
        case gone
    }

    /// What the deadline is for.
    enum Awaiting {
        case request
        case headers
        case body
        case reader
        case halfClosed
        case goodbye
    }

    let core: Core
    let shared: LoopState
    let loop: any EventLoop
    let isRefused: Bool
    private(set) var context: ChannelHandlerContext?
    var phase = Phase.waiting
    var parser: RequestParser
    /// Bytes that are not taken apart yet.
    var received = ByteBuffer()
    var exchange = Exchange()
    /// The running request's body while it is still coming.
    var inbox: Inbox<ByteBuffer>?
    var isRequestComplete = true
    var drained = 0
    var task: Task<Void, Never>?
    /// The WebSocket that this connection has become.
    weak var successor: WebSocketLine?
    let gate = WriteGate()
    let deadline: Deadline
    var awaiting = Awaiting.headers
    /// The file that is being sent.
    var sending: FileSending?
    /// The client will send nothing more.
    var isInputClosed = false
    private(set) var peer = ""
    private var isPumping = false
    private var isReadHeld = false
    private var needsFlush = false

    /// Makes a connection's handler.
    ///
    /// - Parameters:
    ///   - core: What all connections share.
    ///   - shared: What this event loop's connections share.
    ///   - isRefused: Whether there are too many connections already, so that this one is only told so.
    init(core: Core, shared: LoopState, isRefused: Bool) {
        self.core = core
        self.shared = shared
        self.isRefused = isRefused
        loop = shared.lane.loop
        parser = RequestParser(limits: core.limits)
        deadline = Deadline(loop: loop)
    }

    // MARK: - What the network tells

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func channelActive(context: ChannelHandlerContext) {
        peer = context.channel.remoteAddress?.ipAddress ?? ""
        deadline.onEnd { [unowned self] in deadlinePassed() }
        shared.add(self)
        if isRefused {
            refuse(
                HTTPProblem(
                    .serviceUnavailable, "too_many_connections",
                    "The server has as many connections as it can take; try again in a moment.",
                    headers: ["Retry-After": "1"]))
        } else if phase == .waiting {
            expect(.headers, core.limits.headerTime)
        }
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        guard phase != .closing, phase != .gone else { return }
        if received.readableBytes == 0 { received = bytes } else { received.writeBuffer(&bytes) }
        pump()
    }

    func read(context: ChannelHandlerContext) {
        if wantsToRead { context.read() } else { isReadHeld = true }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            if gate.isAwaited {
                deadline.clear()
                gate.open()
            } else if phase == .waiting {
                pump()
            }
        }
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed? = event as? ChannelEvent { inputClosed() }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
        self.context = nil
    }

    // MARK: - Taking the bytes apart

    /// Does what the received bytes allow: begins requests, feeds bodies.
    func pump() {
        guard !isPumping else { return }
        isPumping = true
        do throws(HTTPProblem) {
            while try step() {}
        } catch {
            fail(error)
        }
        isPumping = false
        flush()
        if isReadHeld, wantsToRead {
            isReadHeld = false
            context?.read()
        }
    }

    /// One event's worth; `false` when there is nothing to do before something else happens.
    private func step() throws(HTTPProblem) -> Bool {
        switch phase {
        case .waiting: return try stepToRequest()
        case .running, .draining: return try stepThroughBody()
        case .closing, .gone: return false
        }
    }

    private func stepToRequest() throws(HTTPProblem) -> Bool {
        // A client that sends requests and takes no answers must not fill the memory.
        guard let context, context.channel.isWritable else {
            expect(.reader, core.limits.writeIdle)
            return false
        }
        guard case .head(let head) = try parser.next(&received) else {
            if received.readableBytes == 0 {
                received = ByteBuffer()
                if isInputClosed || shared.isClosing {
                    closeGently()
                } else if exchange.number > 0 {
                    expect(.request, core.limits.keepAliveIdle)
                }
            } else if isInputClosed {
                closeGently()
            } else if exchange.number > 0, awaiting != .headers {
                expect(.headers, core.limits.headerTime)
            }
            return false
        }
        try begin(head)
        return true
    }

    private func stepThroughBody() throws(HTTPProblem) -> Bool {
        guard !isRequestComplete else { return false }
        guard phase == .draining || inbox?.wantsMore == true else {
            // The client is not the one who is waited for now.
            if awaiting == .body { deadline.clear() }
            return false
        }
        switch try parser.next(&received) {
        case .head: return false
        case .body(let piece):
            if phase == .running {
                inbox?.push(piece, weight: piece.readableBytes)
            } else {
                drained += piece.readableBytes
                if drained > core.limits.drainedBytes { closeGently() }
            }
            return true
        case .end:
            isRequestComplete = true
            inbox?.finish()
            inbox = nil
            if awaiting == .body { deadline.clear() }
            if phase == .draining { phase = .waiting }
            return true
        case .needsMore:
            if received.readableBytes == 0 { received = ByteBuffer() }
            if isInputClosed {
                bodyWasCut()
            } else if !exchange.hasBegun || phase == .draining {
                expect(.body, core.limits.bodyIdle)
            }
            return false
        }
    }

    private var wantsToRead: Bool {
        switch phase {
        case .closing: true
        case .gone: false
        case .waiting: context?.channel.isWritable == true
        case .draining: true
        case .running:
            received.readableBytes < core.limits.waitingBytes
                && (isRequestComplete || inbox?.wantsMore == true)
        }
    }

    // MARK: - Writing

    /// Queues bytes; they leave with the next flush.
    func queue(_ bytes: ByteBuffer) {
        needsFlush = true
        context?.write(wrapOutboundOut(.byteBuffer(bytes)), promise: nil)
    }

    /// Sends what is queued, unless more is about to be queued.
    func flush() {
        if !isPumping { flushNow() }
    }

    /// Sends what is queued.
    func flushNow() {
        guard needsFlush else { return }
        needsFlush = false
        context?.flush()
    }

    // MARK: - Deadlines

    /// Sets the deadline.
    func expect(_ what: Awaiting, _ time: Duration) {
        awaiting = what
        deadline.set(time)
    }

    private func deadlinePassed() {
        switch awaiting {
        case .headers where received.readableBytes > 0:
            refuse(
                HTTPProblem(
                    .requestTimeout, "request_timeout",
                    "The request's headers took longer than \(core.limits.headerTime.components.seconds) s to arrive."))
        case .body where phase == .running: bodyWasCut()
        case .reader where isFileWhole: expect(.reader, Self.fileCheck)
        case .request, .headers, .body, .reader, .halfClosed, .goodbye: close()
        }
    }
}
