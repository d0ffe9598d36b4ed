import Film
import FoundationEssentials
import LibAV
import Pixels
import TestSupport
import Testing

@Suite struct ClipReaderTests {
    /// Frame N of the drawing is flat, of luma 30 + 4 N: its number can be read off any pixel.
    private static func numbered(
        _ path: String, frames: Int = 50, rate: String = "25", size: String = "320x180", filter: String = "null",
        encoder: [String] = ["-c:v", "libx264", "-preset", "veryfast", "-qp", "1", "-bf", "3", "-g", "12"]
    ) async throws {
        let drawing = "color=s=\(size):r=\(rate),format=yuv420p,geq=lum='30+4*N':cb=128:cr=128"
        try await FFmpeg.run(
            ["-f", "lavfi", "-i", "\(drawing),trim=end_frame=\(frames),\(filter)", "-fps_mode", "passthrough"]
                + encoder + ["-colorspace", "bt709", "-color_range", "tv", path])
    }

    /// The number of the frame on a canvas.
    private static func number(_ canvas: Picture) -> Int {
        let plane = canvas.luma
        return (Int(plane.base[plane.height / 2 * plane.stride + plane.width / 2]) - 30 + 2) / 4
    }

    private static func number(_ reader: ClipReader, at microseconds: Int, _ canvas: Picture) throws -> Int {
        try reader.draw(at: MediaTime(ticks: Int64(microseconds), timescale: 1_000_000), into: canvas)
        return number(canvas)
    }

    private static let size = PictureSize(width: 320, height: 180)

    @Test("Each time shows the last frame that has begun", arguments: ["clip.mp4", "clip.mkv", "clip.ts", "clip.avi"])
    func frames(file: String) async throws {
        try await withScratch { folder in
            let path = "\(folder)/\(file)"
            // AVI's times know no reordering.
            let encoder =
                file.hasSuffix("avi")
                ? ["-c:v", "mpeg4", "-q:v", "1", "-g", "12"]
                : ["-c:v", "libx264", "-preset", "veryfast", "-qp", "1", "-bf", "3", "-g", "12"]
            try await Self.numbered(path, encoder: encoder)
            let reader = try ClipReader(path: path, size: Self.size)
            let canvas = Picture(width: 320, height: 180)
            for frame in 0..<50 {
                #expect(try Self.number(reader, at: frame * 40_000, canvas) == frame)
                #expect(try Self.number(reader, at: frame * 40_000 + 30_000, canvas) == frame)
            }
            // Beyond the end the last picture stays; before the start the first is shown.
            #expect(try Self.number(reader, at: 9_000_000, canvas) == 49)
            #expect(try Self.number(reader, at: -500_000, canvas) == 0)
        }
    }

    @Test("Any order gives the same frames as playing forward", arguments: ["clip.mp4", "clip.mkv", "clip.ts"])
    func order(file: String) async throws {
        try await withScratch { folder in
            let path = "\(folder)/\(file)"
            try await Self.numbered(path)
            let reader = try ClipReader(path: path, size: Self.size)
            let canvas = Picture(width: 320, height: 180)
            for frame in [49, 3, 27, 26, 0, 12, 11, 48, 24, 25, 1] {
                #expect(try Self.number(reader, at: frame * 40_000 + 1000, canvas) == frame)
            }
        }
    }

    @Test("Frames far ahead are found by seeking, to the very same picture")
    func far() async throws {
        try await withScratch { folder in
            let path = "\(folder)/long.mp4"
            try await FFmpeg.run(
                [
                    "-f", "lavfi", "-i", "testsrc2=s=320x180:r=30:d=20", "-c:v", "libx264", "-preset", "veryfast", "-g",
                    "40",
                ]
                    + ["-bf", "2", "-pix_fmt", "yuv420p", path])
            let forward = try ClipReader(path: path, size: Self.size)
            let jumping = try ClipReader(path: path, size: Self.size)
            let (a, b) = (Picture(width: 320, height: 180), Picture(width: 320, height: 180))
            var pictures: [Int: [UInt8]] = [:]
            for frame in 0..<600 {
                try forward.draw(at: MediaTime(ticks: Int64(frame), timescale: 30), into: a)
                if frame % 97 == 0 { pictures[frame] = Self.visible(a) }
            }
            for frame in [485, 97, 582, 0, 291] {
                try jumping.draw(at: MediaTime(ticks: Int64(frame), timescale: 30), into: b)
                #expect(Self.visible(b) == pictures[frame])
            }
        }
    }

