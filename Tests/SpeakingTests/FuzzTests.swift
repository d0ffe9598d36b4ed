import Film
import Testing

@testable import Speaking

@Suite struct FuzzTests {
    /// Text of a random kind: any Unicode, or pieces that mean something to the reader in an order that means nothing.
    private func text(_ random: inout SeededRandom) -> String {
        let pieces = [
            "$", "5", ".", ",", "-", "–", "%", "km", "/", ":", "#", "@", "&", "'", "\"", "(", ")", "[", "]", "°", "½",
            "II", "St.",
            "Dr.", "U.S.", "e.g.", "pm", "million", " ", " ", " ", "the", "apple", "X", "1st", "0", "007", "http://",
            "www.", ".com", "€",
            "\u{301}", "\u{200d}", "🎉", "é", "ß", "İ", "ﬁ", "٣", "我", "ё", "\u{0}", "\n", "+", "=", "~", "<", ">", "|",
            "\\", "{", "}", "…",
        ]
        var text = ""
        for _ in 0..<Int.random(in: 1...40, using: &random) {
            if Bool.random(using: &random) {
                text += pieces.randomElement(using: &random) ?? ""
            } else if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x1_f9ff, using: &random)) {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    @Test("No text crashes the reader, and every piece belongs to a word of the text")
    func reader() {
        var random = SeededRandom(seed: 11)
        for _ in 0..<4000 {
            let text = text(&random)
            let count = text.split { $0.isWhitespace }.count
            #expect(
                Reader(text).pieces().allSatisfy { $0.source >= 0 && $0.source < count }, "\(text.debugDescription)")
        }
    }

    @Test("No text crashes the pronouncer, and what it says is in the voice's alphabet or a mark")
    func pronouncer() throws {
        let pronouncer = try Studio.pronouncer()
        var random = SeededRandom(seed: 12)
        for _ in 0..<400 { _ = try pronouncer.phonemes(text(&random)) }
    }

    @Test("Random text is spoken or refused, and its times stay within the sound")
    func engine() async throws {
        let engine = try Studio.ready()
        var random = SeededRandom(seed: 13)
        for _ in 0..<25 {
            let text = text(&random)
            do {
                let narration = try await engine.speak(text, voice: Studio.heart, seed: 1)
                #expect(
                    narration.words.allSatisfy {
                        $0.start >= 0 && $0.end <= narration.samples.count && $0.start <= $0.end
                    })
            } catch let error as FilmError {
                #expect(error.code == .input, "\(error)")
            }
        }
    }

    @Test("The longest text that is accepted is pronounced", arguments: ["a", "7", "-", "Ab1", "$5 ", "é"])
    func longest(unit: String) throws {
        let text = String(repeating: unit, count: 10_000 / unit.count)
        _ = try Studio.pronouncer().phonemes(text)
    }
}
