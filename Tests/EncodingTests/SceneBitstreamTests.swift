import Encoding
import Film
import LibAV
import Pixels
import Testing

@Suite struct SceneBitstreamTests {
    /// Small packets, so that every byte of the form can be tried.
    private let small = SceneBitstream(
        format: VideoFormat(
            width: 640, height: 360, frameRateNumerator: 30, frameRateDenominator: 1, reorderDelay: 2,
            configuration: [1, 100, 0, 31, 255]),
        packets: [
            VideoPacket(data: [1, 2, 3], pts: 0, dts: -2, isKey: true),
            VideoPacket(data: Array(repeating: 7, count: 300), pts: 2, dts: -1, isKey: false),
            VideoPacket(data: [], pts: 1, dts: 0, isKey: false),
        ], stills: [SceneStill(frame: 1, still: Still(size: PictureSize(width: 4, height: 2), bytes: Array(0..<12)))])

    @Test func `a scene survives being stored`() throws {
        #expect(try SceneBitstream(serialised: small.serialised()) == small)
        for scene in try SampleFilm.shared.get().scenes {
            #expect(try SceneBitstream(serialised: scene.serialised()) == scene)
        }
    }

    @Test func `a small picture is taken from the middle of each group, as it is drawn there`() throws {
        let encoder = SceneEncoder(
            size: PictureSize(width: 320, height: 180), frameRate: FrameRate(30), quality: .draft)
        let tile = PictureSize(width: 160, height: 90)
        let scene = try encoder.encode(frames: 150, opensFilm: true, stills: tile) { frame, canvas in
            canvas.fill(luma: UInt8(50 + frame), blue: 100, red: 150)
        }
        let keys = scene.packets.filter { $0.isKey }.map { $0.pts }
        #expect(scene.stills.map { $0.frame } == zip(keys, keys.dropFirst() + [150]).map { ($0 + $1) / 2 })
        for still in scene.stills {
            let level = UInt8(50 + still.frame)
            #expect(
                still.still.bytes == Array(repeating: level, count: 14_400)
                    + Array(repeating: 100, count: 3600) + Array(repeating: 150, count: 3600))
        }
    }

    @Test func `a scene that is cut short anywhere is refused`() {
        let bytes = small.serialised()
        for count in 0..<bytes.count {
            #expect(throws: FilmError.self) { try SceneBitstream(serialised: Array(bytes.prefix(count))) }
        }
    }

    @Test func `a scene with any byte altered is refused`() {
        let bytes = small.serialised()
        for index in bytes.indices {
            var altered = bytes
            altered[index] ^= 0x20
            #expect(throws: FilmError.self) { try SceneBitstream(serialised: altered) }
        }
    }

    @Test(arguments: 0..<20) func `damage behind a right checksum is refused or read, never a crash`(round: Int) {
        var random = SeededRandom(seed: UInt64(round))
        for _ in 0..<500 {
            var bytes = Array(small.serialised().dropLast(8))
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let index = Int.random(in: 5..<bytes.count, using: &random)
                bytes[index] = UInt8.random(in: 0...255, using: &random)
            }
            if Bool.random(using: &random) { bytes.removeLast(Int.random(in: 0..<bytes.count - 5, using: &random)) }
            bytes += checksum(bytes)
            if let scene = try? SceneBitstream(serialised: bytes) {
                #expect(scene.packets.allSatisfy { $0.pts >= $0.dts })
            }
        }
    }

    @Test func `noise is refused`() {
        var random = SeededRandom(seed: 7)
        for count in 0..<500 {
            let noise = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(throws: FilmError.self) { try SceneBitstream(serialised: noise) }
        }
    }

    /// FNV-1a of the bytes as the form ends with it.
    private func checksum(_ bytes: [UInt8]) -> [UInt8] {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return (0..<8).map { UInt8(truncatingIfNeeded: hash >> (8 * $0)) }
    }
}