    @Test("Variable frame rates go by the frames' own times")
    func variable() async throws {
        try await withScratch { folder in
            let path = "\(folder)/variable.mkv"
            // Frame N begins at 7 N² ms.
            try await Self.numbered(path, frames: 20, filter: "settb=1/1000,setpts='7*N*N'")
            let reader = try ClipReader(path: path, size: Self.size)
            let canvas = Picture(width: 320, height: 180)
            for milliseconds in stride(from: 0, to: 2500, by: 33) {
                let truth = (0..<20).last { 7 * $0 * $0 <= milliseconds + 4 } ?? 0
                #expect(try Self.number(reader, at: milliseconds * 1000, canvas) == truth)
            }
        }
    }

    @Test("A clip of the film's size and colour arrives sample for sample")
    func direct() async throws {
        try await withScratch { folder in
            let path = "\(folder)/same.mp4"
            try await FFmpeg.run(
                ["-f", "lavfi", "-i", "testsrc2=s=318x178:r=25:d=0.4", "-c:v", "libx264", "-pix_fmt", "yuv420p"]
                    + ["-colorspace", "bt709", "-color_range", "tv", path])
            let raw = try await FFmpeg.run(["-i", path, "-f", "rawvideo", "-pix_fmt", "yuv420p", "-"])
            let reader = try ClipReader(path: path, size: PictureSize(width: 318, height: 178))
            let canvas = Picture(width: 318, height: 178)
            var ours: [UInt8] = []
            for frame in 0..<10 {
                try reader.draw(at: MediaTime(ticks: Int64(frame), timescale: 25), into: canvas)
                ours += Self.visible(canvas)
            }
            #expect(ours == raw)
        }
    }

    /// What a clip's stored picture looks like and how FFmpeg makes it; all show white on the left, black on the right.
    static let kinds: [(name: String, arguments: [String])] = [
        ("double.mp4", ["-c:v", "libx264", "-pix_fmt", "yuv420p"]),
        ("large.mp4", ["-vf", "scale=854:480:flags=neighbor", "-c:v", "libx264", "-pix_fmt", "yuv420p"]),
        ("odd.mkv", ["-vf", "scale=853:479:flags=neighbor", "-c:v", "ffv1"]),
        ("portrait.mp4", ["-vf", "scale=360:640:flags=neighbor", "-c:v", "libx264", "-pix_fmt", "yuv420p"]),
        ("full.mp4", ["-vf", "scale=out_range=pc", "-c:v", "libx264", "-pix_fmt", "yuvj420p"]),
        ("deep.mkv", ["-c:v", "ffv1", "-pix_fmt", "yuv420p10le"]),
        ("444.mp4", ["-c:v", "libx264", "-pix_fmt", "yuv444p"]), ("rgb.mkv", ["-c:v", "ffv1", "-pix_fmt", "bgr0"]),
        ("anamorphic.mp4", ["-vf", "scale=720:576,setsar=64/45", "-c:v", "libx264", "-pix_fmt", "yuv420p"]),
        ("grey.mkv", ["-c:v", "ffv1", "-pix_fmt", "gray"]),
        ("same.mp4", ["-vf", "scale=320:180:flags=neighbor", "-c:v", "libx264", "-pix_fmt", "yuv420p"]),
        ("motion.mjpeg", ["-c:v", "mjpeg", "-q:v", "1", "-pix_fmt", "yuvj420p"]),
    ]

