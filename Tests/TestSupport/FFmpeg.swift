internal import Platform
internal import Testing

/// The installed FFmpeg programs as independent judges of what we write.
package enum FFmpeg {
    /// Runs `ffprobe` and returns its lines; a complaint on standard error fails the test.
    package static func probe(_ arguments: [String]) async throws -> [String] {
        let outcome = try await Subprocess.run(.init("ffprobe", ["-v", "error"] + arguments))
        #expect(outcome.succeeded, "ffprobe \(arguments.joined(separator: " ")): \(outcome.errorText)")
        #expect(outcome.errorText == "", "ffprobe \(arguments.joined(separator: " "))")
        return outcome.outputText.split(separator: "\n").map(String.init)
    }

    /// Runs `ffmpeg` and returns its standard output; a complaint on standard error fails the test.
    @discardableResult
    package static func run(_ arguments: [String]) async throws -> [UInt8] {
        let outcome = try await Subprocess.run(.init("ffmpeg", ["-v", "error", "-nostdin", "-y"] + arguments))
        #expect(outcome.succeeded, "ffmpeg \(arguments.joined(separator: " ")): \(outcome.errorText)")
        #expect(outcome.errorText == "", "ffmpeg \(arguments.joined(separator: " "))")
        return outcome.output
    }
}
