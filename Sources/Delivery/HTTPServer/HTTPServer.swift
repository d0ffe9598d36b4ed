internal import Film
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// An HTTP/1.1 and WebSocket server (RFC 9112, RFC 6455).
package final class HTTPServer: Sendable {
    /// Makes answers of errors that handlers throw; `nil` leaves it to the server (`HTTPProblem`, 413, 408, else 500).
    package typealias ErrorResponse = @Sendable (_ error: any Error, _ requestID: String) -> HTTPResponse?
    /// Whether a page of the request's `Origin` may open this WebSocket.
    package typealias OriginCheck = @Sendable (HTTPRequest) -> Bool

    /// How a server is set up.
    package struct Configuration: Sendable {
        /// The address to listen on, as a number or a name.
        package var host = "127.0.0.1"
        /// The port; 0 takes a free one.
        package var port = 0
        /// Event loops, each with a thread.
        package var loops = 2
        /// What clients may ask for.
        package var limits = Limits()
        /// Makes answers of errors.
        package var errorResponse: ErrorResponse = { _, _ in nil }
        /// Decides on WebSockets by `Origin`; as a rule only the server's own pages and programs, which send none.
        package var allowsOrigin: OriginCheck = WebSocketOrigin.isOwn

        /// The defaults.
        package init() {}
    }

    /// The address it listens on.
    package let host: String
    /// The port it listens on.
    package let port: Int

    private let listener: any Channel
    private let group: MultiThreadedEventLoopGroup
    private let files: NIOThreadPool
    private let states: [NIOLoopBound<LoopState>]
    private let core: Core
    private let isClosing = Atomic<Bool>(false)

    private init(
        listener: any Channel, group: MultiThreadedEventLoopGroup, files: NIOThreadPool,
        states: [NIOLoopBound<LoopState>], core: Core
    ) {
        self.listener = listener
        self.group = group
        self.files = files
        self.states = states
        self.core = core
        host = listener.localAddress?.ipAddress ?? ""
        port = listener.localAddress?.port ?? 0
    }

    /// Connections that are open now.
    package var connectionCount: Int { core.connections.load(ordering: .relaxed) }

    // MARK: - Starting

    /// Starts a server; it answers when this returns.
    ///
    /// - Parameters:
    ///   - configuration: How it is set up.
    ///   - handler: Answers requests; a router's `answer`, as a rule.
    /// - Returns: The server; whoever started it calls ``shutdown(within:)``.
    /// - Throws: `FilmError` with the code `usage` when the address cannot be had.
    package static func start(
        _ configuration: Configuration = Configuration(), handler: @escaping Handler
    ) async throws -> HTTPServer {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: max(1, configuration.loops))
        let files = NIOThreadPool(numberOfThreads: 2)
        files.start()
        let core = Core(configuration, files: files, handler: handler)
        var states: [NIOLoopBound<LoopState>] = []
        for loop in group.makeIterator() {
            let state = loop.submit { NIOLoopBound(LoopState(lane: Lane(loop: loop)), eventLoop: loop) }
            states.append(try await state.get())
        }
        do {
            let listener = try await listen(configuration, group, states, core)
            return HTTPServer(listener: listener, group: group, files: files, states: states, core: core)
        } catch {
            try? await files.shutdownGracefully()
            try? await group.shutdownGracefully()
            throw FilmError(
                .usage, "The server cannot listen on \(configuration.host):\(configuration.port): \(error).",
                remedy: "Choose another address or port, or stop the program that has it.")
        }
    }

    /// Starts a server and runs it until the task is cancelled; then shuts it down gracefully.
    ///
    /// - Parameters:
    ///   - configuration: How it is set up.
    ///   - grace: How long running requests may go on after the cancellation.
    ///   - ready: Told the server once it answers.
    ///   - handler: Answers requests.
    /// - Throws: `FilmError` when the address cannot be had; what `ready` throws.
    package static func run(
        _ configuration: Configuration = Configuration(), grace: Duration = .seconds(10),
        ready: (HTTPServer) async throws -> Void = { _ in }, handler: @escaping Handler
    ) async throws {
        let server = try await start(configuration, handler: handler)
        do {
            try await ready(server)
            // Nothing ends this but the cancellation.
            let (forever, _) = AsyncStream<Never>.makeStream()
            for await _ in forever {}
        } catch {
            await server.shutdown(within: .zero)
            throw error
        }
        await server.shutdown(within: grace)
    }

    // MARK: - Shutting down

    /// Stops listening, lets running requests end, and closes; idle connections are closed at once.
    ///
    /// It goes on to its end in a cancelled task too. A second call does nothing.
    ///
    /// - Parameter grace: How long running requests may go on; what runs longer is cut off.
    package func shutdown(within grace: Duration) async {
        guard !isClosing.exchange(true, ordering: .relaxed) else { return }
        try? await listener.close().get()
        for state in states { await onLoop(state) { $0.close() } }
        let end = NIODeadline.now() + TimeAmount(grace)
        while connectionCount > 0, NIODeadline.now() < end { await pause() }
        for state in states { await onLoop(state) { $0.abort() } }
        // Handlers that were cancelled end on their event loops, which therefore end last.
        let patience = NIODeadline.now() + .seconds(10)
        while await isAnyHandlerRunning(), NIODeadline.now() < patience { await pause() }
        try? await group.shutdownGracefully()
        try? await files.shutdownGracefully()
    }

    /// Waits a moment, in a cancelled task too: the loop's own timer is asked.
    private func pause() async {
        try? await group.next().scheduleTask(in: .milliseconds(10)) {}.futureResult.get()
    }

    private func isAnyHandlerRunning() async -> Bool {
        for state in states {
            let running = try? await state._eventLoop.submit { state.value.running }.get()
            if (running ?? 0) > 0 { return true }
        }
        return false
    }

    private func onLoop(_ state: NIOLoopBound<LoopState>, _ body: @escaping @Sendable (LoopState) -> Void) async {
        let loop = state._eventLoop
        try? await loop.submit { body(state.value) }.get()
    }
}

