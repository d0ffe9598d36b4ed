/// An answer whose body is read piece by piece, by one task; the connection is given up with the last reference.
package final class StreamedResponse: Sendable {
    /// Status and headers.
    package let head: ResponseHead
    private let transfer: Transfer
    private let loop: TransferLoop

    init(head: ResponseHead, transfer: Transfer, loop: TransferLoop) {
        self.head = head
        self.transfer = transfer
        self.loop = loop
    }

    deinit { loop.cancel(transfer.number) }

    /// The next piece of the body.
    ///
    /// A slow reader slows the sender.
    ///
    /// - Returns: `nil` at its end.
    /// - Throws: ``HTTPClientError``; `CancellationError`.
    package func next() async throws -> [UInt8]? {
        let number = transfer.number
        let (transfer, loop) = (transfer, loop)
        return try await withTaskCancellationHandler {
            guard let (piece, resumes) = try await transfer.next() else { return nil }
            if resumes { loop.resume(number) }
            return piece
        } onCancel: {
            transfer.finish(.failure(CancellationError()))
            loop.cancel(number)
        }
    }

    /// Gives the rest up.
    package func cancel() {
        transfer.finish(.failure(CancellationError()))
        loop.cancel(transfer.number)
    }
}
