import Encoding
import Film
import Glibc
import LibAV
import Packaging
import Pixels

/// A small film of drawn pictures and a tone, encoded once for all tests.
struct SampleFilm: Sendable {
    var size = PictureSize(width: 320, height: 180)
    var frameRate = FrameRate(30)
    var quality = Quality.standard
    /// Scene lengths in frames: longer than two groups, shorter than the reorder delay, shorter than a second.
    var lengths = [75, 1, 20, 130, 2]

    /// The film that most tests look at.
    static let shared = Result { try SampleFilm().encoded() }

    /// An encoded film.
    struct Encoded: Sendable {
        let scenes: [SceneBitstream]
        let audio: AudioFormat
        let sound: [AudioPacket]

        /// The scenes' packets at their places in the film.
        var pictures: [VideoPacket] {
            var packets: [VideoPacket] = []
            for scene in scenes {
                let start = packets.count
                packets += scene.packets.map { $0.shifted(by: start) }
            }
            return packets
        }

        /// The scenes' small pictures at their times in the film.
        var stills: StillRow {
            var row = StillRow()
            var start = 0
            for scene in scenes {
                for still in scene.stills { row.append(still.still, at: (start + still.frame) * 1000 / 30) }
                start += scene.frameCount
            }
            return row
        }

        var video: VideoFormat { scenes[0].format }
        var size: PictureSize { PictureSize(width: video.width, height: video.height) }
        var tracks: HLSWriter.Tracks { HLSWriter.Tracks(video: video, audio: audio, captionLanguage: "en") }
    }

    var encoder: SceneEncoder { SceneEncoder(size: size, frameRate: frameRate, quality: quality) }

    func encoded() throws -> Encoded {
        let scenes = try lengths.enumerated().map { index, length in
            try encoder.encode(frames: length, opensFilm: index == 0, stills: Thumbnails.tile(for: size)) {
                frame, canvas in
                Self.draw(scene: index, frame: frame, into: canvas)
            }
        }
        let sound = try AudioEncoder()
        let packets = try sound.encode(tone()) + sound.finish()
        return Encoded(scenes: scenes, audio: sound.format, sound: packets)
    }

    /// A picture that is different at every frame of every scene and moves, so that encoders reorder.
    static func draw(scene: Int, frame: Int, into canvas: Picture) {
        for (plane, scale) in [(canvas.luma, 1), (canvas.blue, 2), (canvas.red, 2)] {
            for y in 0..<plane.height {
                let row = plane.base + y * plane.stride
                let shifted = (y * scale + scene &* 40 &+ frame)
                for x in 0..<plane.width {
                    row[x] = UInt8(truncatingIfNeeded: 60 + ((x &* scale &+ frame &* 3) ^ shifted) & 63)
                }
            }
        }
    }

    /// A tone of 440 Hz left and 660 Hz right that fades in over 30 ms, as long as the pictures.
    func tone() -> [Float] {
        let count = frameRate.samples(before: lengths.reduce(0, +), sampleRate: AudioEncoder.sampleRate)
        return (0..<count).flatMap { index in
            let gain = min(1, Float(index) / 1440) * 0.3
            let time = Float(index) / 48_000 * 2 * .pi
            return [gain * sinf(time * 440), gain * sinf(time * 660)]
        }
    }
}

extension HLSWriter {
    /// Feeds a film up to a frame, sound ahead by half a second, as a renderer would.
    func feed(_ film: SampleFilm.Encoded, frames: Range<Int>) throws {
        let pictures = film.pictures
        for index in frames {
            for packet in film.sound
            where (packet.pts - 24_000 + 1600 - 1) / 1600 == index
                || (index == 0 && packet.pts < 24_000)
            {
                try append(audio: packet)
            }
            try append(video: pictures[index])
            let cues = index == 30 ? [CaptionCue(start: 1000, end: 2500, lines: ["a < b", "", "& --> c"])] : []
            try append(captions: cues, through: index * 1000 / 30)
        }
        guard frames.upperBound == pictures.count else { return }
        for packet in film.sound where (packet.pts - 24_000 + 1600 - 1) / 1600 >= pictures.count {
            try append(audio: packet)
        }
    }
}
