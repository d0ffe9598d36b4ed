internal import NIOCore
internal import NIOHTTP1

extension Connection {
    /// Has a request answered whose head has arrived.
    func begin(_ head: RequestHead) throws(HTTPProblem) {
        phase = .running
        awaiting = .request
        deadline.clear()
        exchange = Exchange(
            number: exchange.number + 1, id: name(for: head), method: head.method, isHTTP10: head.isHTTP10,
            keepsAlive: head.keepsAlive, awaitsContinue: head.expectsContinue, wantsWebSocket: head.wantsWebSocket,
            framing: nil)
        isRequestComplete = false
        drained = 0
        gate.renew()
        let body = try body(of: head)
        let request = HTTPRequest(
            method: head.method, path: head.path, query: head.query, headers: head.headers, body: body,
            id: exchange.id, peer: peer)

        let number = exchange.number
        let bound = NIOLoopBound(self, eventLoop: loop)
        let core = core
        let started = shared.lane.start { lane in
            await lane.answer(request, on: bound, core)
        }
        // The answer may be sent already, and the next request begun.
        guard exchange.number == number else { return }
        if phase == .running {
            task = started
        } else if let successor {
            successor.adopt(started)
        } else if phase == .gone {
            started.cancel()
        }
    }

    /// The body as far as it has come: whole, as a rule, or an inbox for what is to come.
    private func body(of head: RequestHead) throws(HTTPProblem) -> RequestBody {
        var pieces: [ByteBuffer] = []
        gather: while !head.expectsContinue || head.framing == .none {
            switch try parser.next(&received) {
            case .body(let piece): pieces.append(piece)
            case .end:
                isRequestComplete = true
                break gather
            case .needsMore, .head: break gather
            }
        }
        if isRequestComplete {
            guard var whole = pieces.first else { return RequestBody() }
            for var piece in pieces.dropFirst() { whole.writeBuffer(&piece) }
            return RequestBody(whole)
        }
        let bound = NIOLoopBound(self, eventLoop: loop)
        let loop = loop
        let inbox = Inbox<ByteBuffer>(limit: core.limits.waitingBytes) {
            if loop.inEventLoop { bound.value.bodyIsWanted() } else { loop.execute { bound.value.bodyIsWanted() } }
        }
        for piece in pieces { inbox.push(piece, weight: piece.readableBytes) }
        self.inbox = inbox
        if case .length(let length) = head.framing { return RequestBody(inbox, length: length) }
        return RequestBody(inbox, length: nil)
    }

    /// The handler reads, so the client is told to go on.
    private func bodyIsWanted() {
        guard phase == .running, !isRequestComplete else { return }
        if exchange.awaitsContinue, !exchange.hasBegun {
            exchange.awaitsContinue = false
            queue(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n"))
        }
        pump()
        flush()
    }

    /// The client stopped in the middle of its body.
    func bodyWasCut() {
        inbox?.fail(HTTPServerError.bodyCut)
        inbox = nil
        isRequestComplete = true
        exchange.keepsAlive = false
        if phase == .draining { close() }
    }

    /// Deals with bytes that are no HTTP: a body's handler is told, a fresh request is refused.
    func fail(_ problem: HTTPProblem) {
        switch phase {
        case .running where exchange.hasBegun || inbox != nil:
            inbox?.fail(problem)
            inbox = nil
            isRequestComplete = true
            exchange.keepsAlive = false
            received = ByteBuffer()
        case .waiting, .running: refuse(problem)
        case .draining: closeGently()
        case .closing, .gone: break
        }
    }

    /// Answers without a handler and closes.
    func refuse(_ problem: HTTPProblem) {
        guard phase != .closing, phase != .gone else { return }
        if exchange.id.isEmpty || phase == .waiting {
            exchange = Exchange(number: exchange.number, id: shared.requestName())
        }
        phase = .running
        exchange.keepsAlive = false
        isRequestComplete = true
        exchange.framing = nil
        _ = respond(problem.response(id: exchange.id))
    }

    /// The client has closed its sending side, or vanished: the network does not say which.
    func inputClosed() {
        isInputClosed = true
        switch phase {
        case .waiting: pump()
        case .running:
            if !isRequestComplete, inbox?.wantsMore == true { pump() }
            if isStreaming {
                // Nobody who watches a stream closes half of the connection.
                close()
            } else if !exchange.hasBegun {
                expect(.halfClosed, core.limits.halfClosedGrace)
            }
        case .draining: closeGently()
        // What is still being sent is worth waiting for; the farewell is not.
        case .closing where awaiting == .goodbye: close()
        case .closing, .gone: break
        }
    }

    private func name(for head: RequestHead) -> String {
        if let own = head.headers.first(name: "x-request-id"), RequestNames.isValid(own) { return own }
        return shared.requestName()
    }
}

extension Lane {
    /// Lets the handler answer a request and sends what it answers.
    func answer(_ request: HTTPRequest, on connection: NIOLoopBound<Connection>, _ core: Core) async {
        connection.value.shared.running += 1
        defer { connection.value.shared.running -= 1 }
        let response: HTTPResponse
        do {
            response = try await core.handler(request)
        } catch {
            response = core.answer(to: error, id: request.id)
        }
        switch connection.value.respond(response) {
        case .sent: break
        case .file(let file): await send(file, response, to: request, on: connection, core)
        case .stream(let body): await stream(body, on: connection)
        case .webSocket(let body): await openWebSocket(body, response, to: request, on: connection)
        }
    }
}
