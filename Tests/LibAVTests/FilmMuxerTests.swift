import CLibAV
import Film
import Pixels
import Testing

@testable import LibAV

@Suite struct FilmMuxerTests {
    @Test func `a full disk is said so`() throws {
        let encoder = try VideoEncoder(
            size: PictureSize(width: 128, height: 128), frameRate: FrameRate(30), quality: .draft)
        let error = #expect(throws: LibAVError.self) {
            // Every write to this device fails for want of space.
            let muxer = try FilmMuxer(path: "/dev/full", name: "film.mp4", video: encoder.format, audio: nil)
            for index in 0..<200 {
                try muxer.write(
                    [UInt8](repeating: 1, count: 10_000)[...], stream: 0, pts: index, dts: index, duration: 1,
                    isKey: true, unit: .init(num: 1, den: 30))
            }
            try muxer.finish()
        }
        #expect(error?.isOutputFailure == true)
    }

    @Test func `fragments are read back as they were written, and anything else is refused`() {
        let format = VideoFormat(
            width: 64, height: 64, frameRateNumerator: 25, frameRateDenominator: 1, reorderDelay: 1,
            configuration: [1, 100, 0, 31])
        var muxer = CMAFMuxer(track: .video(format))
        for index in 0..<5 {
            muxer.append(
                VideoPacket(
                    data: Array(repeating: UInt8(index), count: index), pts: index, dts: index - 1, isKey: index == 0))
        }
        let bytes = muxer.flush()
        let entries = FragmentReader.entries(in: bytes)
        #expect(entries?.map { $0.start } == [0, 1000, 2000, 3000, 4000])
        #expect(entries?.map { $0.offset } == [1000, 1000, 1000, 1000, 1000])
        #expect(entries?.map { $0.isKey } == [true, false, false, false, false])
        #expect(entries?.map { Array(bytes[$0.data]) } == (0..<5).map { Array(repeating: UInt8($0), count: $0) })
        for count in 0..<bytes.count { #expect(FragmentReader.entries(in: Array(bytes.prefix(count))) == nil) }
        var random = SeededRandom(seed: 5)
        for _ in 0..<3000 {
            var altered = bytes
            for _ in 0..<3 {
                altered[Int.random(in: 0..<altered.count, using: &random)] = .random(in: 0...255, using: &random)
            }
            // Either answer is right; reading outside the bytes would trap.
            _ = FragmentReader.entries(in: altered)?.map { altered[$0.data].count }
        }
    }
}
