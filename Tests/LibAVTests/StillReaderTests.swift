import Film
import FoundationEssentials
import LibAV
import Pixels
import TestSupport
import Testing

@Suite struct StillReaderTests {
    struct Quarter {
        let name: String
        let ycc: [Double]
    }

    /// A picture of four flat quarters, made by FFmpeg, whose BT.709 values follow from the standard's equation.
    static let quarters: [Quarter] = [
        Quarter(name: "red", ycc: [72.8, 110.9, 202.7]), Quarter(name: "green", ycc: [123.5, 97.2, 74.9]),
        Quarter(name: "skin", ycc: [177.9, 109.8, 151.2]), Quarter(name: "night", ycc: [27.7, 140.5, 126.0]),
    ]

    private static let drawing =
        "color=c=0xC81E1E:s=64x64[a];color=c=0x1EA03C:s=64x64[b];color=c=0xE6B496:s=64x64[c];"
        + "color=c=0x0A0C28:s=64x64[d];[a][b]hstack[e];[c][d]hstack[f];[e][f]vstack,format=gbrp"

    private static func expectQuarters(_ picture: Picture, within tolerance: Double, light: Double = 1) {
        for (index, quarter) in quarters.enumerated() {
            let (left, top) = (index % 2 * 64, index / 2 * 64)
            let found = [
                mean(picture.luma, left + 16, top + 16, 32), mean(picture.blue, left / 2 + 8, top / 2 + 8, 16),
                mean(picture.red, left / 2 + 8, top / 2 + 8, 16),
            ]
            let zero = [16.0, 128, 128]
            for (channel, value) in found.enumerated() {
                let truth = zero[channel] + (quarter.ycc[channel] - zero[channel]) * light
                #expect(abs(value - truth) < tolerance, "\(quarter.name), channel \(channel): \(value), not \(truth)")
            }
        }
    }

    private static func mean(_ plane: Picture.Plane, _ left: Int, _ top: Int, _ side: Int) -> Double {
        var sum = 0
        for y in top..<top + side { for x in left..<left + side { sum += Int(plane.base[y * plane.stride + x]) } }
        return Double(sum) / Double(side * side)
    }

    /// File name, FFmpeg's arguments for it, and how close the colours must come.
    static let formats: [(file: String, arguments: [String], tolerance: Double)] = [
        ("rgb.png", ["-pix_fmt", "rgb24"], 0.6), ("deep.png", ["-pix_fmt", "rgb48be"], 1.1),
        ("clear.png", ["-pix_fmt", "rgba"], 0.6), ("deepclear.png", ["-pix_fmt", "rgba64be"], 1.1),
        ("420.jpg", ["-pix_fmt", "yuvj420p", "-q:v", "1"], 1.6),
        ("422.jpg", ["-pix_fmt", "yuvj422p", "-q:v", "1"], 1.6),
        ("444.jpg", ["-pix_fmt", "yuvj444p", "-q:v", "1"], 1.6), ("plain.bmp", ["-pix_fmt", "bgr24"], 0.6),
        ("plain.tiff", ["-pix_fmt", "rgb24"], 0.6), ("lossless.webp", ["-lossless", "1", "-pix_fmt", "bgra"], 0.6),
        ("lossy.webp", ["-quality", "98", "-pix_fmt", "yuv420p"], 1.6), ("still.gif", [], 1.5),
    ]

    @Test("Every format's colours come out as BT.709's equation says", arguments: formats.indices)
    func colours(index: Int) async throws {
        let (file, arguments, tolerance) = Self.formats[index]
        try await withScratch { folder in
            try await FFmpeg.run(
                ["-filter_complex", Self.drawing, "-frames:v", "1"] + arguments + ["\(folder)/\(file)"])
            let reader = try StillReader(path: "\(folder)/\(file)")
            #expect(reader.width == 128 && reader.height == 128)
            Self.expectQuarters(try reader.picture(width: 128, height: 128), within: tolerance)
        }
    }