extension HTTPServer {
    /// Opens the listening socket.
    private static func listen(
        _ configuration: Configuration, _ group: MultiThreadedEventLoopGroup, _ states: [NIOLoopBound<LoopState>],
        _ core: Core
    ) async throws -> any Channel {
        try await ServerBootstrap(group: group)
            .serverChannelOption(ChannelOptions.backlog, value: 1024)
            .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
            // When the process is out of descriptors, accepting pauses for a second instead of failing in a loop.
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptBackoffHandler())
                }
            }
            .childChannelOption(ChannelOptions.socketOption(.so_keepalive), value: 1)
            .childChannelOption(ChannelOptions.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(ChannelOptions.tcpOption(.keepAliveIdle), value: 60)
            .childChannelOption(ChannelOptions.tcpOption(.keepAliveInterval), value: 15)
            .childChannelOption(ChannelOptions.tcpOption(.keepAliveProbes), value: 4)
            .childChannelOption(ChannelOptions.allowRemoteHalfClosure, value: true)
            // One read a turn: requests are answered before more are read, and no connection keeps a loop to itself.
            .childChannelOption(ChannelOptions.maxMessagesPerRead, value: 1)
            .childChannelInitializer { channel in
                guard let state = states.first(where: { $0._eventLoop === channel.eventLoop }) else {
                    return channel.close()
                }
                let count = core.connections.add(1, ordering: .relaxed).newValue
                channel.closeFuture.whenComplete { _ in core.connections.subtract(1, ordering: .relaxed) }
                return channel.eventLoop.makeCompletedFuture {
                    let connection = Connection(
                        core: core, shared: state.value, isRefused: count > core.limits.connections)
                    try channel.pipeline.syncOperations.addHandler(connection)
                }
            }
            .bind(host: configuration.host, port: configuration.port).get()
    }
}

extension NIOBSDSocket.Option {
    // The kernel looks after peers that vanished without a word, such as a watcher's laptop that was closed: two
    // minutes after the last sign of life it ends their connections. The numbers are Linux's (`netinet/tcp.h`) and
    // macOS's.
    #if os(Linux)
        fileprivate static let keepAliveIdle = NIOBSDSocket.Option(rawValue: 4)
        fileprivate static let keepAliveInterval = NIOBSDSocket.Option(rawValue: 5)
        fileprivate static let keepAliveProbes = NIOBSDSocket.Option(rawValue: 6)
    #else
        fileprivate static let keepAliveIdle = NIOBSDSocket.Option(rawValue: 0x10)
        fileprivate static let keepAliveInterval = NIOBSDSocket.Option(rawValue: 0x101)
        fileprivate static let keepAliveProbes = NIOBSDSocket.Option(rawValue: 0x102)
    #endif
}
