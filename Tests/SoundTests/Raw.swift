import FoundationEssentials
import Platform
import TestSupport

/// Samples in files without a header.
enum Raw {
    /// Writes 32-bit little-endian floats.
    static func write(_ samples: [Float], to path: String) throws {
        let data = samples.withUnsafeBytes { Data($0) }
        try data.write(to: URL(filePath: path))
    }

    /// Decodes a file's first channel to floats at a rate, with FFmpeg.
    static func decode(_ path: String, rate: Int) async throws -> [Float] {
        let bytes = try await FFmpeg.run(["-i", path, "-ac", "1", "-ar", String(rate), "-f", "f32le", "-"])
        return bytes.withUnsafeBytes { buffer in
            (0..<buffer.count / 4).map { buffer.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) }
        }
    }

    /// A sentence spoken by espeak-ng: a peaky, dry voice at 22 050 Hz.
    static func espeak(_ text: String) async throws -> [Float] {
        try await withScratch { folder in
            let path = folder + "/said.wav"
            let outcome = try await Subprocess.run(.init("espeak-ng", ["-w", path, text]))
            guard outcome.succeeded else { throw EspeakFailure(reason: outcome.errorText) }
            return try await decode(path, rate: 22_050)
        }
    }
}

/// Why espeak-ng did not speak.
struct EspeakFailure: Error {
    let reason: String
}
