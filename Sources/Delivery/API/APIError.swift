/// What a client is told when something does not work: one shape, stable codes, a sentence for people.
///
/// On the wire: `{"error": {"message", "type", "param", "code", "request_id"}}`, the shape that OpenAI's clients read.
package struct APIError: Error, Sendable, Equatable {
    /// The HTTP status.
    package var status: Int
    /// The family: `invalid_request_error`, `authentication_error`, `not_found_error`, `conflict_error`,
    /// `rate_limit_error`, `server_error`.
    package var type: String
    /// A stable name for programs.
    package var code: String
    /// What is wrong, where, and what to do.
    package var message: String
    /// The field at fault, if it is one.
    package var param: String?
    /// Seconds after which to try again, for `Retry-After`.
    package var retryAfter: Int?

    /// Names an error.
    package init(
        _ status: Int, _ code: String, _ message: String, param: String? = nil, type: String? = nil,
        retryAfter: Int? = nil
    ) {
        self.status = status
        self.code = code
        self.message = message
        self.param = param
        self.retryAfter = retryAfter
        self.type = type ?? Self.family(of: status)
    }

    private static func family(of status: Int) -> String {
        switch status {
        case 401, 403: "authentication_error"
        case 404, 410: "not_found_error"
        case 409, 412: "conflict_error"
        case 429: "rate_limit_error"
        case 500...: "server_error"
        default: "invalid_request_error"
        }
    }
}
