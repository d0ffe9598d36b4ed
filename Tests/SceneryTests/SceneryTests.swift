import Film
import Pixels
import Scenery
import Testing

@Suite("Drawn scenery")
struct SceneryTests {
    static let size = PictureSize(width: 640, height: 360)

    func make(_ name: String, seed: UInt64 = 1, size: PictureSize = Self.size, rate: Int = 30) -> any PictureSource {
        SceneryCatalogue.make(name: name, size: size, frameRate: FrameRate(rate), seed: seed)
    }

    @Test("the same seed gives the same frames, in any order", arguments: SceneryCatalogue.names)
    func isPure(name: String) throws {
        let first = make(name)
        let second = make(name)
        let ordered = try [0, 1, 2, 45, 900].map { try frame($0, of: first, Self.size) }
        let backwards = try [900, 45, 2, 1, 0].map { try frame($0, of: second, Self.size) }
        #expect(ordered == backwards.reversed())
        #expect(try frame(0, of: make(name, seed: 2), Self.size) != ordered[0])
    }

    @Test("it moves, a little each frame and never with a jump", arguments: SceneryCatalogue.names)
    func movesCalmly(name: String) throws {
        let source = make(name)
        var before = try frame(100, of: source, Self.size)
        for index in 101...106 {
            let now = try frame(index, of: source, Self.size)
            let total = zip(before, now).prefix(640 * 360).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
            let mean = Double(total) / Double(640 * 360)
            #expect(mean > 0.003 && mean < 4, "\(mean)")
            before = now
        }
    }

    @Test("a frame shows the same moment at every frame rate", arguments: SceneryCatalogue.names)
    func keepsTime(name: String) throws {
        let slow = try frame(25, of: make(name, rate: 25), Self.size)
        let fast = try frame(60, of: make(name, rate: 60), Self.size)
        #expect(slow == fast)
    }

    @Test("every sample is within BT.709 limited range", arguments: SceneryCatalogue.names)
    func staysInRange(name: String) throws {
        for seed in [1, 2, 3] as [UInt64] {
            let samples = try frame(10, of: make(name, seed: seed), Self.size)
            #expect(samples.allSatisfy { (16...240).contains($0) })
            #expect(samples.prefix(640 * 360).allSatisfy { $0 <= 235 })
        }
    }

    @Test("gradients are dithered: no flat bands in the sky", arguments: SceneryCatalogue.names)
    func hasNoBands(name: String) throws {
        let size = PictureSize(width: 1280, height: 720)
        let samples = try frame(0, of: make(name, size: size), size)
        var longest = 0
        for y in stride(from: 4, to: 120, by: 3) {
            var run = 1
            for x in 1..<size.width {
                run = samples[y * size.width + x] == samples[y * size.width + x - 1] ? run + 1 : 1
                longest = max(longest, run)
            }
        }
        // A band of an undithered gradient is some hundred samples long.
        #expect(longest < 40, "\(longest) equal samples in a row")
    }

    @Test("any shape and size can be drawn", arguments: SceneryCatalogue.names)
    func drawsAnySize(name: String) throws {
        for size in [
            PictureSize(width: 128, height: 128), PictureSize(width: 128, height: 720),
            PictureSize(width: 722, height: 130),
            PictureSize(width: 406, height: 720),
        ] {
            let samples = try frame(7, of: make(name, size: size), size)
            // Nothing is left of what the canvas held before.
            #expect(!samples.contains { $0 < 16 })
        }
    }

    @Test("it goes on for ever without wearing out", arguments: SceneryCatalogue.names)
    func lasts(name: String) throws {
        let late = try frame(30 * 3600 * 5, of: make(name), Self.size)
        let early = try frame(0, of: make(name), Self.size)
        let sums = [late, early].map { $0.prefix(640 * 360).reduce(0) { $0 + Int($1) } }
        #expect(abs(sums[0] - sums[1]) < sums[1] / 3)
    }

    @Test(
        "words choose a place only when they name it",
        arguments: [
            (["the", "Sea,"], "sea"), (["mountains"], "ridges"), (["seasons", "change"], "waves"), ([], "waves"),
            (["a", "startling", "idea"], "waves"), (["stars"], "aurora"), (["downtown"], "city"),
            (["economics", "of", "trade"], "waves"), (["ocean", "city", "ship"], "sea"),
        ])
    func choosesByWords(words: [String], name: String) { #expect(SceneryCatalogue.chosenName(for: words) == name) }

    @Test("an unknown name draws the scenery that the words choose")
    func survivesUnknownNames() throws {
        let unknown = SceneryCatalogue.make(
            name: "../../etc", words: ["sea"], size: Self.size, frameRate: FrameRate(30), seed: 4)
        #expect(try frame(3, of: unknown, Self.size) == frame(3, of: make("sea", seed: 4), Self.size))
    }
}
