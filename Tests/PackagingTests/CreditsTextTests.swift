import Film
import Packaging
import Testing

@Suite struct CreditsTextTests {
    private let credits = [
        Credit(role: "voice", title: "Heart", author: "Hexgrad", licence: "Apache-2.0", source: "voice-heart"),
        Credit(role: "picture", title: "River\nat dawn", author: "Ana", licence: "CC0-1.0", source: "river.jpg"),
        Credit(role: "picture", title: "Field", licence: "unknown", source: "field.mp4"),
        Credit(role: "picture", title: "River\nat dawn", author: "Ana", licence: "CC0-1.0", source: "river.jpg"),
        Credit(role: "poem", title: "Ode", licence: "", source: ""),
    ]

    @Test func `each work stands once under its heading, on one line`() {
        #expect(
            CreditsText.text(title: "The River", credits: credits) == """
                The River

                Pictures
                  River at dawn, by Ana (CC0-1.0), from river.jpg
                  Field (unknown), from field.mp4

                Voices
                  Heart, by Hexgrad (Apache-2.0), from voice-heart

                Poem
                  Ode

                """)
    }

    @Test func `a film of its own making says so`() {
        #expect(
            CreditsText.text(title: "Alone", credits: [])
                == "Alone\n\nEverything seen and heard was made for this film.\n")
    }

    @Test func `the JSON has each work once, with all its facts`() throws {
        let text = try CreditsText.json(title: "The \"River\"", credits: credits)
        #expect(text.contains(#""title" : "The \"River\"""#))
        #expect(text.components(of: #""river.jpg""#) == 1)
        #expect(text.components(of: #""licence""#) == 4)
    }

    @Test func `the metadata line names everything`() {
        #expect(
            CreditsText.comment(Array(credits.prefix(2)))
                == "Pictures: River at dawn, by Ana (CC0-1.0), from river.jpg. Voices: Heart, by Hexgrad (Apache-2.0), "
                + "from voice-heart")
    }
}

extension String {
    /// How often a text occurs.
    fileprivate func components(of part: String) -> Int {
        split(separator: part, omittingEmptySubsequences: false).count - 1
    }
}
