import Encoding
import Film
import Glibc
import LibAV
import Packaging
import Pixels

/// A small film of drawn pictures and a tone, for tests.
struct SampleFilm {
    var size = PictureSize(width: 320, height: 180)
    var frameRate = FrameRate(30)
    var quality = Quality.draft
    /// Scene lengths in frames.
    var scenes = [75, 1, 20, 130, 2]

    var frameCount: Int { scenes.reduce(0, +) }
    var encoder: SceneEncoder { SceneEncoder(size: size, frameRate: frameRate, quality: quality) }

    /// A picture that is different at every frame of every scene and moves, so that encoders reorder.
    static func draw(scene: Int, frame: Int, into canvas: Picture) {
        for (plane, scale) in [(canvas.luma, 1), (canvas.blue, 2), (canvas.red, 2)] {
            for y in 0..<plane.height {
                for x in 0..<plane.width {
                    let wave = (x * scale + frame * 3) ^ (y * scale + scene * 40 + frame)
                    plane.base[y * plane.stride + x] = UInt8(clamping: 40 + scale * 20 + wave % 120)
                }
            }
        }
    }

    func encoded() throws -> [SceneBitstream] {
        try scenes.enumerated().map { index, length in
            try encoder.encode(frames: length, opensFilm: index == 0) { frame, canvas in
                Self.draw(scene: index, frame: frame, into: canvas)
            }
        }
    }

    /// The scenes' packets at their places in the film.
    static func joined(_ scenes: [SceneBitstream]) -> [VideoPacket] {
        var packets: [VideoPacket] = []
        for scene in scenes {
            let start = packets.count
            packets += scene.packets.map { $0.shifted(by: start) }
        }
        return packets
    }

    /// A tone of 440 Hz left and 660 Hz right that fades in over 30 ms, as long as the pictures.
    func tone() -> [Float] {
        let count = frameRate.samples(before: frameCount, sampleRate: AudioEncoder.sampleRate)
        return (0..<count).flatMap { index in
            let gain = min(1, Float(index) / 1440) * 0.3
            let time = Float(index) / 48_000 * 2 * .pi
            return [gain * sinf(time * 440), gain * sinf(time * 660)]
        }
    }

    func sound() throws -> (format: AudioFormat, packets: [AudioPacket]) {
        let encoder = try AudioEncoder()
        let packets = try encoder.encode(tone()) + encoder.finish()
        return (encoder.format, packets)
    }
}
