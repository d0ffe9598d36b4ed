import Film

/// A person's recording as clients ask for it: by the id of an upload.
///
/// Until the service has looked the upload up, its id stands where the file's path will be.
enum RecordingField {
    /// Reads an id, or `none`.
    ///
    /// - Throws: An ``APIError`` when it is no id: paths are not for clients to name here.
    static func file(_ id: String, in fields: Fields, _ name: String) throws(APIError) -> String? {
        guard id.lowercased() != "none" else { return nil }
        guard UploadID(rawValue: id) != nil else { throw fields.wrong(name, mustBe: "an upload's id, or none") }
        return id
    }
}

extension RequestCheck {
    /// Puts an upload's file in the place of its id; what is no id was looked up before.
    ///
    /// - Throws: An ``APIError`` when there is no such upload or it has no sound.
    func found(recording file: String) async throws -> String {
        guard UploadID(rawValue: file) != nil else { return file }
        return try await services.uploads.path(of: file, as: [.sound, .clip], param: "recording")
    }
}
