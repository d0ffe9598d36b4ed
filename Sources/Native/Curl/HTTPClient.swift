internal import Film
internal import Synchronization

/// Asks other servers: any number of requests at a time, on one thread of its own.
///
/// It keeps no cookies and no credentials, follows no redirect by itself, speaks nothing but HTTP/1.1 over TCP or TLS
/// (certificates are always checked), and uses a proxy only when it is told one. Connections are kept and used again.
package final class HTTPClient: Sendable {
    /// What all requests of a client have in common.
    package struct Settings: Sendable {
        /// What `User-Agent` says.
        package var userAgent = "vitascope/1"
        /// Where requests may go.
        package var addressGuard: AddressGuard
        /// The most bytes that an answer's headers may have.
        package var headerLimit = 64 << 10
        /// A proxy's address.
        ///
        /// It connects in our place, so the guard then looks at the address as text only.
        package var proxy: String?
        /// A file of certificates to trust instead of the system's.
        package var certificates: String?
        /// Names that are not asked of a name server, as `host:port:address`; for tests.
        package var resolve: [String] = []

        /// Settings with a guard.
        package init(addressGuard: AddressGuard) { self.addressGuard = addressGuard }
    }

    private let settings: Settings
    private let loop: TransferLoop
    private let nextNumber = Atomic<UInt64>(1)

    /// Makes a client and its thread.
    package init(_ settings: Settings) {
        self.settings = settings
        loop = TransferLoop(name: "http-client")
    }

    deinit { loop.close() }

    /// Asks, and takes the whole answer.
    ///
    /// - Parameters:
    ///   - request: What is asked.
    ///   - limit: The most bytes of body to take.
    ///   - cutting: Whether a longer body is left there, instead of being an error.
    /// - Returns: The answer, whatever its status.
    /// - Throws: ``HTTPClientError``; `CancellationError`.
    package func send(
        _ request: OutgoingRequest, limit: Int = 1 << 20, cutting: Bool = false
    ) async throws -> IncomingResponse {
        let answer = try await open(request)
        var body: [UInt8] = []
        while let piece = try await answer.next() {
            guard body.count + piece.count <= limit else {
                answer.cancel()
                guard cutting else { throw HTTPClientError.bodyTooLarge(limit: limit) }
                body += piece.prefix(limit - body.count)
                return IncomingResponse(head: answer.head, body: body, isCut: true)
            }
            body += piece
        }
        return IncomingResponse(head: answer.head, body: body, isCut: false)
    }

    /// Asks, and returns when the answer begins; its body is then read piece by piece.
    ///
    /// - Throws: ``HTTPClientError``; `CancellationError`.
    package func open(_ request: OutgoingRequest) async throws -> StreamedResponse {
        var request = request
        var address = try Self.parse(request.url)
        while true {
            let answer = try await ask(request, at: address)
            guard request.redirects > 0, [301, 302, 303, 307, 308].contains(answer.head.status),
                request.method == "GET" || request.method == "HEAD", let target = answer.head["location"]
            else { return answer }
            answer.cancel()
            let next: HTTPAddress
            do { next = try HTTPAddress(target, relativeTo: address) } catch { throw HTTPClientError.badRedirect }
            guard next.isSecure || !address.isSecure, !next.hasCredentials else { throw HTTPClientError.badRedirect }
            // What was meant for one server is not for another.
            if next.origin != address.origin { request.headers.removeAll { $0.name.lowercased() == "authorization" } }
            request.redirects -= 1
            address = next
        }
    }

    private func ask(_ request: OutgoingRequest, at address: HTTPAddress) async throws -> StreamedResponse {
        try Task.checkCancellation()
        for header in request.headers where !OutgoingRequest.isSendable(name: header.name, value: header.value) {
            throw HTTPClientError.badHeader(header.name)
        }
        guard OutgoingRequest.isSendable(name: request.method, value: "") else {
            throw HTTPClientError.badHeader("method")
        }
        do { try settings.addressGuard.check(address) } catch { throw HTTPClientError.refused(error) }
        let transfer = Transfer(number: nextNumber.add(1, ordering: .relaxed).oldValue)
        let isTrusted = settings.proxy != nil || settings.addressGuard.trusts(address)
        loop.start(
            Exchange.Plan(request: request, address: address, settings: settings, isTrusted: isTrusted), transfer)
        return try await withTaskCancellationHandler {
            StreamedResponse(head: try await transfer.head(), transfer: transfer, loop: loop)
        } onCancel: { [loop] in
            transfer.finish(.failure(CancellationError()))
            loop.cancel(transfer.number)
        }
    }

    private static func parse(_ url: String) throws -> HTTPAddress {
        do { return try HTTPAddress(url) } catch { throw HTTPClientError.refused(error) }
    }
}
