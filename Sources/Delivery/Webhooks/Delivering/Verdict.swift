package import Curl

/// What an attempt's end means for its delivery.
package enum Verdict: Sendable, Equatable {
    /// The endpoint has it.
    case delivered
    /// It may work another time.
    ///
    /// - `reason`: One sentence for the log.
    /// - `pause`: Seconds for which the endpoint asked to be left alone.
    /// - `isDown`: Whether other deliveries to the endpoint would fail as well.
    case retry(reason: String, pause: Int64?, isDown: Bool)
    /// The endpoint wants nothing any more.
    case gone(reason: String)

    /// Reads an answer, as Standard Webhooks tells senders to.
    ///
    /// - Parameters:
    ///   - head: The answer.
    ///   - now: Seconds since 1970.
    package init(_ head: ResponseHead, now: Int64) {
        switch head.status {
        case 200..<300: self = .delivered
        case 300..<400:
            // Followed, a redirect could lead anywhere, and would turn the POST into a GET.
            self = .retry(
                reason:
                    "The endpoint redirects (\(head.status)), and redirects are not followed. Give its new address.",
                pause: nil, isDown: false)
        case 410: self = .gone(reason: "The endpoint answered 410: it wants no more.")
        case 429, 502, 503, 504:
            self = .retry(
                reason: "The endpoint answered \(head.status): it asks for patience.",
                pause: head.retryAfter(now: now), isDown: true)
        default:
            self = .retry(
                reason: "The endpoint answered \(head.status).", pause: nil,
                isDown: head.status >= 500 || head.status == 408)
        }
    }

    /// Reads a request that got no answer.
    package init(_ error: HTTPClientError) { self = .retry(reason: error.sentence, pause: nil, isDown: true) }
}
