import Film
import FoundationEssentials
import Pixels
import TestSupport
import Testing

@testable import Captions
@testable import Rendering

@Suite("A film's logo")
struct LogoTests {
    /// BT.709 limited-range values of a colour, by the standard's equation.
    static func truth(_ red: Double, _ green: Double, _ blue: Double) -> [Double] {
        let light = (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255
        return [
            16 + 219 * light, 128 + 224 * (blue / 255 - light) / 1.8556, 128 + 224 * (red / 255 - light) / 1.5748,
        ]
    }

    static func work(
        _ logo: LogoMark?, size: PictureSize = PictureSize(width: 640, height: 360)
    ) -> PictureWork {
        var work = PictureVersionTests.work(PictureVersionTests.scenery("ridges"))
        work.size = size
        work.entrance = .cut
        work.logo = logo
        return work
    }

    static func mark(_ path: String, _ corner: Logo.Corner = .topRight) throws -> LogoMark {
        LogoMark(file: try LogoPicture.signature(of: path), corner: corner)
    }

    static func frame(_ work: PictureWork, _ index: Int = 20) throws -> Picture {
        let drawing = try SceneDrawing(work)
        let canvas = Picture(width: work.size.width, height: work.size.height)
        for frame in 0...index { try drawing.draw(frame, canvas) }
        return canvas
    }

    /// A picture in one colour, made by FFmpeg.
    static func flat(_ path: String, _ colour: String, size: String, _ arguments: [String] = []) async throws {
        try await FFmpeg.run(
            ["-f", "lavfi", "-i", "color=c=\(colour):s=\(size):r=25:d=0.04,format=rgba", "-frames:v", "1"] + arguments
                + [path])
    }

    /// The box of all luma samples that differ.
    static func difference(_ a: Picture, _ b: Picture) -> (x: ClosedRange<Int>, y: ClosedRange<Int>)? {
        var xs: [Int] = []
        var ys: [Int] = []
        for y in 0..<a.height {
            for x in 0..<a.width
            where a.luma.base[y * a.luma.stride + x] != b.luma.base[y * b.luma.stride + x] {
                xs.append(x)
                ys.append(y)
            }
        }
        guard let left = xs.min(), let right = xs.max(), let top = ys.min(), let bottom = ys.max() else { return nil }
        return (left...right, top...bottom)
    }

    @Test("It is blended in as its transparency asks, and leaves every other sample as it was")
    func blending() async throws {
        try await withScratch { folder in
            try await Self.flat("\(folder)/red.png", "red@0.5", size: "60x30")
            let plain = try Self.frame(Self.work(nil))
            let marked = try Self.frame(Self.work(try Self.mark("\(folder)/red.png")))
            // 360 lines have a margin of 16.2.
            let (box, alpha, red) = ((x: 564..<624, y: 16..<46), 128.0 / 255, Self.truth(255, 0, 0))
            for (channel, planes) in [
                (plain.luma, marked.luma), (plain.blue, marked.blue), (plain.red, marked.red),
            ].enumerated() {
                let scale = channel == 0 ? 1 : 2
                var worst = 0.0
                for y in 0..<planes.0.height {
                    for x in 0..<planes.0.width {
                        let before = Double(planes.0.base[y * planes.0.stride + x])
                        let after = Double(planes.1.base[y * planes.1.stride + x])
                        let isInside = box.x.contains(x * scale) && box.y.contains(y * scale)
                        let wanted = isInside ? before * (1 - alpha) + red[channel] * alpha : before
                        worst = max(worst, abs(after - wanted) - (isInside ? 1.5 : 0))
                    }
                }
                #expect(worst <= 0, "channel \(channel)")
            }
        }
    }

    @Test(
        "In every shape and corner it is in from the edges, and clear of captions and of the platforms' controls",
        arguments: Shape.allCases, Logo.Corner.allCases)
    func corners(shape: Shape, corner: Logo.Corner) async throws {
        let size = shape.size(side: 360)
        try await withScratch { folder in
            try await Self.flat("\(folder)/mark.png", "magenta", size: "900x500")
            let plain = try Self.frame(Self.work(nil, size: size), 0)
            let marked = try Self.frame(Self.work(try Self.mark("\(folder)/mark.png", corner), size: size), 0)
            let box = try #require(Self.difference(plain, marked))
            let (width, height) = (Double(size.width), Double(size.height))
            let isLeft = corner == .topLeft || corner == .bottomLeft
            let isTop = corner == .topLeft || corner == .topRight
            #expect(isLeft == (Double(box.x.upperBound) < width / 2))
            #expect(isTop == (Double(box.y.upperBound) < height / 2))
            #expect(box.x.lowerBound >= 14 && box.x.upperBound <= size.width - 15)
            #expect(box.y.lowerBound >= 14 && box.y.upperBound <= size.height - 15)
            #expect(abs(Double(box.x.count) / Double(box.y.count) - 1.8) < 0.1, "its shape is kept")
            #expect((0.004...0.02).contains(Double(box.x.count * box.y.count) / (width * height)))
            if !isTop { #expect(Double(box.y.lowerBound) > CaptionGeometry(size: size).bottom) }
            guard shape == .tall else { return }
            #expect(Double(box.y.lowerBound) >= 0.125 * height && Double(box.y.upperBound) <= 0.805 * height)
            if corner == .bottomRight { #expect(Double(box.x.upperBound) <= 0.875 * width) }
        }
    }

    @Test("A small logo is shown as large as it is, pixel for pixel")
    func small() async throws {
        try await withScratch { folder in
            try await FFmpeg.run(
                [
                    "-f", "lavfi", "-i", "testsrc=s=60x34:r=1,format=gray,format=rgba", "-frames:v", "1",
                    "\(folder)/a.png",
                ])
            let bytes = try await FFmpeg.run(
                ["-i", "\(folder)/a.png", "-f", "rawvideo", "-pix_fmt", "gray", "-"])
            let marked = try Self.frame(Self.work(try Self.mark("\(folder)/a.png", .topLeft)), 0)
            for y in 0..<34 {
                for x in 0..<60 {
                    let wanted = Self.truth(
                        Double(bytes[y * 60 + x]), Double(bytes[y * 60 + x]), Double(bytes[y * 60 + x]))
                    let found = Double(marked.luma.base[(y + 16) * marked.luma.stride + x + 16])
                    #expect(abs(found - wanted[0]) <= 1, "\(x), \(y)")
                }
            }
        }
    }

    @Test("What lies unseen under its transparency leaves no halo", arguments: ["white", "black"])
    func halo(colour: String) async throws {
        let other = colour == "white" ? 0 : 255
        let own = 255 - other
        try await withScratch { folder in
            // A soft disc of one colour; the transparent pixels around it have the opposite one.
            let inside = "lte(hypot(X-300,Y-300),252)"
            let value = "'if(\(inside),\(own),\(other))'"
            try await FFmpeg.run([
                "-f", "lavfi", "-i",
                "color=s=600x600,format=rgba,geq=r=\(value):g=\(value):b=\(value):a='255*clip(250.5-hypot(X-300,Y-300),0,1)'",
                "-frames:v", "1", "\(folder)/disc.png",
            ])
            let canvas = Picture(width: 640, height: 360)
            let level = colour == "white" ? 235 : 16
            canvas.fill(luma: UInt8(level), blue: 128, red: 128)
            let sprite = try Self.mark("\(folder)/disc.png").sprite(size: PictureSize(width: 640, height: 360))
            sprite.blend(onto: canvas)
            for (plane, wanted) in [(canvas.luma, level), (canvas.blue, 128), (canvas.red, 128)] {
                for y in 0..<plane.height {
                    for x in 0..<plane.width {
                        let found = Int(plane.base[y * plane.stride + x])
                        guard abs(found - wanted) > 1 else { continue }
                        Issue.record("\(found) at \(x), \(y), not \(wanted)")
                        return
                    }
                }
            }
        }
    }

    /// File name, FFmpeg's arguments for it, the colour that comes of 0xC81E1E, its alpha, and how close it must come.
    static let formats: [(file: String, arguments: [String], grey: Bool, alpha: Double, tolerance: Double)] = [
        ("rgba.png", ["-pix_fmt", "rgba"], false, 128, 1), ("deep.png", ["-pix_fmt", "rgba64be"], false, 128, 1.3),
        ("rgb.png", ["-pix_fmt", "rgb24"], false, 255, 1), ("deeprgb.png", ["-pix_fmt", "rgb48be"], false, 255, 1.3),
        ("palette.png", ["-pix_fmt", "pal8"], false, 255, 4), ("clear.png", ["-pix_fmt", "pal8"], false, 0, 1),
        ("grey.png", ["-pix_fmt", "gray"], true, 255, 1.5),
        ("greyalpha.png", ["-pix_fmt", "ya8"], true, 128, 1.5),
        ("deepgrey.png", ["-pix_fmt", "gray16be"], true, 255, 1.5),
        ("lossless.webp", ["-lossless", "1", "-pix_fmt", "bgra"], false, 128, 1),
        ("lossy.webp", ["-quality", "98", "-pix_fmt", "yuva420p"], false, 128, 2),
        ("full.jpg", ["-pix_fmt", "yuvj420p", "-q:v", "1"], false, 255, 2), ("plain.bmp", [], false, 255, 1),
        ("plain.tiff", ["-pix_fmt", "rgb24"], false, 255, 1), ("still.gif", [], false, 255, 4),
    ]

    @Test("Every kind of picture keeps its colour and its transparency", arguments: formats.indices)
    func kinds(index: Int) async throws {
        let (file, arguments, isGrey, alpha, tolerance) = Self.formats[index]
        try await withScratch { folder in
            let colour = "0xC81E1E" + (alpha == 255 ? "" : alpha == 0 ? "@0" : "@0.5")
            var filter: [String] = []
            if arguments.contains("pal8") {
                filter = ["-vf", "split[a][b];[a]palettegen[p];[b][p]paletteuse"]
            }
            try await Self.flat(
                "\(folder)/\(file)", isGrey ? "0x808080" + colour.dropFirst(8) : colour, size: "400x200",
                filter + arguments)
            let size = PictureSize(width: 640, height: 360)
            let canvas = Picture(width: size.width, height: size.height)
            canvas.fill(luma: 200, blue: 90, red: 150)
            try Self.mark("\(folder)/\(file)", .topLeft).sprite(size: size).blend(onto: canvas)
            let wanted = isGrey ? Self.truth(128, 128, 128) : Self.truth(200, 30, 30)
            let found = [
                canvas.luma.base[30 * canvas.luma.stride + 40], canvas.blue.base[15 * canvas.blue.stride + 20],
                canvas.red.base[15 * canvas.red.stride + 20],
            ]
            for (channel, before) in [200.0, 90, 150].enumerated() {
                let truth = before + (wanted[channel] - before) * alpha / 255
                #expect(
                    abs(Double(found[channel]) - truth) <= tolerance,
                    "channel \(channel): \(found[channel]), not \(truth)")
            }
        }
    }

    @Test("A turned photograph is turned as its camera noted")
    func turned() async throws {
        try await withScratch { folder in
            try await Self.flat("\(folder)/plain.jpg", "white", size: "400x200", ["-pix_fmt", "yuvj420p"])
            let jpeg = Array(try Data(contentsOf: URL(filePath: "\(folder)/plain.jpg")))
            // An Exif segment behind the start marker: one entry, orientation (0x0112) 6, a quarter turn to the right.
            let exif: [UInt8] =
                [0xFF, 0xE1, 0, 34] + Array("Exif".utf8) + [0, 0, 0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3]
                + [0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0]
            try Data(jpeg[..<2] + exif + jpeg[2...]).write(to: URL(filePath: "\(folder)/turned.jpg"))
            let plain = try Self.frame(Self.work(nil), 0)
            let marked = try Self.frame(Self.work(try Self.mark("\(folder)/turned.jpg")), 0)
            let box = try #require(Self.difference(plain, marked))
            #expect(box.x.count == 18 && box.y.count == 36)
        }
    }

    @Test("It stands through a dissolve, and comes and goes with the film's fades")
    func entrances() async throws {
        try await withScratch { folder in
            try await Self.flat("\(folder)/white.png", "white", size: "60x30")
            var work = Self.work(try Self.mark("\(folder)/white.png", .topLeft))
            work.entrance = .dissolve
            work.before = .init(visual: PictureVersionTests.scenery("sea"), frames: 40)
            work.closes = true
            let drawing = try SceneDrawing(work)
            let canvas = Picture(width: 640, height: 360)
            func level() -> UInt8 { canvas.luma.base[30 * canvas.luma.stride + 40] }
            try drawing.draw(2, canvas)
            #expect(level() == 235)
            try drawing.draw(work.frames - 12, canvas)
            #expect((60...180).contains(level()))
            try drawing.draw(work.frames - 1, canvas)
            #expect(level() == 16)
        }
    }

    @Test("Captions lie above it")
    func captions() async throws {
        try await withScratch { folder in
            try await Self.flat("\(folder)/mark.png", "white", size: "900x500")
            var plain = PictureVersionTests.work(PictureVersionTests.scenery("hills"), captions: .boxed)
            let without = try Self.frame(plain)
            plain.logo = try Self.mark("\(folder)/mark.png", .bottomLeft)
            let box = try #require(Self.difference(without, try Self.frame(plain)))
            #expect(Double(box.y.lowerBound) >= 0.88 * 180)
        }
    }

    @Test("Without a logo a scene is found under the name it always had; file and corner are part of it")
    func key() throws {
        let file = MediaSignature(path: "/logo.png", size: 1, changed: 2)
        let plain = Self.work(nil)
        let text = String(decoding: try JSONEncoder().encode(plain), as: UTF8.self)
        #expect(!text.contains("logo"))
        var other = file
        other.changed = 3
        let keys = try [
            nil, LogoMark(file: file, corner: .topLeft), LogoMark(file: file, corner: .topRight),
            LogoMark(file: other, corner: .topRight),
        ].map { "\(try Self.work($0).key())" }
        #expect(Set(keys).count == 4)
    }

    /// What is made, and what the refusal must say.
    static let refusals = [
        ("missing.png", "is not there"), ("mark.svg", "SVG"), ("hidden.png", "SVG"), ("noise.png", "known here"),
        ("cut.png", "cut.png"), ("film.mp4", "moves"), ("moving.gif", "moves"), ("large.png", "too large"),
        ("folder", "is not there"), ("empty.png", "is empty"), ("tiny.png", "unsuitable size"),
    ]

    @Test("What cannot be a logo is refused in one sentence that names it and says what to do", arguments: refusals)
    func refused(file: String, words: String) async throws {
        try await withScratch { folder in
            let path = "\(folder)/\(file)"
            let svg = "<?xml version=\"1.0\"?>\n<!-- made by hand -->\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>"
            func write(_ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(filePath: path)) }
            switch file {
            case "mark.svg", "hidden.png": try write(Array(svg.utf8))
            case "noise.png": try write((0..<4_000).map { UInt8(($0 &* 2_654_435_761) >> 13 & 255) })
            case "cut.png": try write([137, 80, 78, 71, 13, 10, 26, 10, 0, 0])
            case "film.mp4", "moving.gif":
                try await FFmpeg.run([
                    "-f", "lavfi", "-i", "testsrc=s=64x64:d=1", "-pix_fmt", file == "film.mp4" ? "yuv420p" : "pal8",
                    path,
                ])
            case "large.png": try await Self.flat(path, "red", size: "7000x4000")
            case "folder": try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            case "empty.png": try write([])
            case "tiny.png": try await Self.flat(path, "red", size: "8x8")
            default: break
            }
            let error = try #require(throws: FilmError.self) { _ = try LogoPicture(path: path) }
            #expect(error.message.contains(words) && error.message.contains(path), "\(error.message)")
            #expect(!error.remedy.isEmpty)
        }
    }
}
