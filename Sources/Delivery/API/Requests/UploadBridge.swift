extension Services {
    /// Whether there is an upload of this id.
    func hasUpload(_ id: String) async throws -> Bool { false }

    /// Opens an upload for a form's file.
    func openUpload(_ part: FormPart, _ call: Call) async throws -> any FormReader.FileSink {
        throw APIError(.invalidForm, "Files are not taken here yet.", param: part.name)
    }
}
