import Film
import Pixels
import Scenery
import Testing

@Suite("Cards")
struct CardTests {
    let accent = Colour(red: 255, green: 196, blue: 84)

    func card(
        _ role: Card.Role, _ text: String, _ detail: String = "", size: PictureSize, over background: any PictureSource,
        frames: Int = 90
    ) throws -> CardSource {
        try CardSource(
            card: Card(role: role, text: text, detail: detail), background: background, size: size,
            frameRate: FrameRate(30), frames: frames, accent: accent)
    }

    static let texts = [
        "The Water Cycle", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", "1",
        "A title that somebody wrote far too long because nobody had told them that twelve words are quite enough",
        "{\\fs400}{\\pos(0,0)}huge \\N \\h {", "日本語の題名はここに書かれています。とても長いです。", "مرحبا بالعالم الجميل",
        "😀 emoji 🎬", "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", "99,999,999 km", "e\u{301}\u{301}\u{301}",
    ]

    @Test("text stays inside the margins in every shape", arguments: Card.Role.allCases, Shape.allCases)
    func keepsToMargins(role: Card.Role, shape: Shape) throws {
        let size = shape.size(side: 360)
        let empty = try frame(60, of: card(role, "", "", size: size, over: Flat(16)), size)
        for text in Self.texts {
            let shown = try frame(60, of: card(role, text, text, size: size, over: Flat(16)), size)
            let box = try #require(difference(shown, empty, size), "\(text) is not shown")
            #expect(Double(box.left) >= 0.03 * Double(size.width), "\(text)")
            #expect(Double(box.right) <= 0.97 * Double(size.width), "\(text)")
            #expect(Double(box.top) >= 0.05 * Double(size.height), "\(text)")
            #expect(Double(box.bottom) <= 0.95 * Double(size.height), "\(text)")
        }
    }

    @Test("white and accent stand at least 4.5 : 1 against any background", arguments: [16, 90, 160, 235])
    func hasContrast(luma: Int) throws {
        let size = PictureSize(width: 640, height: 360)
        let samples = try frame(60, of: card(.title, "Contrast", size: size, over: Flat(UInt8(luma))), size)
        // The accent rule begins the block; its left neighbour is background.
        let rows = 0..<size.height
        let left = Int(0.09 * Double(size.width)) + 6
        let brightest = try #require(rows.map { Int(samples[$0 * size.width + left]) }.max())
        let behind = Int(samples[size.height / 2 * size.width + left - 12])
        #expect((luminance(luma: brightest) + 0.05) / (luminance(luma: behind) + 0.05) >= 4.5)
        // The rule alone: above the letters.
        let rule = try #require(rows.first { abs(Int(samples[$0 * size.width + left]) - behind) > 60 })
        let amber = Int(samples[rule * size.width + left])
        #expect((luminance(luma: amber) + 0.05) / (luminance(luma: behind) + 0.05) >= 4.0)
    }

    @Test("lines enter one after another, settle, and leave together")
    func entersAndLeaves() throws {
        let size = PictureSize(width: 640, height: 360)
        let source = try card(.title, "One", "and a smaller line", size: size, over: Flat(40))
        let bare = try frame(0, of: source, size)
        func changed(_ index: Int) throws -> Int {
            try zip(frame(index, of: source, size), bare).count { abs(Int($0) - Int($1)) > 30 }
        }
        #expect(try changed(1) == 0)
        let early = try changed(6)
        let settled = try changed(30)
        #expect(early < settled)
        #expect(try frame(30, of: source, size) == frame(70, of: source, size))
        #expect(try changed(86) <= settled)
        #expect(try frame(90, of: source, size) == bare)
        #expect(try frame(200, of: source, size) == bare)
    }

    @Test("a card is the same whatever was drawn before", arguments: Card.Role.allCases)
    func isPure(role: Card.Role) throws {
        let size = PictureSize(width: 426, height: 240)
        func make() throws -> CardSource {
            let background = SceneryCatalogue.make(name: "waves", size: size, frameRate: FrameRate(30), seed: 3)
            return try card(role, "1,200 km", "from spring to sea", size: size, over: background)
        }
        let first = try make()
        let second = try make()
        let order = [0, 4, 5, 6, 9, 14, 30, 60, 85, 89]
        let forward = try order.map { try frame($0, of: first, size) }
        let backward = try order.reversed().map { try frame($0, of: second, size) }
        #expect(forward == backward.reversed())
    }

    @Test("a figure counts up and ends exactly as written")
    func counts() throws {
        let size = PictureSize(width: 640, height: 360)
        let source = try card(.number, "1,200 km", size: size, over: Flat(30))
        let midway = try frame(12, of: source, size)
        let final = try frame(40, of: source, size)
        #expect(midway != final)
        #expect(try frame(35, of: source, size) == final)
    }

    @Test("footage lies out of focus behind the words and keeps its brightness")
    func softens() throws {
        final class Stripes: PictureSource {
            func draw(frame index: Int, into canvas: Picture) {
                canvas.fill(luma: 40, blue: 128, red: 128)
                for y in 0..<canvas.luma.height {
                    for x in 0..<canvas.luma.width where x / 4 % 2 == 0 {
                        canvas.luma.base[y * canvas.luma.stride + x] = 80
                    }
                }
            }
        }
        let size = PictureSize(width: 640, height: 360)
        let sharp = try frame(40, of: card(.title, "", size: size, over: Stripes()), size)
        let even = try frame(40, of: card(.title, "", size: size, over: Flat(60)), size)
        for y in [20, 180, 340] {
            for x in stride(from: 8, to: 632, by: 5) {
                #expect(abs(Int(sharp[y * 640 + x]) - Int(even[y * 640 + x])) <= 5)
            }
        }
    }

    @Test("an empty card is its background, darkened")
    func survivesEmptiness() throws {
        let size = PictureSize(width: 320, height: 180)
        let samples = try frame(30, of: card(.quote, " \n ", "", size: size, over: Flat(200)), size)
        #expect(samples.prefix(320 * 180).allSatisfy { $0 < 200 })
    }
}
