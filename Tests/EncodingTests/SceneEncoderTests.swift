import Encoding
import Film
import LibAV
import Packaging
import Pixels
import Testing

@Suite struct SceneEncoderTests {
    @Test func `every scene has the same header, one packet a picture, and starts with a key picture`() throws {
        let film = try SampleFilm.shared.get()
        #expect(Set(film.scenes.map { $0.format.configuration }).count == 1)
        for (scene, length) in zip(film.scenes, SampleFilm().lengths) {
            #expect(scene.packets.count == length)
            #expect(scene.packets.map { $0.pts }.sorted() == Array(0..<length))
            #expect(scene.packets.map { $0.dts } == (0..<length).map { $0 - scene.format.reorderDelay })
            #expect(scene.packets.first?.isKey == true)
        }
        #expect(film.video.reorderDelay == 2)
        #expect(film.video.codecs.hasPrefix("avc1.6400"))
    }

    @Test func `key pictures stand exactly where the plan has them`() throws {
        let film = try SampleFilm.shared.get()
        for (index, scene) in film.scenes.enumerated() {
            let plan = GOPPlan.keyFrames(frames: scene.frameCount, longest: 60, first: index == 0 ? 30 : nil)
            #expect(scene.packets.filter { $0.isKey }.map { $0.pts } == plan)
        }
    }

    @Test func `the same scene gives the same bytes`() throws {
        let film = SampleFilm()
        let again = try film.encoder.encode(frames: 20, stills: Thumbnails.tile(for: film.size)) { frame, canvas in
            SampleFilm.draw(scene: 2, frame: frame, into: canvas)
        }
        #expect(try SampleFilm.shared.get().scenes[2] == again)
    }

    @Test func `a scene of noise gives the same bytes every time, however its threads run`() throws {
        let encoder = SceneEncoder(
            size: PictureSize(width: 640, height: 360), frameRate: FrameRate(30), quality: .standard)
        let runs = try (0..<4).map { _ in
            try encoder.encode(frames: 40) { frame, canvas in
                canvas.fill(luma: 100, blue: 128, red: 128)
                var state = UInt32(frame + 1)
                for offset in 0..<canvas.luma.stride * canvas.luma.height {
                    state = state &* 1_664_525 &+ 1_013_904_223
                    canvas.luma.base[offset] = UInt8(truncatingIfNeeded: state >> 24)
                }
            }
        }
        #expect(runs.allSatisfy { $0 == runs[0] })
    }

    @Test func `packets are handed on while the scene is still being drawn`() throws {
        var drawn = 0
        var drawnAtFirstGroup: Int?
        let scene = try SampleFilm().encoder.encode(frames: 90, opensFilm: true) { frame, canvas in
            SampleFilm.draw(scene: 0, frame: frame, into: canvas)
            drawn = frame + 1
        } emit: { packet in
            if packet.isKey, packet.pts == 30 { drawnAtFirstGroup = drawn }
        }
        #expect(scene.frameCount == 90)
        #expect(try #require(drawnAtFirstGroup) < 60)
    }

    @Test func `a scene that is stopped draws no further picture`() {
        struct Stopped: Error {}
        var drawn = 0
        #expect(throws: Stopped.self) {
            try SampleFilm().encoder.encode(frames: 90) {
                if drawn == 3 { throw Stopped() }
            } draw: { frame, canvas in
                SampleFilm.draw(scene: 0, frame: frame, into: canvas)
                drawn += 1
            }
        }
        #expect(drawn == 3)
    }

    @Test func `what changes the output changes the identity`() {
        var identities: Set<String> = []
        for quality in Quality.allCases {
            for rate in [24, 30] {
                let film = SampleFilm(frameRate: FrameRate(rate), quality: quality)
                identities.insert(film.encoder.identity)
                #expect(film.encoder.identity == film.encoder.identity)
            }
        }
        #expect(identities.count == 6)
    }

    @Test(arguments: Quality.allCases) func `every quality encodes`(quality: Quality) throws {
        let film = SampleFilm(quality: quality)
        let scene = try film.encoder.encode(frames: 12) { frame, canvas in
            SampleFilm.draw(scene: 0, frame: frame, into: canvas)
        }
        #expect(scene.frameCount == 12)
    }

    @Test(
        arguments: [
            (0, 60, nil, []), (1, 60, nil, [0]), (60, 60, nil, [0]), (61, 60, nil, [0, 30]),
            (129, 60, nil, [0, 43, 86]),
            (20, 60, 30, [0]), (30, 60, 30, [0]), (31, 60, 30, [0, 30]), (150, 60, 30, [0, 30, 90]),
        ] as [(Int, Int, Int?, [Int])])
    func `groups of pictures are even and never longer than asked`(
        frames: Int, longest: Int, first: Int?, expected: [Int]
    ) {
        #expect(GOPPlan.keyFrames(frames: frames, longest: longest, first: first) == expected)
    }
}
