import Testing

@testable import Scenery

@Suite("Figures that count up")
struct FigureValueTests {
    @Test(
        "a number is found, with what stands around it",
        arguments: [
            ("1,200 km", "", "1,200", "km"), ("37 %", "", "37", "%"), ("$4.5 million", "$", "4.5", "million"),
            ("about 12", "about ", "12", ""), ("3.", "", "3", "."), ("1.234.567 €", "", "1.234.567", "€"),
        ])
    func reads(text: String, before: String, pattern: String, after: String) throws {
        let value = try #require(FigureValue(text))
        #expect(value.before == before && value.pattern == pattern && value.after == after)
    }

    @Test(
        "it is written like its end all the way up",
        arguments: [
            ("1,200", 0.0, "0"), ("1,200", 0.5, "600"), ("1,200", 0.9, "1,080"), ("1,200", 1, "1,200"),
            ("4.5", 0.5, "2.2"), ("0.5", 0, "0.0"), ("1.234.567", 0.5, "617.283"), ("007", 1, "007"),
        ])
    func counts(text: String, fraction: Double, shown: String) throws {
        #expect(try #require(FigureValue(text)).shown(fraction) == shown)
    }

    @Test("text without a usable number is none", arguments: ["", "none", "12345678901234567890", "٣٤"])
    func refuses(text: String) { #expect(FigureValue(text) == nil) }
}
