internal import NIOCore
internal import NIOHTTP1
internal import NIOWebSocket

extension Connection {
    /// Turns the connection into a WebSocket (RFC 6455 §4.2).
    ///
    /// - Returns: The socket; `nil` when the client did not ask for one, or not properly, and was told so.
    func upgrade(_ response: HTTPResponse, _ request: HTTPRequest) -> OpenWebSocket? {
        guard phase == .running, !exchange.hasBegun, let context else { return nil }
        guard exchange.wantsWebSocket, request.method == .GET else {
            return refuseUpgrade(
                HTTPProblem(
                    .upgradeRequired, "upgrade_required",
                    "This address speaks WebSocket only; connect with a WebSocket client.",
                    headers: ["Upgrade": "websocket", "Sec-WebSocket-Version": "13"]))
        }
        guard core.allowsOrigin(request) else {
            return refuseUpgrade(
                HTTPProblem(
                    .forbidden, "origin_not_allowed", "Pages of this Origin may not open a WebSocket here."))
        }
        guard let headers = Self.handshake(request, response.headers, context) else {
            return refuseUpgrade(
                HTTPProblem(
                    .badRequest, "bad_websocket_handshake",
                    "The WebSocket handshake needs Sec-WebSocket-Version 13 and a Sec-WebSocket-Key of 16 bytes.",
                    headers: ["Sec-WebSocket-Version": "13"]))
        }
        sendHead(HTTPResponse(.switchingProtocols, headers: headers), .none)
        context.flush()
        return becomeWebSocket(context)
    }

    private func refuseUpgrade(_ problem: HTTPProblem) -> OpenWebSocket? {
        _ = respond(problem.response(id: exchange.id))
        return nil
    }

    /// The answer's headers, with the key's hash that NIO computes.
    private static func handshake(
        _ request: HTTPRequest, _ headers: HTTPHeaders, _ context: ChannelHandlerContext
    ) -> HTTPHeaders? {
        // Sixteen bytes in base 64 are 22 digits and two equals signs.
        guard let key = request.headers.first(name: "sec-websocket-key"), key.utf8.count == 24, key.hasSuffix("==")
        else { return nil }
        let upgrader = NIOWebSocketServerUpgrader(
            shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture(headers) },
            upgradePipelineHandler: { channel, _ in channel.eventLoop.makeSucceededVoidFuture() })
        let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: request.path, headers: request.headers)
        let result = NIOLoopBoundBox<HTTPHeaders?>(nil, eventLoop: context.eventLoop)
        upgrader.buildUpgradeResponse(channel: context.channel, upgradeRequest: head, initialResponseHeaders: [:])
            .whenSuccess { result.value = $0 }
        return result.value
    }

    /// Gives the connection's bytes over to WebSocket handlers and leaves.
    private func becomeWebSocket(_ context: ChannelHandlerContext) -> OpenWebSocket? {
        let leftOver = received
        let pipeline = context.pipeline.syncOperations
        let loop = loop
        let line = WebSocketLine(limits: core.limits, shared: shared, task: task)
        let bound = NIOLoopBound(line, eventLoop: loop)
        do {
            try pipeline.addHandlers(
                WebSocketFrameEncoder(),
                ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: core.limits.webSocketBytes)), line)
        } catch {
            close()
            return nil
        }
        task = nil
        successor = line
        let channel = context.channel
        _ = pipeline.removeHandler(self)
        if leftOver.readableBytes > 0 { channel.pipeline.fireChannelRead(NIOAny(leftOver)) }
        channel.read()
        return OpenWebSocket(lane: shared.lane, line: bound, gate: NIOLoopBound(line.gate, eventLoop: loop))
    }
}

/// A WebSocket as its handler sees it.
struct OpenWebSocket: WebSocket {
    let lane: Lane
    let line: NIOLoopBound<WebSocketLine>
    let gate: NIOLoopBound<WriteGate>
    let messages: AsyncThrowingStream<String, any Error>

    init(lane: Lane, line: NIOLoopBound<WebSocketLine>, gate: NIOLoopBound<WriteGate>) {
        self.lane = lane
        self.line = line
        self.gate = gate
        let inbox = line.value.inbox
        messages = AsyncThrowingStream { try await inbox.next() }
    }

    func send(_ text: String) async throws { try await lane.send(text, on: self) }

    func close(code: UInt16, reason: String) async { await lane.close(self, code: code, reason: reason) }
}

extension Lane {
    /// Opens a WebSocket and runs its handler.
    func openWebSocket(
        _ body: @Sendable (any WebSocket) async throws -> Void, _ response: HTTPResponse, to request: HTTPRequest,
        on connection: NIOLoopBound<Connection>
    ) async {
        guard let socket = connection.value.upgrade(response, request) else { return }
        do {
            try await body(socket)
            let parting = socket.line.value.parting
            socket.line.value.close(parting.code, parting.reason)
        } catch is CancellationError {
            socket.line.value.close(1000, "")
        } catch {
            socket.line.value.close(1011, "the handler failed")
        }
    }

    fileprivate func send(_ text: String, on socket: OpenWebSocket) async throws {
        try Task.checkCancellation()
        if try socket.line.value.send(text) { try await pass(socket.gate) }
    }

    fileprivate func close(_ socket: OpenWebSocket, code: UInt16, reason: String) {
        socket.line.value.parting = (code, reason)
    }
}