    @Test("A half transparent picture is seen over black, at half its light", arguments: ["half.png", "half.webp"])
    func transparency(file: String) async throws {
        try await withScratch { folder in
            try await FFmpeg.run(
                ["-filter_complex", Self.drawing + ",format=rgba,colorchannelmixer=aa=0.5", "-frames:v", "1"]
                    + (file.hasSuffix("webp") ? ["-lossless", "1"] : []) + ["\(folder)/\(file)"])
            let reader = try StillReader(path: "\(folder)/\(file)")
            // However often it is drawn.
            for _ in 1...2 {
                Self.expectQuarters(try reader.picture(width: 128, height: 128), within: 1, light: 127.5 / 255)
            }
        }
    }

    @Test("Grey photos keep their light and have no colour", arguments: ["gray", "gray16be"])
    func grey(format: String) async throws {
        try await withScratch { folder in
            try await FFmpeg.run(
                ["-f", "lavfi", "-i", "color=s=64x64,format=gray,geq=lum=128,format=\(format)", "-frames:v", "1"]
                    + ["\(folder)/grey.png"])
            let picture = try StillReader(path: "\(folder)/grey.png").picture(width: 64, height: 64)
            // 16 + 219 × 128 / 255
            #expect(abs(Self.mean(picture.luma, 8, 8, 48) - 125.9) < 0.8)
            #expect(Self.mean(picture.blue, 8, 8, 16) == 128)
        }
    }

    @Test("The camera's note on how it was held is followed", arguments: ["jpg", "png"], 1...8)
    func orientation(kind: String, number: Int) async throws {
        try await withScratch { folder in
            let path = "\(folder)/held.\(kind)"
            try await FFmpeg.run(
                ["-filter_complex", Self.drawing + ",scale=160:128:flags=neighbor", "-frames:v", "1"]
                    + (kind == "jpg" ? ["-pix_fmt", "yuvj420p", "-q:v", "1"] : ["-pix_fmt", "rgb24"]) + [path])
            var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
            let note = Self.note(orientation: UInt8(number))
            if kind == "jpg" {
                let body = Array("Exif".utf8) + [0, 0] + note
                bytes.insert(contentsOf: [0xff, 0xe1, 0, UInt8(body.count + 2)] + body, at: 2)
            } else {
                let body = Array("eXIf".utf8) + note
                bytes.insert(contentsOf: [0, 0, 0, UInt8(note.count)] + body + Self.checksum(body[...]), at: 33)
            }
            try Data(bytes).write(to: URL(filePath: path))

            let reader = try StillReader(path: path)
            let swaps = number >= 5
            #expect(reader.width == (swaps ? 128 : 160) && reader.height == (swaps ? 160 : 128))
            let picture = try reader.picture(width: 128, height: 128)
            // Where the red, green, skin and night quarters are seen: top left, top right, bottom left, bottom right.
            let seen = [
                [0, 1, 2, 3], [1, 0, 3, 2], [3, 2, 1, 0], [2, 3, 0, 1], [0, 2, 1, 3], [2, 0, 3, 1], [3, 1, 2, 0],
                [1, 3, 0, 2],
            ][number - 1]
            for (place, quarter) in seen.enumerated() {
                let light = Self.mean(picture.luma, place % 2 * 64 + 16, place / 2 * 64 + 16, 32)
                #expect(abs(light - Self.quarters[quarter].ycc[0]) < 2, "place \(place)")
            }
        }
    }

    /// A TIFF structure whose one entry is the orientation.
    private static func note(orientation: UInt8) -> [UInt8] {
        [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0]
    }

    @Test("A reduced JPEG shows what the whole one shows")
    func reduction() async throws {
        try await withScratch { folder in
            let path = "\(folder)/large.jpg"
            try await FFmpeg.run(
                [
                    "-f", "lavfi", "-i", "testsrc2=s=2560x1440", "-frames:v", "1", "-pix_fmt", "yuvj420p", "-q:v", "2",
                    path,
                ])
            let whole = try StillReader(path: path).picture(width: 320, height: 180)
            let reader = try StillReader(path: path, covering: PictureSize(width: 320, height: 180))
            #expect(reader.width == 2560 && reader.height == 1440)
            let reduced = try reader.picture(width: 320, height: 180)
            var difference = 0
            for y in 0..<180 {
                for x in 0..<320 {
                    difference += abs(
                        Int(whole.luma.base[y * whole.luma.stride + x])
                            - Int(reduced.luma.base[y * reduced.luma.stride + x]))
                }
            }
            #expect(Double(difference) / 57600 < 2)
        }
    }

