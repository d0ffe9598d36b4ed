import Film
import LibASS
import Testing

@Suite("Text for libass")
struct AssEscapeTests {
    @Test(
        "markup is shown, not obeyed",
        arguments: [
            ("{\\b1}x", "\\{\\\u{2060}b1\\}x"), ("a\\Nb", "a\\\u{2060}Nb"), ("\\", "\\\u{2060}"),
            ("  two", "\\h\\htwo"), ("a\nb\r\nc", "a\\Nb\\Nc"), ("a\n b", "a\\N\\hb"), ("t\u{0}\u{1B}[1m", "t[1m"),
            ("", ""),
        ])
    func escapes(text: String, escaped: String) { #expect(assEscaped(text) == escaped) }

    @Test("no escaped text opens a tag block or a line of its own", arguments: 1...200)
    func opensNothing(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let alphabet = Array("{}\\Nnhabpos()1&H\n\r\t \u{2060}é日").map { $0 }
        let text = String((0..<40).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] })
        let escaped = Array(assEscaped(text).unicodeScalars)
        var index = 0
        while index < escaped.count {
            if escaped[index] == "\\", index + 1 < escaped.count {
                // Only the escapes that we write may follow a backslash.
                #expect("{}Nh\u{2060}".unicodeScalars.contains(escaped[index + 1]))
                index += 2
                continue
            }
            #expect(escaped[index] != "{" && escaped[index] != "}" && escaped[index].value >= 0x20)
            index += 1
        }
    }

    @Test("libass draws the braces and letters of a tag")
    func drawsTags() throws {
        let renderer = try TextRenderer(size: Shape.wide.size())
        let style = TextStyle(face: .semiBold, size: 50)
        func width(_ text: String) throws -> Int {
            try renderer.set([text], style: style, anchor: .topLeft, x: 20, y: 20).bounds()?.x.count ?? 0
        }
        let plain = try width("x")
        #expect(try width("{\\fs200}x") > plain + 150)
        #expect(try width("a\\Nb") > width("a") + width("b"))
        #expect(try width("{\\p1}m 0 0 l 900 0 900 900{\\p0}") < 900)
    }

    @Test("each run keeps bitmaps of its own, in the order given")
    func separatesRuns() throws {
        let renderer = try TextRenderer(size: Shape.wide.size())
        let set = try renderer.set(
            ["one ", "two ", "three"], style: TextStyle(face: .semiBold, size: 60, outline: 3), anchor: .topLeft, x: 40,
            y: 40)
        let boxes = try (0..<3).map { try #require(set.bounds(run: $0)).x }
        #expect(boxes[0].upperBound < boxes[1].lowerBound && boxes[1].upperBound < boxes[2].lowerBound)
    }

    @Test("letters that Inter lacks come from other fonts", arguments: ["日本語", "مرحبا", "שלום", "ไทย"])
    func fallsBack(text: String) throws {
        let renderer = try TextRenderer(size: Shape.wide.size())
        let set = try renderer.set(
            [text], style: TextStyle(face: .semiBold, size: 60), anchor: .topLeft, x: 40, y: 40)
        let ink = set.layers.reduce(0) { $0 + $1.coverage.reduce(0) { $0 + Int($1) } }
        #expect(ink > 60 * 60 * 10)
    }
}
