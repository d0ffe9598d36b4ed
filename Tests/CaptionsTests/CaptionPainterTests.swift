import Captions
import Film
import Pixels
import Testing

@Suite("Caption painter")
struct CaptionPainterTests {
    static let drawn: [CaptionStyle] = [.clean, .karaoke, .boxed]
    let rate = FrameRate(30)
    let accent = Colour(red: 255, green: 196, blue: 84)

    func painter(_ text: String, _ style: CaptionStyle, _ size: PictureSize) -> (CaptionPainter, [Cue]) {
        let cues = CaptionLayout(size: size, frameRate: rate).cues(for: [spoken(text)], scene: 0..<2000)
        return (
            CaptionPainter(cues: cues, style: style, size: size, frameRate: rate, accent: accent), cues
        )
    }

    func grey(_ size: PictureSize, luma: UInt8 = 120) -> Picture {
        let picture = Picture(width: size.width, height: size.height)
        picture.fill(luma: luma, blue: 128, red: 128)
        return picture
    }

    @Test("text stays inside the margins and above the controls", arguments: Shape.allCases, drawn)
    func keepsToSafeArea(shape: Shape, style: CaptionStyle) throws {
        let size = shape.size(side: 720)
        let hostile = "WWWWWWWW MMMMMMMMMM WWWWWWWWWWW, MMMMMMMMM WWWWWW MMMMMMMMM W{\\pos(0,0)}W \\N日本語の字幕は大きい。"
        let (painter, cues) = painter(hostile, style, size)
        let bottoms: [Shape: Double] = [.wide: 0.88, .tall: 0.72, .square: 0.87, .portrait: 0.82]
        for cue in cues {
            let picture = grey(size)
            try painter.paint(frame: cue.frames.lowerBound, onto: picture)
            // The shadow is left out: only what differs clearly counts.
            let box = try #require(changed(picture, from: 120, by: 60))
            #expect(Double(box.left) >= 0.045 * Double(size.width), "\(cue.lineTexts)")
            #expect(Double(box.right) <= 0.955 * Double(size.width), "\(cue.lineTexts)")
            #expect(Double(box.bottom) <= (bottoms[shape] ?? 0) * Double(size.height) + 4)
            #expect(Double(box.top) >= 0.5 * Double(size.height))
        }
    }

    @Test("a frame looks the same whatever was drawn before it", arguments: drawn)
    func isPure(style: CaptionStyle) throws {
        let size = Shape.wide.size(side: 360)
        let text = "The first part comes here, and then another part, and yet one more."
        let (ordered, cues) = painter(text, style, size)
        let last = try #require(cues.last).frames.upperBound
        var inOrder: [[UInt8]] = []
        for frame in stride(from: 0, to: last, by: 3) {
            let picture = grey(size)
            try ordered.paint(frame: frame, onto: picture)
            inOrder.append(bytes(picture))
        }
        let (jumping, _) = painter(text, style, size)
        for (index, frame) in Array(stride(from: 0, to: last, by: 3)).enumerated().reversed() {
            let picture = grey(size)
            try jumping.paint(frame: frame, onto: picture)
            #expect(bytes(picture) == inOrder[index])
        }
    }

    @Test("karaoke colours the word being spoken and moves no letter")
    func colours() throws {
        let size = Shape.wide.size(side: 720)
        let (karaoke, cues) = painter("Every word has its moment.", .karaoke, size)
        let (clean, _) = painter("Every word has its moment.", .clean, size)
        let cue = try #require(cues.first)
        let middle = cue.pieces[2]
        let frame = (middle.start + middle.end) / 2 * 30 / 48_000
        let first = grey(size)
        let second = grey(size)
        try karaoke.paint(frame: frame, onto: first)
        try clean.paint(frame: frame, onto: second)
        // Amber has little blue: its blue difference lies well below grey, in one word's width only.
        let columns = (0..<first.blue.width).filter { x in
            (0..<first.blue.height).contains { first.blue.base[$0 * first.blue.stride + x] < 100 }
        }
        let width = try #require(columns.last) - (try #require(columns.first))
        #expect(width > 10 && width < first.blue.width / 5)
        let box = try #require(changed(first, from: 120, by: 90))
        let other = try #require(changed(second, from: 120, by: 90))
        #expect(box.left == other.left && box.right == other.right && box.top == other.top)
    }

    @Test("text reads on white and on black: bright letters with a dark edge", arguments: drawn, [16, 128, 235])
    func isLegible(style: CaptionStyle, luma: Int) throws {
        let size = Shape.wide.size(side: 720)
        let (painter, cues) = painter("Plain to see.", style, size)
        let picture = grey(size, luma: UInt8(luma))
        try painter.paint(frame: try #require(cues.first).frames.upperBound - 1, onto: picture)
        let samples = bytes(picture).prefix(size.width * size.height)
        #expect(samples.count { $0 >= 225 } > 300)
        #expect(samples.count { $0 <= 110 } > 300)
    }

    @Test("style none, hidden cues and frames without a cue draw nothing")
    func drawsNothing() throws {
        let size = Shape.wide.size(side: 360)
        let (none, _) = painter("Nothing at all.", .none, size)
        let (clean, cues) = painter("Nothing here.", .clean, size)
        let untouched = bytes(grey(size))
        let picture = grey(size)
        try none.paint(frame: 20, onto: picture)
        try clean.paint(frame: try #require(cues.last).frames.upperBound, onto: picture)
        var hidden = cues
        for index in hidden.indices { hidden[index].isDrawn = false }
        let card = CaptionPainter(cues: hidden, style: .clean, size: size, frameRate: rate, accent: accent)
        try card.paint(frame: try #require(cues.first).frames.lowerBound, onto: picture)
        #expect(bytes(picture) == untouched)
    }

    @Test("grey stays grey under a box: no tint from rounding")
    func keepsGrey() throws {
        let size = Shape.wide.size(side: 720)
        let (painter, cues) = painter("Neutral.", .boxed, size)
        let picture = grey(size, luma: 200)
        try painter.paint(frame: try #require(cues.first).frames.lowerBound, onto: picture)
        let chroma = bytes(picture).dropFirst(size.width * size.height)
        #expect(chroma.allSatisfy { $0 == 128 })
    }

    private func bytes(_ picture: Picture) -> [UInt8] {
        var out: [UInt8] = []
        for plane in [picture.luma, picture.blue, picture.red] {
            for row in 0..<plane.height {
                out += UnsafeBufferPointer(start: plane.base + row * plane.stride, count: plane.width)
            }
        }
        return out
    }

    private func changed(
        _ picture: Picture, from luma: Int, by least: Int
    ) -> (left: Int, right: Int, top: Int, bottom: Int)? {
        var box: (left: Int, right: Int, top: Int, bottom: Int)?
        for row in 0..<picture.height {
            for x in 0..<picture.width
            where abs(Int(picture.luma.base[row * picture.luma.stride + x]) - luma) >= least {
                let old = box ?? (x, x, row, row)
                box = (min(old.left, x), max(old.right, x), old.top, row)
            }
        }
        return box
    }
}
