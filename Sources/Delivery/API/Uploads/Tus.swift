import FoundationEssentials
import HTTPServer
import NIOHTTP1

/// The headers of the tus protocol, version 1.0.0.
enum Tus {
    static let version = "1.0.0"
    static let extensions = "creation,creation-with-upload,expiration,termination"
    static let contentType = "application/offset+octet-stream"

    /// Answers a request of the protocol: refuses other versions, and names ours whatever the answer.
    static func answering(
        _ call: Call, _ handler: () async throws -> HTTPResponse
    ) async throws -> HTTPResponse {
        var answer: HTTPResponse
        do {
            let wanted = call.request.headers.first(name: "Tus-Resumable")
            if let wanted, wanted != version {
                throw APIError(
                    412, "unsupported_version", "Tus-Resumable is \(Wording.quoted(wanted)); known is \(version).",
                    type: "invalid_request_error")
            }
            answer = try await handler()
        } catch {
            guard let told = APIError.telling(error), told.status != 500 else { throw error }
            answer = .failure(told, requestID: call.request.id)
            if told.status == 412 { answer.headers.add(name: "Tus-Version", value: version) }
        }
        answer.headers.replaceOrAdd(name: "Tus-Resumable", value: version)
        return answer
    }

    /// A header that holds a number of bytes.
    static func number(_ name: String, _ headers: HTTPHeaders) throws(APIError) -> Int {
        guard let text = headers.first(name: name) else {
            throw APIError(
                .invalidHeader,
                "\(name) is missing. Send files as a form, by PUT /v1/uploads/{name}, or by the tus protocol "
                    + "(https://tus.io).", param: name)
        }
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text) else {
            throw APIError(
                .invalidHeader, "\(name) is \(Wording.quoted(text)); it must be a number of bytes.", param: name)
        }
        return number
    }

    /// `Upload-Metadata`: names and Base64 values, as `filename aGkubWQ=,is_private`.
    static func metadata(_ text: String) throws(APIError) -> [String: String] {
        var found: [String: String] = [:]
        for pair in text.split(separator: ",") {
            let parts = pair.split(separator: " ", omittingEmptySubsequences: true)
            guard let name = parts.first, parts.count <= 2 else { continue }
            let bytes = parts.count == 2 ? Data(base64Encoded: String(parts[1])) : Data()
            guard let bytes, let value = String(validating: bytes, as: UTF8.self) else {
                throw APIError(
                    .invalidHeader, "Upload-Metadata's \(Wording.quoted(String(name))) is not UTF-8 in Base64.",
                    param: "Upload-Metadata")
            }
            found[name.lowercased()] = value
        }
        return found
    }
}
