import Film
import FoundationEssentials
import Glibc
import Pixels
import TestSupport
import Testing

@testable import Footage

@Suite struct PhotoSourceTests {
    private static let film = PictureSize(width: 640, height: 360)

    /// A photo of soft spots on grey, as a 24-bit bitmap written by hand: nothing of ours touches it.
    private static func spots(_ width: Int, _ height: Int, at centres: [(x: Double, y: Double)]) -> Data {
        let row = (width * 3 + 3) / 4 * 4
        var bytes = [UInt8](repeating: 40, count: row * height)
        for (cx, cy) in centres {
            for y in max(0, Int(cy) - 40)..<min(height, Int(cy) + 40) {
                for x in max(0, Int(cx) - 40)..<min(width, Int(cx) + 40) {
                    let (dx, dy) = (Double(x) - cx, Double(y) - cy)
                    let value = UInt8(40 + 180 * exp(-(dx * dx + dy * dy) / 98))
                    // Bitmaps are stored from the bottom up.
                    for channel in 0..<3 { bytes[(height - 1 - y) * row + x * 3 + channel] = value }
                }
            }
        }
        var header = Array("BM".utf8)
        for value in [54 + bytes.count, 0, 54, 40, width, height] { header += Self.little(value) }
        header += [1, 0, 24, 0]
        for value in [0, bytes.count, 2835, 2835, 0, 0] { header += Self.little(value) }
        return Data(header + bytes)
    }

    private static func little(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }

    /// The middle of the light above grey within a window around a place.
    private static func centroid(_ picture: Picture, near x: Double, _ y: Double) -> (x: Double, y: Double) {
        var (sum, sumX, sumY) = (0.0, 0.0, 0.0)
        for row in Int(y) - 26...Int(y) + 26 {
            for column in Int(x) - 26...Int(x) + 26 {
                let light = max(0, Double(picture.luma.base[row * picture.luma.stride + column]) - 52)
                sum += light
                sumX += light * Double(column)
                sumY += light * Double(row)
            }
        }
        return (sumX / sum, sumY / sum)
    }

    @Test("Every frame shows the photo within 0.05 pixels of its place", arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func smoothness(seed: UInt64) async throws {
        try await withScratch { folder in
            let size = (width: 1800, height: 1200)
            let spot = (x: 880.0, y: 590.0)
            let path = "\(folder)/spots.bmp"
            try Self.spots(size.width, size.height, at: [spot]).write(to: URL(filePath: path))
            let source = try PhotoSource(
                path: path, size: Self.film, frameRate: FrameRate(30), frames: 90, seed: seed, parity: Int(seed))
            let move = Move.filling(
                photo: size, size: Self.film, seconds: 3, seed: seed, parity: Int(seed), subject: .middle)
            let canvas = Picture(width: 640, height: 360)
            var last: (Double, Double)?
            for frame in 0..<90 {
                source.draw(frame: frame, into: canvas)
                let window = move.window(at: Double(frame) / 89)
                let scale = (x: Double(move.plateWidth) / 1800, y: Double(move.plateHeight) / 1200)
                let truth = (
                    x: ((spot.x + 0.5) * scale.x - window.x) / window.step - 0.5,
                    y: ((spot.y + 0.5) * scale.y - window.y) / window.step - 0.5
                )
                let found = Self.centroid(canvas, near: truth.x, truth.y)
                let error = (found.x - truth.x, found.y - truth.y)
                #expect(abs(error.0) < 0.05 && abs(error.1) < 0.05, "frame \(frame): \(error)")
                if let last {
                    #expect(abs(error.0 - last.0) < 0.02 && abs(error.1 - last.1) < 0.02, "frame \(frame) jumps")
                }
                last = error
            }
        }
    }

    @Test("The same description and frame give the same picture, in any order")
    func purity() async throws {
        try await withScratch { folder in
            let path = "\(folder)/spots.bmp"
            try Self.spots(900, 700, at: [(300, 200), (500, 400)]).write(to: URL(filePath: path))
            let draw = { (order: [Int]) in
                let source = try PhotoSource(
                    path: path, size: Self.film, frameRate: FrameRate(25), frames: 50, seed: 7, parity: 1,
                    grade: .house("calm"))
                var pictures: [Int: [UInt8]] = [:]
                for frame in order {
                    let canvas = Picture(width: 640, height: 360)
                    canvas.fill(luma: 0, blue: 0, red: 0)
                    source.draw(frame: frame, into: canvas)
                    pictures[frame] = visible(canvas)
                }
                return pictures
            }
            #expect(try draw([0, 10, 49, 60]) == draw([60, 49, 0, 10]))
        }
    }

    @Test("A photo that stands upright is shown whole in a wide film, and no part of the frame is left black")
    func framed() async throws {
        try await withScratch { folder in
            let path = "\(folder)/upright.bmp"
            // Spots near all four corners must be seen.
            try Self.spots(600, 1000, at: [(40, 40), (560, 40), (40, 960), (560, 960)]).write(to: URL(filePath: path))
            let source = try PhotoSource(
                path: path, size: Self.film, frameRate: FrameRate(30), frames: 60, seed: 1, parity: 0)
            let canvas = Picture(width: 640, height: 360)
            for frame in [0, 59] {
                source.draw(frame: frame, into: canvas)
                var bright = [0, 0, 0, 0]
                var darkest = 255
                for y in 0..<360 {
                    for x in 0..<640 {
                        let value = Int(canvas.luma.base[y * canvas.luma.stride + x])
                        darkest = min(darkest, value)
                        if value > 150 { bright[y / 180 * 2 + x / 320] += 1 }
                    }
                }
                #expect(bright.allSatisfy { $0 > 8 })
                #expect(darkest > 18)
            }
        }
    }
}

/// The visible samples of a picture.
func visible(_ picture: Picture) -> [UInt8] {
    [picture.luma, picture.blue, picture.red].flatMap { plane in
        (0..<plane.height).flatMap { row in
            Array(UnsafeMutableBufferPointer(start: plane.base + row * plane.stride, count: plane.width))
        }
    }
}
