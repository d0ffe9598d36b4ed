internal import Film
internal import Glibc
internal import Platform

extension AddressGuard {
    /// Looks at an address and at everything its host's name resolves to now, for a refusal at the time it is given.
    ///
    /// Every later request is looked at again when its socket is connected. A name server that does not answer within
    /// five seconds refuses nothing here.
    ///
    /// - Parameter text: The address as it was given.
    /// - Returns: The address.
    /// - Throws: ``AddressRefusal``; `CancellationError`.
    @discardableResult
    package func vet(_ text: String) async throws -> HTTPAddress {
        let address = try HTTPAddress(text)
        try check(address)
        if address.literal != nil || trusts(address) { return address }
        guard let found = try await Self.resolve(address, within: .seconds(5)) else { return address }
        if found.isEmpty { throw AddressRefusal.unresolvable }
        for one in found { try check(one, port: address.port) }
        return address
    }

    /// The addresses of a host's name, or `nil` when time was up.
    private static func resolve(_ address: HTTPAddress, within limit: Duration) async throws -> [IPAddress]? {
        let host = address.host
        // The lookup cannot be interrupted: it is left to end by itself when time is up.
        let (answers, answer) = AsyncStream<[IPAddress]?>.makeStream()
        Task {
            let found = try? await runBlocking("resolve") { lookup(host) }
            answer.yield(found ?? [])
        }
        let alarm = Task {
            try? await Task.sleep(for: limit)
            answer.yield(nil)
        }
        defer { alarm.cancel() }
        for await first in answers { return first }
        throw CancellationError()
    }

    private static func lookup(_ host: String) -> [IPAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [IPAddress] = []
        var next = list
        while let entry = next {
            if let address = entry.pointee.ai_addr, let (one, _) = IPAddress.read(address) { found.append(one) }
            next = entry.pointee.ai_next
        }
        return found
    }
}
