/// The stable names of everything that a client can be told is wrong (`docs/api-errors.md`).
package enum ErrorCode: String, Sendable, CaseIterable {
    // MARK: The request
    case invalidJSON = "invalid_json"
    case invalidForm = "invalid_form"
    case invalidQuery = "invalid_query"
    case invalidHeader = "invalid_header"
    case missingField = "missing_field"
    case invalidValue = "invalid_value"
    case unknownField = "unknown_field"
    case invalidStoryboard = "invalid_storyboard"
    case unusableMedia = "unusable_media"
    case addressRefused = "address_refused"
    case bodyCut = "body_cut"
    case bodyTooLarge = "body_too_large"
    case unsupportedMediaType = "unsupported_media_type"
    case keyReused = "idempotency_key_reused"

    // MARK: Who asks
    case missingKey = "missing_api_key"
    case invalidKey = "invalid_api_key"
    case forbiddenOrigin = "forbidden_origin"
    case forbiddenHost = "forbidden_host"
    case rateLimited = "rate_limited"

    // MARK: What is asked for
    case notFound = "not_found"
    case videoNotFound = "video_not_found"
    case uploadNotFound = "upload_not_found"
    case webhookNotFound = "webhook_not_found"
    case methodNotAllowed = "method_not_allowed"
    case notAvailable = "not_available"
    case notReady = "not_ready"
    case conflict = "conflict"
    case revisionConflict = "revision_conflict"
    case unsupportedVersion = "unsupported_version"
    case preconditionRequired = "precondition_required"
    case upgradeRequired = "upgrade_required"

    // MARK: The service
    case diskFull = "disk_full"
    case storeUnavailable = "store_unavailable"
    case storeDamaged = "store_damaged"
    case missingPart = "missing_part"
    case busy = "busy"
    case internalError = "internal_error"

    /// The HTTP status that goes with it.
    package var status: Int {
        switch self {
        case .invalidJSON, .invalidForm, .invalidQuery, .invalidHeader, .missingField, .invalidValue, .unknownField,
            .invalidStoryboard, .unusableMedia, .addressRefused:
            400
        case .bodyCut: 408
        case .missingKey, .invalidKey: 401
        case .forbiddenOrigin: 403
        case .notFound, .videoNotFound, .uploadNotFound, .webhookNotFound, .notAvailable: 404
        case .methodNotAllowed: 405
        case .conflict, .notReady: 409
        case .revisionConflict, .unsupportedVersion: 412
        case .bodyTooLarge: 413
        case .unsupportedMediaType: 415
        case .forbiddenHost: 421
        case .keyReused: 422
        case .upgradeRequired: 426
        case .preconditionRequired: 428
        case .rateLimited: 429
        case .internalError: 500
        case .storeUnavailable, .storeDamaged, .missingPart, .busy: 503
        case .diskFull: 507
        }
    }
}

extension APIError {
    /// Names an error by its stable code, which decides the status.
    package init(_ code: ErrorCode, _ message: String, param: String? = nil, retryAfter: Int? = nil) {
        self.init(code.status, code.rawValue, message, param: param, retryAfter: retryAfter)
    }

    /// The film that was named does not exist.
    package static func unknownFilm(_ id: String) -> APIError {
        APIError(.videoNotFound, "There is no video \(Wording.quoted(id)).", param: "id")
    }
}
