internal import Film
internal import Platform

/// Reads and writes storyboard files.
enum StoryboardReader {
    /// Reads a storyboard, or tells what in it is wrong.
    static func read(_ path: String) throws(FilmError) -> Storyboard {
        let bytes = path == "-" ? TerminalDevice.readAll(descriptor: 0, limit: 32 << 20) : try FileSystem.read(path)
        return try StoryboardFile.decode(bytes)
    }

    /// The storyboard as JSON for people.
    static func bytes(of storyboard: Storyboard) throws -> [UInt8] { try StoryboardFile.encode(storyboard) }
}
