import Film

/// A logo as clients ask for it: by the id of an upload.
///
/// Until the service has looked the upload up, its id stands where the file's path will be.
enum LogoField {
    /// Reads an id.
    ///
    /// - Parameters:
    ///   - id: What the client gave; `none` is no logo.
    ///   - corner: The corner that was asked for, if any.
    ///   - fields: Where it was given.
    ///   - name: Under which name.
    ///   - before: The logo that it replaces, whose corner stands unless another is asked for.
    /// - Returns: The logo, its upload not looked up yet.
    /// - Throws: An ``APIError`` when it is no id: paths are not for clients to name here.
    static func logo(
        _ id: String, corner: Logo.Corner?, in fields: Fields, _ name: String, before: Logo?
    ) throws(APIError) -> Logo? {
        guard id.lowercased() != "none" else { return nil }
        guard UploadID(rawValue: id) != nil else {
            throw fields.wrong(name, mustBe: "an upload's id, or none")
        }
        return Logo(file: id, corner: corner ?? before?.corner ?? .topRight)
    }

}

extension RequestCheck {
    /// Puts the upload's file in the place of its id; what is no id was looked up before.
    ///
    /// - Throws: An ``APIError`` when there is no such upload or it is no picture.
    func found(_ logo: Logo) async throws -> Logo {
        guard UploadID(rawValue: logo.file) != nil else { return logo }
        var logo = logo
        logo.file = try await services.uploads.path(of: logo.file, as: [.photo], param: "logo")
        return logo
    }
}

extension UploadID {
    /// The upload that a file belongs to; `nil` for files of other origins.
    static func named(in path: String) -> String? {
        path.split(separator: "/").map(String.init).last { UploadID(rawValue: $0) != nil }
    }
}
