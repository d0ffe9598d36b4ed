import FoundationEssentials
import LibAV
import Platform
import TestSupport
import Testing

@Suite struct `Probing media` {
    private static let clip = ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=2"]

    /// Sizes as shown and rates are what the commands ask for; ffprobe agrees (`ffprobe -show_streams`).
    @Test(arguments: [
        ("a.mp4", ["-c:v", "libx264", "-pix_fmt", "yuv420p"], 320, 180, 2000),
        ("a.mov", ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-r", "30000/1001"], 320, 180, 2000),
        ("a.mkv", ["-c:v", "libx264", "-pix_fmt", "yuv420p"], 320, 180, 2000),
        ("a.webm", ["-c:v", "libvpx", "-deadline", "realtime"], 320, 180, 2000),
        ("a.avi", ["-c:v", "mpeg4"], 320, 180, 2000),
        ("a.ts", ["-c:v", "libx264", "-pix_fmt", "yuv420p"], 320, 180, 2000),
        ("a.gif", ["-r", "10"], 320, 180, 2000),
        ("wide.mp4", ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-vf", "setsar=4/3"], 427, 180, 2000),
    ])
    func `a clip's size, rate and length are as shown`(
        name: String, options: [String], width: Int, height: Int, milliseconds: Int
    ) async throws {
        try await withScratch { folder in
            let path = Path.join(folder, name)
            try await FFmpeg.run(Self.clip + options + [path])
            let probe = try MediaProbe(path: path)
            #expect(probe.kind == .clip)
            #expect(probe.width == width && probe.height == height)
            #expect(abs(probe.duration - milliseconds) <= 100)
            let rate = name == "a.gif" ? 10 : name == "a.mov" ? 30000.0 / 1001 : 25
            #expect(abs(probe.frameRate - rate) < 0.01)
            #expect(probe.hasSound == false)
        }
    }

    /// The tag counts one way or the other by FFmpeg version: ffprobe's angle (anticlockwise) is the judge.
    @Test(arguments: [(90, 180, 320), (180, 320, 180), (270, 180, 320), (0, 320, 180)])
    func `a clip's rotation flag turns its size`(tag: Int, width: Int, height: Int) async throws {
        try await withScratch { folder in
            let (plain, turned) = (Path.join(folder, "plain.mp4"), Path.join(folder, "turned.mp4"))
            try await FFmpeg.run(Self.clip + ["-c:v", "libx264", "-pix_fmt", "yuv420p", plain])
            try await FFmpeg.run(["-i", plain, "-c", "copy", "-metadata:s:v:0", "rotate=\(tag)", turned])
            let lines = try await FFmpeg.probe(["-show_entries", "stream_side_data=rotation", "-of", "csv=p=0", turned])
            let angle = lines.compactMap { Int($0) }.first ?? 0
            let probe = try MediaProbe(path: turned)
            #expect(probe.rotation == ((-angle % 360) + 360) % 360)
            #expect(probe.width == width && probe.height == height)
        }
    }

    @Test(arguments: ["a.jpg", "a.png", "a.webp", "a.bmp", "a.tiff"])
    func `a photo has a size and no length`(name: String) async throws {
        try await withScratch { folder in
            let path = Path.join(folder, name)
            try await FFmpeg.run(Self.clip + ["-frames:v", "1", path])
            let probe = try MediaProbe(path: path)
            #expect(probe.kind == .photo)
            #expect(probe.width == 320 && probe.height == 180 && probe.duration == 0 && probe.frameRate == 0)
        }
    }

    @Test func `sound and tags are seen`() async throws {
        try await withScratch { folder in
            let path = Path.join(folder, "a.mp4")
            try await FFmpeg.run(
                Self.clip + [
                    "-f", "lavfi", "-i", "sine=duration=2", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac",
                    "-metadata", "title=The % sea: $(rm)", path,
                ])
            let probe = try MediaProbe(path: path)
            #expect(probe.hasSound)
            #expect(probe.tags["title"] == "The % sea: $(rm)")
        }
    }

    @Test(arguments: ["nowhere.mp4", "", "http://example.org/a.mp4", "concat:a|b", "/dev/null", "/"])
    func `a path is only ever a file's`(path: String) {
        #expect(throws: MediaProbe.Unusable.self) { _ = try MediaProbe(path: path) }
    }

    @Test(arguments: 0..<40)
    func `damaged bytes give facts or a reason`(seed: UInt64) async throws {
        try await withScratch { folder in
            let path = Path.join(folder, "a.mp4")
            var bytes = Self.sample
            var state = seed &* 0x9e37_79b9_7f4a_7c15 | 1
            for _ in 0..<20 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 25)
            }
            try Data(bytes).write(to: URL(filePath: path))
            do throws(MediaProbe.Unusable) {
                let probe = try MediaProbe(path: path)
                #expect((16...16384).contains(probe.width) && probe.duration >= 0)
            } catch {
                #expect(!error.reason.isEmpty)
            }
        }
    }

    /// A one-frame MP4's first bytes: boxes whose sizes and counts the damage falls into.
    private static let sample: [UInt8] =
        [0, 0, 0, 0x18] + Array("ftypisom".utf8) + [0, 0, 2, 0] + Array("isommp41".utf8) + [0, 0, 0x01, 0x00]
        + Array("moov".utf8) + [0, 0, 0, 0x6c] + Array("mvhd".utf8) + [UInt8](repeating: 1, count: 100)
        + [0, 0, 0, 0x80] + Array("trak".utf8) + [0, 0, 0, 0x5c] + Array("tkhd".utf8)
        + [UInt8](repeating: 2, count: 84) + [0, 0, 0, 0x10] + Array("mdat".utf8) + [UInt8](repeating: 3, count: 8)
}
