import FoundationEssentials
import Platform
import TestSupport

/// Small media files made by FFmpeg for a test.
enum Media {
    static func photo(_ path: String, size: String = "320x240", colour: String = "teal") async throws {
        try FileSystem.makeFolder(Path.folder(of: path))
        try await FFmpeg.run(["-f", "lavfi", "-i", "color=\(colour):size=\(size)", "-frames:v", "1", "file:\(path)"])
    }

    static func clip(_ path: String, seconds: Double = 2, size: String = "160x120", _ more: [String] = []) async throws
    {
        try FileSystem.makeFolder(Path.folder(of: path))
        try await FFmpeg.run(
            ["-f", "lavfi", "-i", "testsrc2=size=\(size):rate=25:duration=\(seconds)"] + more + ["file:\(path)"])
    }

    static func sound(_ path: String) async throws {
        try await FFmpeg.run(["-f", "lavfi", "-i", "sine=duration=1", "-c:a", "aac", "file:\(path)"])
    }

    static func write(_ text: String, _ path: String) throws {
        try FileSystem.makeFolder(Path.folder(of: path))
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    static func cut(_ path: String, to share: Double) throws {
        let bytes = try FileSystem.read(path)
        try Data(bytes.prefix(Int(Double(bytes.count) * share))).write(to: URL(filePath: path))
    }
}
