import Film
import Glibc
import LibAV
import Platform
import TestSupport
import Testing

@Suite struct AudioReaderTests {
    private func readAll(_ reader: AudioReader, block: Int = 4096) throws -> [Float] {
        var samples: [Float] = []
        while let more = try reader.read(maxFrames: block) {
            #expect(more.count <= block * 2)
            samples += more
        }
        return samples
    }

    /// A tone of a second and a half, left and right different.
    private func make(_ path: String, _ options: [String]) async throws {
        try await FFmpeg.run(
            ["-f", "lavfi", "-i", "aevalsrc=0.3*sin(2*PI*440*t)|0.2*sin(2*PI*660*t):s=44100:d=1.5"] + options + [path])
    }

    @Test(
        arguments: [
            ("tone.wav", []), ("mono.wav", ["-ac", "1"]), ("low.wav", ["-ar", "8000"]), ("tone.flac", []),
            ("tone.mp3", ["-b:a", "192k"]), ("tone.m4a", ["-c:a", "aac"]), ("tone.ogg", ["-c:a", "libvorbis"]),
            ("clip.mp4", ["-f", "lavfi", "-i", "color=s=64x64:d=1.5", "-c:a", "aac", "-shortest"]),
        ] as [(String, [String])])
    func `any file gives what ffmpeg decodes from it`(name: String, options: [String]) async throws {
        try await withScratch { folder in
            let path = Path.join(folder, name)
            try await make(path, options)
            let judged = try await FFmpeg.run(["-i", path, "-vn", "-f", "f32le", "-ar", "48000", "-ac", "2", "-"])
            let expected = judged.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
            let samples = try readAll(AudioReader(path))
            // ffmpeg pads or trims by a resampler's tail; what both give must agree.
            #expect(abs(samples.count - expected.count) <= 256, "\(samples.count) for \(expected.count)")
            let worst = zip(samples, expected).reduce(0) { max($0, abs($1.0 - $1.1)) }
            #expect(worst < 1e-4, "\(name): \(worst)")
        }
    }

    @Test func `a second round equals the first`() async throws {
        try await withScratch { folder in
            let path = Path.join(folder, "tone.mp3")
            try await make(path, [])
            let reader = try AudioReader(path)
            let first = try readAll(reader)
            try reader.rewind()
            #expect(try readAll(reader, block: 1000) == first)
            let estimate = try #require(reader.estimatedFrames)
            #expect(abs(estimate - first.count / 2) < 4800)
        }
    }

    @Test func `a file that is cut short gives what is there`() async throws {
        try await withScratch { folder in
            let path = Path.join(folder, "tone.mp3")
            try await make(path, [])
            let bytes = try FileSystem.read(path)
            let cut = Path.join(folder, "cut.mp3")
            try AtomicFile.write(Array(bytes.prefix(bytes.count / 2)), to: cut)
            #expect(try readAll(AudioReader(cut)).count > 48_000)
        }
    }

    @Test func `files without sound are refused by name`() async throws {
        try await withScratch { folder in
            let picture = Path.join(folder, "picture.png")
            try await FFmpeg.run(["-f", "lavfi", "-i", "color=s=64x64", "-frames:v", "1", picture])
            let noise = Path.join(folder, "noise.mp3")
            try AtomicFile.write((0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 7919 >> 3) }, to: noise)
            let empty = Path.join(folder, "empty.wav")
            try AtomicFile.write("", to: empty)
            let header = Path.join(folder, "header.wav")
            try await make(header, [])
            try AtomicFile.write(Array(try FileSystem.read(header).prefix(20)), to: header)
            // A playlist that points elsewhere must not make us read what it points to.
            let list = Path.join(folder, "list.m3u8")
            try AtomicFile.write("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n", to: list)
            for path in [picture, noise, empty, header, list, folder, Path.join(folder, "missing.wav")] {
                let error = #expect(throws: FilmError.self, "\(path)") {
                    _ = try readAll(AudioReader(path))
                }
                #expect(error?.code == .media)
                #expect(error?.message.contains(Path.name(of: path)) == true)
            }
        }
    }
}
