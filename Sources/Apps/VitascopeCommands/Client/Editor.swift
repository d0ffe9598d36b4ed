internal import Film
internal import Platform

/// The person's text editor.
enum Editor {
    /// Lets a person change a text.
    ///
    /// `VISUAL`, `EDITOR` or `vi` is run as the shell would run it, so that it may carry arguments of its own; the file's
    /// name is not part of what the shell reads.
    ///
    /// - Parameters:
    ///   - bytes: The text.
    ///   - name: The file's name, whose ending tells the editor what it is.
    /// - Returns: The text as it was left.
    /// - Throws: A `FilmError` when there is no editor, or it ended with a failure.
    static func change(_ bytes: [UInt8], name: String) async throws -> [UInt8] {
        let command =
            Setting.value(nil, "VISUAL") ?? Setting.value(nil, "EDITOR") ?? "vi"
        let folder = Path.join("/tmp", "vitascope-\(String(UInt64.random(in: 0...(.max)), radix: 36))")
        try FileSystem.makeFolder(folder)
        defer { try? FileSystem.remove(folder) }
        let path = Path.join(folder, name)
        try AtomicFile.write(bytes, to: path, synced: false)
        let status = try await runBlocking("editor") {
            TerminalDevice.run("/bin/sh", ["sh", "-c", command + " \"$1\"", "sh", path])
        }
        guard status == 0 else {
            throw FilmError(
                .missing, "The editor (\(OneLine.text(command, limit: 100))) ended with status \(status).",
                remedy: "Set EDITOR, or give the changed storyboard with --file.")
        }
        return try FileSystem.read(path, limit: 32 << 20)
    }
}
