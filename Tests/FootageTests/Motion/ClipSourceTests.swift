import Film
import Pixels
import TestSupport
import Testing

@testable import Footage

@Suite struct ClipSourceTests {
    private static let size = PictureSize(width: 320, height: 180)

    /// Frame N is flat, of luma 30 + 4 N.
    private static func numbered(_ path: String, frames: Int) async throws {
        try await FFmpeg.run(
            [
                "-f", "lavfi", "-i",
                "color=s=320x180:r=25,format=yuv420p,geq=lum='30+4*N':cb=128:cr=128,trim=end_frame=\(frames)", "-c:v",
                "libx264", "-preset", "veryfast", "-qp", "1", "-colorspace", "bt709", "-color_range", "tv", path,
            ])
    }

    private static func numbers(_ source: ClipSource, _ frames: [Int]) throws -> [Int] {
        let canvas = Picture(width: 320, height: 180)
        return try frames.map { frame in
            try source.draw(frame: frame, into: canvas)
            return (Int(canvas.luma.base[90 * canvas.luma.stride + 160]) - 28) / 4
        }
    }

    @Test("A long clip plays at its own speed from where the shot starts")
    func plain() async throws {
        try await withScratch { folder in
            try await Self.numbered("\(folder)/clip.mp4", frames: 50)
            let source = try ClipSource(
                path: "\(folder)/clip.mp4", start: 400, size: Self.size, frameRate: FrameRate(25), frames: 25)
            #expect(try Self.numbers(source, [0, 1, 10, 24, 30]) == [10, 11, 20, 34, 40])
        }
    }

    @Test("A shot that would run past the clip's end starts earlier")
    func earlier() async throws {
        try await withScratch { folder in
            try await Self.numbered("\(folder)/clip.mp4", frames: 50)
            let source = try ClipSource(
                path: "\(folder)/clip.mp4", start: 1600, size: Self.size, frameRate: FrameRate(25), frames: 25)
            #expect(try Self.numbers(source, [0, 24]) == [25, 49])
        }
    }

    @Test("A clip that is a little too short is slowed to the shot's length, one far too short holds its last picture")
    func slower() async throws {
        try await withScratch { folder in
            try await Self.numbered("\(folder)/clip.mp4", frames: 45)
            let little = try ClipSource(
                path: "\(folder)/clip.mp4", start: 0, size: Self.size, frameRate: FrameRate(25), frames: 50)
            #expect(try Self.numbers(little, [0, 20, 49]) == [0, 18, 44])
            let far = try ClipSource(
                path: "\(folder)/clip.mp4", start: 500, size: Self.size, frameRate: FrameRate(25), frames: 100)
            #expect(try Self.numbers(far, [0, 20, 54, 99, 500]) == [0, 16, 43, 44, 44])
        }
    }

    @Test("Film and clip may have any two frame rates", arguments: [24, 30, 50, 60])
    func rates(rate: Int) async throws {
        try await withScratch { folder in
            try await Self.numbered("\(folder)/clip.mp4", frames: 50)
            let source = try ClipSource(
                path: "\(folder)/clip.mp4", start: 0, size: Self.size, frameRate: FrameRate(rate), frames: rate)
            for frame in 0..<rate {
                // The clip's frame is the last that has begun, with the reader's 5 ms of grace.
                let truth = Int((Double(frame) / Double(rate) + 0.005) * 25 + 1e-9)
                #expect(try Self.numbers(source, [frame]) == [truth])
            }
        }
    }
}
