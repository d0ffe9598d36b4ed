import Loudness
import TestSupport

@testable import Sound

/// FFmpeg's own meter (its `ebur128` filter is independent of the library that we use).
struct Judge {
    /// LUFS of the whole.
    let integrated: Double
    /// dBTP.
    let truePeak: Double

    /// Measures a mix, as it is or after AAC at 192 kb/s.
    static func measure(_ block: StereoBlock, afterAAC: Bool = false) async throws -> Judge {
        try await withScratch { folder in
            let raw = folder + "/mix.f32"
            try Raw.write(block.interleaved, to: raw)
            var input = ["-f", "f32le", "-ar", "48000", "-ac", "2", "-i", raw]
            if afterAAC {
                let coded = folder + "/mix.m4a"
                try await FFmpeg.run(input + ["-c:a", "aac", "-b:a", "192k", coded])
                input = ["-i", coded]
            }
            let text = try await FFmpeg.run(
                input + ["-af", "ebur128=metadata=1:peak=true,ametadata=print:file=-", "-f", "null", "/dev/null"])
            var integrated = -Double.infinity
            var peak = -Double.infinity
            for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
                let parts = line.split(separator: "=")
                guard parts.count == 2, let value = Double(parts[1]) else { continue }
                if parts[0] == "lavfi.r128.I" { integrated = value }
                if parts[0].hasPrefix("lavfi.r128.true_peaks_ch") { peak = max(peak, 20 * Elementary.log10(value)) }
            }
            return Judge(integrated: integrated, truePeak: peak)
        }
    }
}
