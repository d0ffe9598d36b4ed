internal import NIOHTTP1

/// What a request for a file is answered with: a pure function of the request and the file's state.
struct FileAnswer: Equatable {
    let status: HTTPResponseStatus
    let headers: HTTPHeaders
    /// The bytes to send, or those that `HEAD` describes; `nil` when there is no body at all.
    let range: Range<Int>?

    /// Decides.
    ///
    /// - Parameters:
    ///   - method: `GET` or `HEAD`; others are answered like `GET` without conditions or ranges.
    ///   - asked: The request's headers.
    ///   - file: The handler's wish.
    ///   - said: The handler's own headers.
    ///   - size: The file's length in bytes.
    ///   - tag: Its strong validator, quoted.
    ///   - modified: When it changed, in seconds since 1970.
    ///   - status: The handler's status; only 200 is subject to conditions and ranges.
    init(
        _ method: HTTPMethod, _ asked: HTTPHeaders, file: FileBody, said: HTTPHeaders, size: Int, tag: String,
        modified: Int, status: HTTPResponseStatus = .ok
    ) {
        var headers = said
        headers.replaceOrAdd(name: "ETag", value: tag)
        headers.replaceOrAdd(name: "Last-Modified", value: HTTPDate.text(modified))
        headers.replaceOrAdd(name: "Cache-Control", value: file.cacheControl)
        headers.replaceOrAdd(name: "Accept-Ranges", value: "bytes")

        var result: HTTPResponseStatus = status
        var range: Range<Int>? = 0..<size
        if status == .ok, method == .GET || method == .HEAD {
            let conditions = Conditions(asked, tag: tag, modified: modified)
            switch conditions.verdict {
            case .notModified:
                result = .notModified
                range = nil
            case .failed:
                result = .preconditionFailed
                range = nil
            case .proceed:
                // Ranges are defined for GET alone (RFC 9110 §14.2).
                guard method == .GET, let wanted = asked.first(name: "range"), conditions.allowsRange else { break }
                switch ByteRange(wanted, size: size) {
                case .whole: break
                case .part(let part):
                    result = .partialContent
                    range = part
                    headers.replaceOrAdd(
                        name: "Content-Range", value: "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(size)")
                case .unsatisfiable:
                    result = .rangeNotSatisfiable
                    range = nil
                    headers.replaceOrAdd(name: "Content-Range", value: "bytes */\(size)")
                }
            }
        }
        if range != nil { headers.replaceOrAdd(name: "Content-Type", value: file.type) }
        self.status = result
        self.headers = headers
        self.range = range
    }
}