    @Test("A file name is a name: no pattern, protocol or option in it is followed")
    func names() async throws {
        try await withScratch { folder in
            for name in [
                "100%d %s.png", "concat:a|b.png", "http:x.png", "-i.png", "it's [a] {b};$(c).png", "ü 猫 🎬.png",
            ] {
                try await FFmpeg.run(
                    ["-f", "lavfi", "-i", "color=c=red:s=32x32", "-frames:v", "1", "\(folder)/plain.png"])
                try FileManager.default.moveItem(atPath: "\(folder)/plain.png", toPath: "\(folder)/\(name)")
                #expect(try StillReader(path: "\(folder)/\(name)").width == 32)
            }
        }
    }

    static let unusable: [(name: String, bytes: [UInt8])] = [
        ("empty.jpg", []), ("text.jpg", Array("This is not a picture at all, not even close.".utf8)),
        ("cut.jpg", [0xff, 0xd8, 0xff, 0xe0, 0, 16]), ("cut.png", [137, 80, 78, 71, 13, 10, 26, 10, 0, 0]),
        ("list.m3u8", Array("#EXTM3U\n#EXTINF:1,\n/etc/passwd\n".utf8)),
    ]

    @Test("What is no picture is refused with one sentence that names the file", arguments: unusable.indices)
    func refusal(index: Int) async throws {
        let (name, bytes) = Self.unusable[index]
        try await withScratch { folder in
            let path = "\(folder)/\(name)"
            try Data(bytes).write(to: URL(filePath: path))
            let error = #expect(throws: FilmError.self) { try StillReader(path: path) }
            #expect(error?.code == .media)
            #expect(error?.message.contains(path) == true)
            #expect(error?.remedy.isEmpty == false)
        }
    }

    @Test("A missing file is said to be missing")
    func missing() {
        let error = #expect(throws: FilmError.self) { try StillReader(path: "/nowhere/at/all.jpg") }
        #expect(error?.code == .missing)
    }

    @Test("A picture that would fill the memory is refused before it is decoded")
    func bomb() async throws {
        try await withScratch { folder in
            // A PNG header that promises 30,000 × 30,000 pixels.
            let path = "\(folder)/bomb.png"
            try await FFmpeg.run(["-f", "lavfi", "-i", "color=c=red:s=32x32", "-frames:v", "1", path])
            var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
            bytes.replaceSubrange(16..<24, with: [0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30])
            bytes.replaceSubrange(29..<33, with: Self.checksum(bytes[12..<29]))
            try Data(bytes).write(to: URL(filePath: path))
            let error = #expect(throws: FilmError.self) { try StillReader(path: path) }
            #expect(error?.code == .media)
        }
    }

    @Test(
        "Damaged photos either show something or are refused; nothing crashes",
        arguments: ["a.jpg", "a.png", "a.webp", "a.tiff", "a.bmp", "a.gif"])
    func damage(file: String) async throws {
        try await withScratch { folder in
            let path = "\(folder)/\(file)"
            try await FFmpeg.run(["-f", "lavfi", "-i", "testsrc2=s=96x64", "-frames:v", "1", path])
            let whole = [UInt8](try Data(contentsOf: URL(filePath: path)))
            var random = SeededRandom(seed: 5, for: file)
            for _ in 0..<60 {
                var bytes = whole
                for _ in 0..<Int(random.next() % 12 + 1) {
                    bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
                }
                if random.next() % 3 == 0 { bytes.removeLast(Int(random.next() % UInt64(bytes.count))) }
                try Data(bytes).write(to: URL(filePath: path))
                do {
                    let reader = try StillReader(path: path, covering: PictureSize(width: 64, height: 36))
                    _ = try reader.picture(width: 64, height: 36)
                } catch {
                    #expect(error is FilmError)
                }
            }
        }
    }

    /// PNG's CRC-32.
    private static func checksum(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var crc = UInt32.max
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xedb8_8320 : crc >> 1 }
        }
        crc = ~crc
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: crc >> UInt32($0)) }
    }
}
