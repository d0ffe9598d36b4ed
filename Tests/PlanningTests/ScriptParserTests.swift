import Film
import Testing

@testable import Planning

@Suite("A script")
struct ScriptParserTests {
    private func words(_ script: Script) -> [String] {
        script.blocks.flatMap { block -> [String] in
            switch block.content {
            case .paragraph(let pieces): pieces.compactMap(\.words)
            case .quote(let text, _): [text]
            case .chapter, .pauseForThought: []
            }
        }
    }

    private func directions(_ script: Script) -> [Direction] {
        script.blocks.flatMap { block -> [Direction] in
            guard case .paragraph(let pieces) = block.content else { return [] }
            return pieces.compactMap { if case .direction(let direction) = $0.content { direction } else { nil } }
        }
    }

    @Test("has a title, chapters, paragraphs, quotes and breaks")
    func blocks() throws {
        let script = try ScriptParser.parse(
            """
            # The *Title*

            First paragraph
            of two lines.

            ## Chapter [one](x)
            Second.

            ### Small

            > Quoted words,
            > two lines.
            > — Someone *Great*

            ***
            # Chapter two
            """)
        #expect(script.title == "The Title")
        #expect(
            script.blocks.map(\.content) == [
                .paragraph([ScriptPiece(content: .words("First paragraph of two lines."), line: 3)]),
                .chapter("Chapter one"),
                .paragraph([ScriptPiece(content: .words("Second."), line: 7)]),
                .pauseForThought,
                .quote("Quoted words, two lines.", source: "Someone Great"),
                .pauseForThought,
                .chapter("Chapter two"),
            ])
        #expect(script.blocks.map(\.line) == [3, 6, 7, 9, 11, 15, 16])
        #expect(script.diagnostics.isEmpty)
    }

    @Test(
        "keeps what is not to be spoken out of the narration",
        arguments: [
            ("One. <!-- two --> Three.", ["One. Three."]),
            ("One.\n<!-- two\n\nthree -->\nFour.", ["One.", "Four."]),
            ("One.\n\n```swift\nlet two = 3\n```\n\nFour.", ["One.", "Four."]),
            ("One.\n~~~\ntwo", ["One."]),
            ("One.\n\n| a | b |\n|---|---|\n| c | d |\n\nTwo.", ["One.", "Two."]),
            ("One[^1].\n\n[^1]: A footnote.\n[ref]: http://x.org", ["One."]),
            ("<script>\nalert(1)\n</script>\nOne.", ["One."]),
            ("- eggs\n- milk;\n* \"Bread.\"\n2. [x] jam!", ["eggs.", "milk.", "\"Bread.\"", "jam!"]),
            ("- an item\n  over two lines\n\nText.", ["an item over two lines.", "Text."]),
            ("Title\n=====\n\nWords here.", ["Words here."]),
            ("Chapter\n---\nWords here.", ["Words here."]),
            ("A sentence that ends.\n---\nWords here.", ["A sentence that ends.", "Words here."]),
            ("\u{FEFF}One\r\ntwo.\r\n\r\nThree.\r\n", ["One two.", "Three."]),
            ("海は\n広い。", ["海は広い。"]),
            ("    indented is a paragraph", ["indented is a paragraph"]),
            ("[Applause]\nThank you.", ["Thank you."]),
            ("Say [sic] this.", ["Say sic this."]),
            ("🎉🎉\n\nWords.", ["Words."]),
            ("---\nNot a setting.\n---\nWords.", ["Not a setting.", "Words."]),
            ("1999 was good.\n2000. Not a list.", ["1999 was good. 2000. Not a list."]),
            (
                "A " + String(repeating: "x", count: 300) + " b.",
                ["A b."]
            ),
        ])
    func spoken(text: String, expected: [String]) throws {
        #expect(try words(ScriptParser.parse(text)) == expected)
    }

    @Test(
        "follows directions",
        arguments: [
            ("[picture: waves at dawn]", [.picture(queries: ["waves at dawn"], avoid: [], file: nil)]),
            (
                "[photo: harbour, boats, no people]",
                [.picture(queries: ["harbour boats", "harbour", "boats"], avoid: ["people"], file: nil)]
            ),
            (
                "[picture: photos/old_boat-2.JPG]",
                [.picture(queries: ["old boat 2"], avoid: [], file: "/s/photos/old_boat-2.JPG")]
            ),
            ("![a red boat](./boat.jpg)", [.picture(queries: ["a red boat"], avoid: [], file: "/s/boat.jpg")]),
            ("![](/abs/boat.webm)", [.picture(queries: ["boat"], avoid: [], file: "/abs/boat.webm")]),
            ("![a boat](https://x.org/b.jpg)", [.picture(queries: ["a boat"], avoid: [], file: nil)]),
            ("[pause: 1.5s]", [.pause(1_500)]), ("[pause: 800 ms]", [.pause(800)]), ("[Pause]", [.pause(1_000)]),
            ("[music: Tender]", [.music(.mood("tender"))]), ("[music: none]", [.music(.none)]),
            ("[music: my song.opus]", [.music(.file("/s/my song.opus"))]),
            ("[voice: heart]", [.voice(VoiceChoice(id: "heart"))]),
            ("[voice: heart, 0.9]", [.voice(VoiceChoice(id: "heart", speed: 0.9))]),
            ("[voice: default]", [.voice(nil)]),
            (
                "[card: 37 % of all rivers | of the world's water]",
                [.card(Card(role: .title, text: "37 % of all rivers", detail: "of the world's water"))]
            ),
            ("[card: 37 % | of all rivers]", [.card(Card(role: .number, text: "37 %", detail: "of all rivers"))]),
            ("[card: $1,200]", [.card(Card(role: .number, text: "$1,200"))]),
            ("[card: The end]", [.card(Card(role: .title, text: "The end"))]),
            ("[scenery: Sea]", [.scenery("sea")]), ("[scenery]", [.scenery(nil)]),
            ("[avoid: people, cars]", [.avoid(["people", "cars"])]), ("[avoid: nothing]", [.avoid([])]),
            ("[pause: 2s] [picture: a dam]", [.pause(2_000), .picture(queries: ["a dam"], avoid: [], file: nil)]),
        ] as [(String, [Direction])])
    func follow(text: String, expected: [Direction]) throws {
        let script = try ScriptParser.parse("Before.\n\(text)\nAfter.", folder: "/s")
        #expect(directions(script) == expected)
        #expect(words(script) == ["Before.", "After."])
        #expect(script.diagnostics.isEmpty, "\(script.diagnostics)")
    }

    @Test(
        "says what it cannot follow, and where",
        arguments: [
            ("[pictur: waves]", "There is no direction \"pictur\"; did you mean [picture: …]?"),
            (
                "[qqq: waves]",
                "There is no direction \"qqq\"; known are avoid, card, music, pause, picture, scenery, voice."
            ),
            (
                "[pause: long]",
                "The direction [pause: long] has no length from 0 to 60 s; write for example [pause: 1.5s]."
            ),
            (
                "[pause: -1s]",
                "The direction [pause: -1s] has no length from 0 to 60 s; write for example [pause: 1.5s]."
            ),
            (
                "[voice: heart, 9]",
                "The direction [voice: heart, 9] has no speed from 0.5 to 2; write for example [voice: heart, 0.9]."
            ),
            ("[picture: ]", "The direction [picture: ] says nothing; write what to see: [picture: waves at dawn]."),
            (
                "![](http://x.org/a.jpg)",
                "The picture \"http://x.org/a.jpg\" is an address; pictures come from files and libraries."
            ),
            ("| a |\n|---|\n| b |\n", "A table cannot be read aloud; it is left out."),
            ("<!-- never closed", "The comment that starts here has no end -->; it is read as text."),
        ])
    func warnings(text: String, message: String) throws {
        let script = try ScriptParser.parse("Before.\n\n\(text)\nAfter.")
        #expect(script.diagnostics.map(\.message) == [message])
        #expect(script.diagnostics.map(\.line) == [3])
    }

    @Test("takes settings from its front matter")
    func settings() throws {
        let script = try ScriptParser.parse(
            """
            ---
            # a remark
            Title: "A Day"
            voice: none
            music: tender
            captions: karaoke
            shape: 9:16
            fps: 25
            length: 1m30s
            quality: high
            seed: 7
            logo: brand/mark.png
            logo-corner: bottom-left
            colour: red
            speed: 9
            ---
            Words.
            """, folder: "/s")
        var settings = ScriptSettings()
        settings.title = "A Day"
        settings.voice = .some(nil)
        settings.music = .mood("tender")
        settings.captions = .karaoke
        settings.size = PictureSize(width: 1_080, height: 1_920)
        settings.frameRate = FrameRate(25)
        settings.length = 90
        settings.quality = .high
        settings.seed = 7
        settings.logo = "/s/brand/mark.png"
        settings.logoCorner = .bottomLeft
        #expect(script.settings == settings)
        #expect(script.title == "A Day")
        #expect(script.diagnostics.map(\.line) == [14, 15])
        var brief = Brief(source: .script(""))
        brief.quality = .draft
        script.settings.apply(to: &brief)
        #expect(brief.logo == Logo(file: "/s/brand/mark.png", corner: .bottomLeft))
        #expect(brief.voice == nil && brief.quality == .draft && brief.length == 90)
    }

    @Test(
        "that is no script is refused with a sentence and a remedy",
        arguments: [
            ("", "The script is empty."), (" \n\t\r\n ", "The script is empty."),
            ("\u{FEFF}\n", "The script is empty."),
            ("\u{0}\u{1}\u{2}ELF\u{0}", "The script is not text: it holds characters that no text has."),
            (
                String(repeating: "word ", count: 40_001),
                "The script has 200005 characters; at most 200000 are allowed."
            ),
        ])
    func refused(text: String, message: String) {
        let error = #expect(throws: FilmError.self) { try ScriptParser.parse(text) }
        #expect(error?.message == message)
        #expect(error?.code == .input && error?.remedy.isEmpty == false)
    }

    @Test(
        "of lengths is read as people write them",
        arguments: [
            ("90", 90), ("1.5s", 1.5), ("1,5 s", 1.5), ("1500ms", 1.5), ("2 min", 120), ("1m30s", 90), ("1:30", 90),
            ("1:02:03", 3_723), ("1h", 3_600), ("0", 0), ("", nil), ("-1", nil), ("1:99", nil), ("nan", nil),
            ("inf", nil),
            ("1e9", nil), ("5 parsecs", nil), ("99999999999", nil), ("1..5s", nil),
        ] as [(String, Double?)])
    func durations(text: String, seconds: Double?) {
        #expect(DurationText.seconds(text) == seconds)
    }
}
