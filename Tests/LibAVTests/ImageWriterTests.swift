import Film
import LibAV
import Pixels
import Platform
import TestSupport
import Testing

@Suite struct ImageWriterTests {
    /// BT.709 limited-range components and the sRGB colours they stand for (ITU-R BT.709, 3.2 and 3.4).
    @Test(
        arguments: [
            (16, 128, 128, [0, 0, 0]), (235, 128, 128, [255, 255, 255]), (63, 102, 240, [255, 0, 0]),
            (173, 42, 26, [0, 255, 0]), (32, 240, 118, [0, 0, 255]), (126, 128, 128, [128, 128, 128]),
        ] as [(UInt8, UInt8, UInt8, [Int])])
    func `a JPEG shows the film's colours`(luma: UInt8, blue: UInt8, red: UInt8, colour: [Int]) async throws {
        let picture = Picture(width: 322, height: 182)
        picture.fill(luma: luma, blue: blue, red: red)
        try await withScratch { folder in
            let path = Path.join(folder, "still.jpg")
            try AtomicFile.write(ImageWriter.jpeg(picture, quality: 95), to: path)
            let pixels = try await FFmpeg.run(["-i", path, "-pix_fmt", "rgb24", "-f", "rawvideo", "-"])
            #expect(pixels.count == 322 * 182 * 3)
            for offset in [0, pixels.count / 6 * 3, pixels.count - 3] {
                for channel in 0..<3 {
                    #expect(abs(Int(pixels[offset + channel]) - colour[channel]) <= 4, "\(pixels[offset..<offset + 3])")
                }
            }
        }
    }

    @Test func `better quality gives a bigger file`() throws {
        let picture = Picture(width: 256, height: 256)
        picture.fill(luma: 128, blue: 128, red: 128)
        var random = SeededRandom(seed: 1)
        for index in 0..<picture.luma.stride * picture.luma.height {
            picture.luma.base[index] = UInt8.random(in: 60...180, using: &random)
        }
        let sizes = try [10, 50, 90].map { try ImageWriter.jpeg(picture, quality: $0).count }
        #expect(sizes == sizes.sorted() && Set(sizes).count == 3)
    }
}
