import Film
import Films
import HTTPServer

extension APIError {
    /// What a client is told of any failure; `nil` for what is not ours to tell.
    ///
    /// Everything that is not known here is a fault of ours: it is told without its text, which belongs into the log.
    package static func telling(_ error: any Error) -> APIError? {
        switch error {
        case let error as APIError: error
        case let error as FilmStoreError: telling(error)
        case let error as HTTPServerError: telling(error)
        case let error as FilmError: telling(error)
        // The client went away; or the server's own refusal, which it tells itself in the same shape.
        case is CancellationError, is HTTPProblem: nil
        default:
            APIError(
                .internalError,
                "Something went wrong inside the service. The request id leads to the reason in its log.")
        }
    }

    private static func telling(_ error: FilmStoreError) -> APIError {
        switch error {
        case .unknownFilm:
            APIError(.videoNotFound, "There is no such video.", param: "id")
        case .conflict(let reason):
            APIError(.conflict, reason)
        case .full:
            APIError(
                .diskFull, "The service's disk is full; nothing was changed. Free space or delete videos, then repeat.",
                retryAfter: 60)
        case .damaged(let advice):
            APIError(.storeDamaged, advice, retryAfter: 300)
        case .unavailable(let reason):
            APIError(.storeUnavailable, "The service cannot reach its store: \(reason)", retryAfter: 5)
        }
    }

    private static func telling(_ error: HTTPServerError) -> APIError {
        switch error {
        case .bodyTooLarge(let limit):
            APIError(.bodyTooLarge, "The body is longer than \(limit) bytes, the most that is taken here.")
        case .bodyCut:
            APIError(.bodyCut, "The body ended before all of it had arrived. Send the request again.")
        }
    }

    private static func telling(_ error: FilmError) -> APIError {
        switch error.code {
        case .usage: APIError(.invalidValue, error.description)
        case .input: APIError(.invalidValue, error.description)
        case .media: APIError(.unusableMedia, error.description)
        case .missing: APIError(.missingPart, error.description, retryAfter: 60)
        case .output: APIError(.diskFull, error.description, retryAfter: 60)
        case .cancelled: APIError(.conflict, error.description)
        case .internalFault:
            APIError(
                .internalError,
                "Something went wrong inside the service. The request id leads to the reason in its log.")
        }
    }
}
