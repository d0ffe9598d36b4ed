import Film
import FoundationEssentials
import Testing

@Suite("Small values")
struct SmallValueTests {
    @Test(
        "A size is read as people type it",
        arguments: [("1920x1080", 1_920, 1_080), ("1080X1920", 1_080, 1_920), (" 640 × 360 ", 640, 360)])
    func size(text: String, width: Int, height: Int) throws {
        #expect(try PictureSize(parsing: text) == PictureSize(width: width, height: height))
    }

    @Test(
        "A size that cannot be is refused with the remedy",
        arguments: [
            "0x0", "-1920x1080", "1921x1080", "126x126", "3842x2160", "1920", "x", "1920x1080x3",
            "9999999999999999999x2",
            "a;rm -rf /", "",
        ])
    func badSize(text: String) {
        let error = #expect(throws: FilmError.self) { try PictureSize(parsing: text) }
        #expect(error?.code == .usage && error?.remedy.isEmpty == false)
    }

    @Test(
        "The nearest name is suggested only when it is near",
        arguments: [
            ("fotage", "footage"), ("Hart", "heart"), ("claen", "clean"), ("kareoke", "karaoke"), ("xyzzy", nil),
            ("", nil),
            ("ehart", "heart"),
        ] as [(String, String?)])
    func nearest(typed: String, expected: String?) {
        #expect(NearestName.find(typed, among: ["footage", "heart", "clean", "karaoke"]) == expected)
    }

    @Test("A brief survives its document form")
    func brief() throws {
        for source in [Brief.Source.prompt("a \"b\""), .script("# c\n\nd")] {
            var brief = Brief(source: source)
            brief.voice = nil
            brief.length = 61.5
            let again = try JSONDecoder().decode(Brief.self, from: JSONEncoder().encode(brief))
            #expect(again == brief)
        }
    }
}
