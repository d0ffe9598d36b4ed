internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Platform

extension Connection {
    /// A file is handed to the kernel in pieces of this size, so that a slow reader's progress is seen.
    private static let pieceBytes = 512 << 10

    /// Sends a file, or what the request's headers make of it.
    func send(_ file: ServedFile, _ body: FileBody, _ response: HTTPResponse, to request: HTTPRequest) {
        guard phase == .running, !exchange.hasBegun, context != nil else { return }
        deadline.clear()
        let answer = FileAnswer(
            request.method, request.headers, file: body, said: response.headers, size: file.facts.size,
            tag: file.entityTag, modified: file.modifiedSeconds, status: response.status)
        let head = HTTPResponse(answer.status, headers: answer.headers)
        guard let range = answer.range else {
            sendHead(head, answer.status == .notModified ? .none : .length(0))
            return answerIsSent()
        }
        sendHead(head, .length(range.count))
        guard exchange.method != .HEAD, !range.isEmpty else { return answerIsSent() }
        sending = FileSending(file: file, range: range)
        sendPiece()
    }

    /// How often a file is looked at again while its reader is slow.
    static let fileCheck: Duration = .seconds(2)

    /// Whether a file is being sent that is still as long as it was, to a reader who has time left.
    ///
    /// The kernel goes on answering "nothing yet" for bytes that are no longer there, so somebody has to look.
    var isFileWhole: Bool {
        guard let sending, .now() - sending.since < TimeAmount(core.limits.writeIdle) else { return false }
        return sending.file.size >= sending.range.lowerBound
    }

    /// Sends the next piece; the file's length was fixed when it was opened.
    private func sendPiece() {
        guard phase == .running, let context, let (file, range) = sending.map({ ($0.file, $0.range) }) else { return }
        let end = min(range.upperBound, range.lowerBound + Self.pieceBytes)
        // Somebody made the file shorter: what was promised is not there, and waiting for it would never end.
        guard file.size >= end else { return close() }
        sending?.range = end..<range.upperBound
        sending?.since = .now()
        let region = FileRegion(fileHandle: file.handle, readerIndex: range.lowerBound, endIndex: end)
        let bound = NIOLoopBound(self, eventLoop: loop)
        let sent = loop.makePromise(of: Void.self)
        sent.futureResult.whenComplete { bound.value.pieceIsSent($0) }
        expect(.reader, min(core.limits.writeIdle, Self.fileCheck))
        context.writeAndFlush(wrapOutboundOut(.fileRegion(region)), promise: sent)
    }

    private func pieceIsSent(_ result: Result<Void, any Error>) {
        guard case .success = result else { return close() }
        guard sending?.range.isEmpty == true else { return sendPiece() }
        sending = nil
        answerIsSent()
    }
}

/// A file on its way to a client.
struct FileSending {
    let file: ServedFile
    /// What is still to be handed to the kernel.
    var range: Range<Int>
    /// When the piece before that was.
    var since = NIODeadline.now()
}

extension Lane {
    /// Opens a file, away from the event loop unless the kernel has it at hand, and has it sent.
    func send(
        _ body: FileBody, _ response: HTTPResponse, to request: HTTPRequest, on connection: NIOLoopBound<Connection>,
        _ core: Core
    ) async {
        // Two changes of thread cost more than sending 64 KiB.
        if let opened = FileSystem.openWithoutWaiting(body.path) {
            return connection.value.send(ServedFile(opened), body, response, to: request)
        }
        let opening = core.files.runIfActive(eventLoop: loop) {
            try FileSystem.openForReading(body.path)
        }
        do {
            guard let opened = try await opening.get() else {
                throw HTTPProblem(.notFound, "not_found", "There is nothing at this address.")
            }
            connection.value.send(ServedFile(opened), body, response, to: request)
        } catch {
            _ = connection.value.respond(core.answer(to: error, id: request.id))
        }
    }
}
