import NIOCore
import NIOPosix
import Synchronization

/// One TCP connection that sends exactly what it is told and collects what comes back.
final class RawClient: Sendable {
    private let channel: any Channel
    private let arrivals: AsyncStream<ByteBuffer>
    private let rest = Mutex<[UInt8]>([])

    private init(channel: any Channel, arrivals: AsyncStream<ByteBuffer>) {
        self.channel = channel
        self.arrivals = arrivals
    }

    /// Connects to a server on this machine.
    ///
    /// - Parameters:
    ///   - port: Where it listens.
    ///   - reads: Whether what comes is taken; a client that does not is a slow reader.
    /// - Returns: The open connection.
    /// - Throws: What the system says when nobody listens there.
    static func connect(_ port: Int, reads: Bool = true) async throws -> RawClient {
        let (arrivals, sink) = AsyncStream<ByteBuffer>.makeStream()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(ChannelOptions.autoRead, value: reads)
            .channelOption(ChannelOptions.allowRemoteHalfClosure, value: true)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Collector(sink))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        return RawClient(channel: channel, arrivals: arrivals)
    }

    /// Connects, lets a body talk, and closes.
    static func with<Value>(
        _ port: Int, reads: Bool = true, _ body: (RawClient) async throws -> Value
    ) async throws -> Value {
        let client = try await connect(port, reads: reads)
        do {
            let value = try await body(client)
            await client.close()
            return value
        } catch {
            await client.close()
            throw error
        }
    }

    /// Sends text, byte for byte.
    func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    /// Sends bytes; returns when the system has them.
    func send(_ bytes: [UInt8]) async throws { try await channel.writeAndFlush(ByteBuffer(bytes: bytes)) }

    /// Says that nothing more will be sent.
    func finishSending() async throws { try await channel.close(mode: .output) }

    /// Begins to take what comes.
    func beginReading() async throws { try await channel.setOption(ChannelOptions.autoRead, value: true).get() }

    /// Closes.
    func close() async { try? await channel.close() }

    /// What has come, once a condition holds or the server has closed.
    func received(until isEnough: (String) -> Bool) async -> String {
        while !isEnough(text), await take() {}
        return text
    }

    /// Takes a number of bytes and forgets them; how many came before the server closed, if fewer.
    func skip(_ count: Int) async -> Int {
        var skipped = 0
        while skipped < count {
            skipped += rest.withLock { bytes in
                defer { bytes = [] }
                return bytes.count
            }
            if skipped < count, await !take() { break }
        }
        return skipped
    }

    /// Everything until the server closes.
    func receivedAll() async -> String { await received { _ in false } }

    /// The next answer, read by its length or chunks (or to the end of the connection).
    func reply(toHead: Bool = false) async throws -> Reply {
        _ = await received { $0.contains("\r\n\r\n") }
        let head = try Reply.Head(rest.withLock { $0 })
        while !rest.withLock({ head.isComplete($0, toHead: toHead) }), await take() {}
        return try rest.withLock { bytes in
            let (reply, used) = try head.reply(bytes, toHead: toHead)
            bytes.removeFirst(used)
            return reply
        }
    }

    /// Sends a request and reads its answer.
    func ask(_ request: String) async throws -> Reply {
        try await send(request)
        return try await reply(toHead: request.hasPrefix("HEAD "))
    }

    /// Takes what comes next; `false` when the server has closed.
    private func take() async -> Bool {
        var iterator = arrivals.makeAsyncIterator()
        guard let piece = await iterator.next() else { return false }
        rest.withLock { $0.append(contentsOf: piece.readableBytesView) }
        return true
    }

    private var text: String { rest.withLock { String(decoding: $0, as: UTF8.self) } }

    /// Hands what comes to a stream.
    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let sink: AsyncStream<ByteBuffer>.Continuation

        init(_ sink: AsyncStream<ByteBuffer>.Continuation) { self.sink = sink }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) { sink.yield(unwrapInboundIn(data)) }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if case ChannelEvent.inputClosed? = event as? ChannelEvent { sink.finish() }
        }

        func channelInactive(context: ChannelHandlerContext) { sink.finish() }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            sink.finish()
            context.close(promise: nil)
        }
    }
}
