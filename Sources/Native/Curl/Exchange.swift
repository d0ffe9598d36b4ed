internal import CCurl
internal import Glibc

/// One request as the loop's thread sees it: libcurl's handle, what its callbacks learn, and where that goes.
///
/// It is not `Sendable`: from its making to its end only the loop's thread touches it. The callbacks are handed an
/// unretained reference, which holds as long as the loop keeps the exchange, that is until after the handle was taken
/// out of the loop.
final class Exchange {
    let transfer: Transfer
    private(set) var handle: EasyHandle
    private let plan: Plan
    private var status = 0
    private var headers: [ResponseHead.Header] = []
    private var headerBytes = 0
    private var isHeadDone = false
    private var refusal: AddressRefusal?
    private var ownError: HTTPClientError?

    /// What a request comes down to.
    struct Plan: Sendable {
        var request: OutgoingRequest
        var address: HTTPAddress
        var settings: HTTPClient.Settings
        /// The operator's exception for the host's name: its addresses are not looked at.
        var isTrusted: Bool
    }

    init?(_ plan: Plan, transfer: Transfer) {
        guard let handle = EasyHandle() else { return nil }
        self.handle = handle
        self.plan = plan
        self.transfer = transfer
        prepare()
    }

    private func prepare() {
        let request = plan.request
        handle.set(CURLOPT_NOSIGNAL, true)
        // A name server that does not answer must not hold up the loop when its transfer is given up.
        handle.set(CURLOPT_QUICK_EXIT, true)
        handle.set(CURLOPT_URL, plan.address.description)
        handle.set(CURLOPT_PROTOCOLS_STR, "http,https")
        handle.set(CURLOPT_REDIR_PROTOCOLS_STR, "")
        handle.set(CURLOPT_FOLLOWLOCATION, false)
        handle.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        handle.set(CURLOPT_USERAGENT, plan.settings.userAgent)
        // An empty proxy is none, whatever the environment says.
        handle.set(CURLOPT_PROXY, plan.settings.proxy ?? "")
        handle.set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        handle.set(CURLOPT_CONNECTTIMEOUT_MS, request.connectTimeout)
        if let timeout = request.timeout { handle.set(CURLOPT_TIMEOUT_MS, timeout) }
        if let silence = request.silence {
            handle.set(CURLOPT_LOW_SPEED_LIMIT, 1)
            handle.set(CURLOPT_LOW_SPEED_TIME, max(Int(silence.components.seconds), 1))
        }
        if let bundle = plan.settings.certificates { handle.set(CURLOPT_CAINFO, bundle) }
        handle.set(CURLOPT_RESOLVE, plan.settings.resolve)
        prepareRequest(request)
        let this = Unmanaged.passUnretained(self).toOpaque()
        _ = ccurl_set_data_callback(handle.raw, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            Exchange.from(context)?.takeHeader(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
        }
        _ = ccurl_set_pointer(handle.raw, CURLOPT_HEADERDATA, this)
        _ = ccurl_set_data_callback(handle.raw, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            Exchange.from(context)?.takeBody(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
        }
        _ = ccurl_set_pointer(handle.raw, CURLOPT_WRITEDATA, this)
        _ = ccurl_set_open_socket(handle.raw) { context, _, address in
            guard let address else { return CURL_SOCKET_BAD }
            return Exchange.from(context)?.openSocket(address) ?? CURL_SOCKET_BAD
        }
        _ = ccurl_set_pointer(handle.raw, CURLOPT_OPENSOCKETDATA, this)
    }

    private func prepareRequest(_ request: OutgoingRequest) {
        if let body = request.body { handle.set(body: body) }
        if request.method == "HEAD" {
            handle.set(CURLOPT_NOBODY, true)
        } else {
            handle.set(CURLOPT_CUSTOMREQUEST, request.method)
        }
        // Without "Expect:" a body of over a mebibyte would wait a second for a leave that few servers give.
        var lines = ["Expect:"]
        for (name, value) in request.headers { lines.append(value.isEmpty ? "\(name);" : "\(name): \(value)") }
        handle.set(CURLOPT_HTTPHEADER, lines)
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> Exchange? {
        context.map { Unmanaged<Exchange>.fromOpaque($0).takeUnretainedValue() }
    }

    // MARK: Callbacks

    /// Opens the socket for an address, if it may be connected to; libcurl tries the host's next address otherwise.
    private func openSocket(_ target: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        let family = target.pointee.family
        let found = withUnsafePointer(to: &target.pointee.addr) { IPAddress.read($0) }
        guard let (address, port) = found else { return CURL_SOCKET_BAD }
        if !plan.isTrusted {
            do throws(AddressRefusal) { try plan.settings.addressGuard.check(address, port: port) } catch {
                refusal = error
                return CURL_SOCKET_BAD
            }
        }
        return socket(family, target.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), target.pointee.protocol)
    }

    private func takeHeader(_ line: UnsafeRawBufferPointer) -> Int {
        headerBytes += line.count
        guard headerBytes <= plan.settings.headerLimit else {
            ownError = .headersTooLarge(limit: plan.settings.headerLimit)
            return 0
        }
        // What follows the body are trailers, which nobody here reads.
        guard !isHeadDone else { return line.count }
        let text = String(decoding: line, as: UTF8.self).trimmingLine()
        if text.hasPrefix("HTTP/") {
            status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
            headers = []
        } else if text.isEmpty {
            // 1xx answers come before the one that counts (RFC 9110 §15.2).
            guard status >= 200 else { return line.count }
            isHeadDone = true
            transfer.deliver(ResponseHead(status: status, headers: headers))
        } else if let colon = text.firstIndex(of: ":") {
            let value = text[text.index(after: colon)...].trimmingLine()
            headers.append(.init(name: text[..<colon].lowercased(), value: value))
        }
        return line.count
    }

    private func takeBody(_ bytes: UnsafeRawBufferPointer) -> Int {
        transfer.take(bytes) ? bytes.count : Int(CURL_WRITEFUNC_PAUSE)
    }

    // MARK: The end

    /// Tells the asker how it ended.
    func finish(_ code: CURLcode) {
        transfer.finish(code == CURLE_OK ? .success(()) : .failure(error(for: code)))
    }

    private func error(for code: CURLcode) -> HTTPClientError {
        if let ownError { return ownError }
        if let refusal, code == CURLE_COULDNT_CONNECT { return .refused(refusal) }
        switch code {
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT: return .refused(.malformed)
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: return .unresolvable(host: plan.address.host)
        case CURLE_COULDNT_CONNECT: return .unreachable(host: plan.address.host, port: plan.address.port)
        case CURLE_OPERATION_TIMEDOUT:
            return handle.figure(CURLINFO_PRETRANSFER_TIME_T) == 0 ? .connectTimeout : .timeout
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
            return .insecure(Self.words(code))
        case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR: return .cut
        default: return .failed(Self.words(code))
        }
    }

    /// libcurl's general words for a code, with a small first letter and no full stop.
    private static func words(_ code: CURLcode) -> String {
        String(cString: curl_easy_strerror(code))
    }
}

extension StringProtocol {
    /// Without white space and line ends around it.
    fileprivate func trimmingLine() -> String {
        func isSpace(_ scalar: Unicode.Scalar) -> Bool { " \t\r\n".unicodeScalars.contains(scalar) }
        var rest = Substring(self).unicodeScalars
        while let first = rest.first, isSpace(first) { rest.removeFirst() }
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        return String(rest)
    }
}