    @Test("Every kind of clip fills the frame, black and white at their limits", arguments: kinds.indices)
    func kind(index: Int) async throws {
        let (name, arguments) = Self.kinds[index]
        try await withScratch { folder in
            let path = "\(folder)/\(name)"
            try await FFmpeg.run(
                [
                    "-f", "lavfi", "-i",
                    "color=c=white:s=640x360:r=5:d=1,format=rgb24,drawbox=x=320:w=320:h=360:c=black:t=fill",
                ]
                    + arguments + [path])
            let reader = try ClipReader(path: path, size: Self.size)
            let canvas = Picture(width: 320, height: 180)
            try reader.draw(at: .milliseconds(400), into: canvas)
            for y in [2, 90, 177] {
                for x in [2, 140] { #expect(abs(Int(canvas.luma.base[y * canvas.luma.stride + x]) - 235) <= 2) }
                for x in [180, 317] { #expect(abs(Int(canvas.luma.base[y * canvas.luma.stride + x]) - 16) <= 2) }
            }
            #expect(abs(Int(canvas.blue.base[45 * canvas.blue.stride + 20]) - 128) <= 1)
        }
    }

    @Test("A clip that was held sideways stands upright", arguments: [90, 180, 270])
    func rotation(degrees: Int) async throws {
        try await withScratch { folder in
            // Stored: white on the left third. Turned clockwise by 90° it is on top, by 270° at the bottom.
            let path = "\(folder)/held.mp4"
            try await FFmpeg.run(
                ["-f", "lavfi", "-i", "color=c=black:s=320x180:r=5:d=1,drawbox=x=0:w=106:h=180:c=white:t=fill"]
                    + ["-c:v", "libx264", "-pix_fmt", "yuv420p", path])
            var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
            let one: [UInt8] = [0, 1, 0, 0]
            let minus: [UInt8] = [255, 255, 0, 0]
            let none: [UInt8] = [0, 0, 0, 0]
            let (a, b, c, d) =
                switch degrees {
                case 90: (none, one, minus, none)
                case 180: (minus, none, none, minus)
                default: (none, minus, one, none)
                }
            let header = try #require(bytes.firstRange(of: Array("tkhd".utf8)))
            let matrix = header.upperBound + 40
            bytes.replaceSubrange(matrix..<matrix + 20, with: a + b + none + c + d)
            try Data(bytes).write(to: URL(filePath: path))

            let size = degrees == 180 ? Self.size : PictureSize(width: 180, height: 320)
            let reader = try ClipReader(path: path, size: size)
            let canvas = Picture(width: size.width, height: size.height)
            try reader.draw(at: .milliseconds(0), into: canvas)
            let places = [(0.5, 0.1), (0.5, 0.9), (0.1, 0.5), (0.9, 0.5)]
            let whites = places.map { x, y in
                canvas.luma.base[Int(y * Double(size.height)) * canvas.luma.stride + Int(x * Double(size.width))] > 200
            }
            let truth =
                switch degrees {
                case 90: [true, false, false, false]
                case 180: [false, false, false, true]
                default: [false, true, false, false]
                }
            #expect(whites == truth)
        }
    }

    @Test("A clip of one frame is shown for ever")
    func single() async throws {
        try await withScratch { folder in
            try await Self.numbered("\(folder)/one.mp4", frames: 1)
            let reader = try ClipReader(path: "\(folder)/one.mp4", size: Self.size)
            let canvas = Picture(width: 320, height: 180)
            for time in [0, 10_000, 5_000_000] { #expect(try Self.number(reader, at: time, canvas) == 0) }
        }
    }

    @Test("Interlaced clips show no combs")
    func interlaced() async throws {
        try await withScratch { folder in
            // A white bar that runs across; its two fields lie 8 pixels apart.
            let path = "\(folder)/fields.mpg"
            try await FFmpeg.run(
                ["-f", "lavfi", "-i", "color=c=black:s=320x180:r=50:d=1[b];color=c=white:s=40x180:r=50:d=1[w];"]
                    .map {
                        $0.hasSuffix(";") ? $0 + "[b][w]overlay=x='8*n':eval=frame,format=yuv420p,tinterlace=4" : $0
                    }
                    + ["-c:v", "mpeg2video", "-q:v", "2", "-flags", "+ildct+ilme", path])
            let reader = try ClipReader(path: path, size: Self.size)
            let canvas = Picture(width: 320, height: 180)
            for frame in 2..<15 {
                try reader.draw(at: MediaTime(ticks: Int64(frame), timescale: 25), into: canvas)
                var combs = 0
                for y in 60..<120 {
                    for x in 0..<320 {
                        let base = canvas.luma.base + y * canvas.luma.stride + x
                        let (above, here, below) = (
                            Int(base[-canvas.luma.stride]), Int(base[0]), Int(base[canvas.luma.stride])
                        )
                        if abs(above - here) > 90, abs(below - here) > 90, abs(above - below) < 40 { combs += 1 }
                    }
                }
                #expect(combs < 60, "frame \(frame)")
            }
        }
    }

    @Test("Damage in the middle costs a few frames and no more")
    func damage() async throws {
        try await withScratch { folder in
            let path = "\(folder)/damaged.ts"
            try await Self.numbered(path)
            var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
            for index in stride(from: bytes.count * 2 / 5, to: bytes.count / 2, by: 7) { bytes[index] = 0xa5 }
            try Data(bytes).write(to: URL(filePath: path))
            let reader = try ClipReader(path: path, size: Self.size)
            let canvas = Picture(width: 320, height: 180)
            #expect(try Self.number(reader, at: 120_000, canvas) == 3)
            for frame in 4..<50 { _ = try Self.number(reader, at: frame * 40_000, canvas) }
            #expect(try Self.number(reader, at: 49 * 40_000, canvas) == 49)
        }
    }

    @Test("A clip cut short plays to the cut and holds there")
    func cut() async throws {
        try await withScratch { folder in
            let path = "\(folder)/cut.mkv"
            try await Self.numbered(path)
            let bytes = try Data(contentsOf: URL(filePath: path))
            try bytes.prefix(bytes.count * 3 / 5).write(to: URL(filePath: path))
            let reader = try ClipReader(path: path, size: Self.size)
            let canvas = Picture(width: 320, height: 180)
            #expect(try Self.number(reader, at: 400_000, canvas) == 10)
            let last = try Self.number(reader, at: 1_960_000, canvas)
            #expect((11...40).contains(last))
        }
    }

    @Test("Damaged clips either play or are refused; nothing crashes", arguments: ["a.mp4", "a.mkv", "a.ts", "a.avi"])
    func random(file: String) async throws {
        try await withScratch { folder in
            let path = "\(folder)/\(file)"
            try await Self.numbered(path, frames: 12, size: "64x48")
            let whole = [UInt8](try Data(contentsOf: URL(filePath: path)))
            var random = SeededRandom(seed: 11, for: file)
            let canvas = Picture(width: 320, height: 180)
            for _ in 0..<40 {
                var bytes = whole
                for _ in 0..<Int(random.next() % 20 + 1) {
                    bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
                }
                if random.next() % 3 == 0 { bytes.removeLast(Int(random.next() % UInt64(bytes.count))) }
                try Data(bytes).write(to: URL(filePath: path))
                do {
                    let reader = try ClipReader(path: path, size: Self.size)
                    for time in [0, 200, 440, 100, 9000] { try reader.draw(at: .milliseconds(time), into: canvas) }
                } catch {
                    #expect(error is FilmError)
                }
            }
        }
    }

    @Test("What is no clip is refused with one sentence that names the file")
    func unusable() async throws {
        try await withScratch { folder in
            try await FFmpeg.run(["-f", "lavfi", "-i", "sine=d=1", "\(folder)/sound.m4a"])
            try await Self.numbered("\(folder)/whole.mp4")
            let whole = try Data(contentsOf: URL(filePath: "\(folder)/whole.mp4"))
            try whole.prefix(2000).write(to: URL(filePath: "\(folder)/headless.mp4"))
            try Data().write(to: URL(filePath: "\(folder)/empty.mp4"))
            try Data("no clip".utf8).write(to: URL(filePath: "\(folder)/text.mp4"))
            for name in ["sound.m4a", "headless.mp4", "empty.mp4", "text.mp4", "missing.mp4"] {
                let path = "\(folder)/\(name)"
                let error = #expect(throws: FilmError.self) { try ClipReader(path: path, size: Self.size) }
                #expect(error?.message.contains(path) == true)
                #expect(error?.remedy.isEmpty == false)
                #expect(error?.code == (name == "missing.mp4" ? .missing : .media))
            }
        }
    }

    private static func visible(_ picture: Picture) -> [UInt8] {
        [picture.luma, picture.blue, picture.red].flatMap { plane in
            (0..<plane.height).flatMap { row in
                Array(UnsafeMutableBufferPointer(start: plane.base + row * plane.stride, count: plane.width))
            }
        }
    }
}
