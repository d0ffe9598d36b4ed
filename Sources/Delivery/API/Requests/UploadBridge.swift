extension Services {
    /// Whether there is a finished upload of this id.
    func hasUpload(_ id: String) async throws -> Bool { try await uploads.path(of: id) != nil }

    /// Opens an upload for a form's file.
    func openUpload(_ part: FormPart, _ call: Call) async throws -> any FormReader.FileSink {
        try await UploadSink(uploads, name: part.filename ?? "upload", type: part.type)
    }
}
