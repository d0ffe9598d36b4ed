import Testing

@testable import Planning

@Suite("Sentences")
struct SentenceTests {
    @Test(
        "end where a reader stops",
        arguments: [
            ["It rains.", "It pours."],
            ["Dr. Rao met Mrs. Lee at 5.30 p.m. on Oct. 9.", "They spoke."],
            ["It costs $3.50.", "That is fine."],
            ["The water is older than the Sun.", "It was ice."],
            ["He works for the U.S. Navy in Washington D.C. now.", "He left the U.S.", "The rest stayed."],
            ["J. S. Bach wrote it.", "So do I.", "Plan B failed."],
            ["“Stop!” he said.", "“Why?” she asked.", "Nobody knew."],
            ["He said, “Stop.”", "She did (at once).", "Then… nothing."],
            ["Wait… what?", "Really?!", "Yes."],
            ["Bring bread, milk, etc. and come.", "Bring more, etc.", "Come soon."],
            ["See No. 5 and fig. 3 for details.", "Say no.", "It is over in 1999.", "The end."],
            ["海は広い。", "大きい！", "本当？"],
            ["彼は「行け。」", "と言った。"],
            ["¿Qué es esto?", "¡Nada!", "Sí."],
            ["ما هذا؟", "لا شيء۔"],
            ["यह क्या है।", "कुछ नहीं।"],
            ["Версия 2.0 готова.", "Она лучше."],
            ["St. John lives on Main St.", "The house is old."],
            ["e.g. otters swim, i.e. they float.", "See cf. above."],
            ["No stop at the end"],
            ["A colon: then more; and more — end."],
            ["Mt. Everest is 8,848.86 m high.", "It grows."],
        ])
    func split(sentences: [String]) {
        let gap = sentences.first?.last?.isUnspaced == true ? "" : " "
        #expect(SentenceSplitter.sentences(in: sentences.joined(separator: gap)) == sentences)
    }

    @Test("keep stray marks with the sentence before")
    func stray() {
        #expect(SentenceSplitter.sentences(in: "One. … Two. )") == ["One. …", "Two. )"])
        #expect(SentenceSplitter.sentences(in: "") == [])
    }

    @Test(
        "of some length are cut where one would breathe",
        arguments: [
            (
                "When the tide goes out on the coast of Brittany, leaving miles of wet sand behind it, the women of the "
                    + "villages walk out with their baskets to gather what the sea has left for them.",
                ["Brittany,", "it,"]
            ),
            (
                "The engineers had planned for storms, for earthquakes and for fire; nobody had planned for the patience of a "
                    + "small grey fungus that ate, very slowly, through the insulation of every cable in the building.",
                ["fire;", "fungus"]
            ),
        ])
    func clauses(sentence: String, lastWords: [String]) {
        let characters = Array(sentence)
        let parts = ClauseSplitter.parts(of: characters, speed: 1).map { String(characters[$0]) }
        #expect(parts.joined(separator: " ") == sentence)
        #expect(parts.count >= 2)
        let ends = parts.dropLast().compactMap { $0.split(separator: " ").last.map(String.init) }
        #expect(ends.allSatisfy { lastWords.contains($0) }, "\(parts)")
        for part in parts { #expect((2...9).contains(SpeakingRate.seconds(part)), "\(part)") }
    }

    @Test("are never cut behind an article, a preposition or half a figure")
    func leaning() {
        let words = "the old man and the sea of the north with a boat in the bay on the day of the storm".split(
            separator: " ")
        let sentence = Array((0..<6).map { _ in words.joined(separator: " ") }.joined(separator: " "))
        for part in ClauseSplitter.parts(of: sentence, speed: 1).dropLast() {
            let last = String(sentence[part]).split(separator: " ").last.map(String.init) ?? ""
            #expect(!["the", "a", "of", "with", "in", "on", "and"].contains(last))
        }
    }

    @Test("without spaces are cut at their commas")
    func unspaced() {
        let text = Array("山の上には、古い灯台があります、そして毎晩、灯台守は長い階段を登って、大きなランプに火をつけます、遠くの船のために。")
        let parts = ClauseSplitter.parts(of: text, speed: 1)
        #expect(parts.count >= 2)
        for part in parts.dropLast() { #expect(text[part].last == "、") }
        #expect(parts.map { String(text[$0]) }.joined() == String(text))
    }

    @Test(
        "are estimated as long as the default voice takes",
        arguments: [
            // Measured: the default voice at speed 1, silence at both ends taken off.
            ("Some of the water in your glass may be older than the Sun.", 2.76),
            ("Where it does not come, there is only wind, and sand, and distance.", 3.67),
            ("The first photographs took eight hours to make; today a telephone takes a hundred in a second.", 4.93),
            ("In 1969, two men walked on the Moon for 2 hours and 31 minutes.", 4.77),
            ("Nobody knows, and perhaps nobody ever will.", 2.64),
        ])
    func rate(sentence: String, measured: Double) {
        #expect(abs(SpeakingRate.seconds(sentence) / measured - 1) < 0.15)
        #expect(abs(SpeakingRate.seconds(sentence, speed: 2) * 2 / measured - 1) < 0.15)
    }
}
