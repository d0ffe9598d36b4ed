import Film
import LibAV
import Pixels
import Testing

@Suite struct EncoderTests {
    @Test func `x264 works here, and what does not work says why`() throws {
        let reports = EncoderProbe.probe()
        #expect(reports.map { $0.kind } == EncoderKind.allCases)
        for report in reports {
            #expect(report.works == report.reason.isEmpty)
            #expect(!report.reason.contains("0x"))
        }
        #expect(reports.first { $0.kind == .x264 }?.works == true)
        #expect(reports.first { $0.kind == .videoToolbox }?.reason.contains("built without it") == true)
        _ = try EncoderProbe.best()
    }

    @Test(arguments: [(24, 48), (25, 50), (30, 60), (60, 120)])
    func `no group of pictures is longer than two seconds`(rate: Int, frames: Int) throws {
        #expect(VideoEncoder.longestGOP(at: FrameRate(rate)) == frames)
    }

    @Test func `an encoder left to itself still places a key picture every two seconds`() throws {
        let encoder = try VideoEncoder(
            size: PictureSize(width: 128, height: 128), frameRate: FrameRate(24), quality: .standard)
        let picture = Picture(width: 128, height: 128)
        var packets: [VideoPacket] = []
        for frame in 0..<100 {
            // A hard cut at frame 20, where a scene-cut detector would start a group of its own.
            picture.fill(luma: frame < 20 ? 40 : 200, blue: 128, red: UInt8(frame))
            packets += try encoder.encode(picture)
        }
        packets += try encoder.finish()
        #expect(packets.filter { $0.isKey }.map { $0.pts } == [0, 48, 96])
    }

    @Test(arguments: [(128, 128, 60), (1080, 1920, 30), (3840, 2160, 24)])
    func `sizes from the smallest to the largest encode`(width: Int, height: Int, rate: Int) throws {
        let encoder = try VideoEncoder(
            size: PictureSize(width: width, height: height), frameRate: FrameRate(rate), quality: .draft)
        let picture = Picture(width: width, height: height)
        picture.fill(luma: 90, blue: 110, red: 140)
        let packets = try encoder.encode(picture) + encoder.finish()
        #expect(packets.count == 1)
    }

    @Test func `sound starts at sample zero, has no gap, and is as long as what went in`() throws {
        let encoder = try AudioEncoder()
        var packets: [AudioPacket] = []
        var random = SeededRandom(seed: 3)
        var total = 0
        while total < 100_000 {
            let count = Int.random(in: 1...5000, using: &random)
            packets += try encoder.encode([Float](repeating: 0.1, count: count * 2))
            total += count
        }
        packets += try encoder.finish()
        #expect(packets.map { $0.pts } == packets.indices.map { $0 * 1024 })
        #expect(packets.reduce(0) { $0 + $1.duration } == total)
        #expect(packets.dropLast().allSatisfy { $0.duration == 1024 })
        #expect(encoder.format.codecs == "mp4a.40.2")
        #expect(try encoder.finish().isEmpty)
    }

    @Test func `no sound gives no packets`() throws {
        let encoder = try AudioEncoder()
        #expect(try encoder.encode([]).isEmpty)
        #expect(try encoder.finish().isEmpty)
    }
}
