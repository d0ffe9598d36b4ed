import Film

/// A file as clients ask for it: by the id of an upload.
///
/// Until the service has looked the upload up, its id stands where the file's path will be.
enum UploadField {
    /// Reads an id.
    ///
    /// - Parameters:
    ///   - id: What the client gave.
    ///   - fields: Where it was given.
    ///   - name: Under which name.
    /// - Returns: The id; `nil` for `none`.
    /// - Throws: An ``APIError`` when it is no id: paths are not for clients to name here.
    static func id(_ id: String, in fields: Fields, _ name: String) throws(APIError) -> String? {
        guard id.lowercased() != "none" else { return nil }
        guard UploadID(rawValue: id) != nil else { throw fields.wrong(name, mustBe: "an upload's id, or none") }
        return id
    }
}

extension UploadID {
    /// The upload that a file belongs to; `nil` for files of other origins.
    static func named(in path: String) -> String? {
        path.split(separator: "/").map(String.init).last { UploadID(rawValue: $0) != nil }
    }
}

extension RequestCheck {
    /// Puts an upload's file in the place of its id; what is no id was looked up before.
    ///
    /// - Throws: An ``APIError`` when there is no such upload or it is of another kind.
    func found(_ file: String, as kinds: [UploadedMedia.Kind], param: String) async throws -> String {
        guard UploadID(rawValue: file) != nil else { return file }
        return try await services.uploads.path(of: file, as: kinds, param: param)
    }

    /// Puts a film's files in the places of the uploads' ids that a change named.
    func find(_ storyboard: inout Storyboard) async throws {
        if let file = storyboard.logo?.file {
            storyboard.logo?.file = try await found(file, as: Self.logos, param: "logo")
        }
        for index in storyboard.scenes.indices {
            guard let file = storyboard.scenes[index].recording?.file else { continue }
            storyboard.scenes[index].recording?.file = try await found(file, as: Self.recordings, param: "recording")
        }
    }

    /// What a logo may be.
    static let logos: [UploadedMedia.Kind] = [.photo]
    /// What a recording may be.
    static let recordings: [UploadedMedia.Kind] = [.sound, .clip]
}
