import Film
import Testing

@testable import Planning

@Suite("The rule planner")
struct RulePlannerTests {
    private func plan(_ text: String, _ change: (inout Brief) -> Void = { _ in }) throws -> Plan {
        var brief = Brief(source: .script(text))
        change(&brief)
        return try RulePlanner().plan(brief)
    }

    private func prompt(_ text: String, _ change: (inout Brief) -> Void = { _ in }) throws -> Plan {
        var brief = Brief(source: .prompt(text))
        change(&brief)
        return try RulePlanner().plan(brief)
    }

    private func card(_ scene: Scene) -> Card? { if case .card(let card) = scene.shot.kind { card } else { nil } }

    private static let story = """
        # The Tide

        The sea comes in twice a day, and twice a day it goes out again.

        Fishermen on this coast know its hours better than their own.

        ## The Moon

        It is the Moon that pulls, from a distance of thirty Earths.
        """

    @Test("opens with a sentence over a picture, then shows the title")
    func hook() throws {
        let scenes = try plan(Self.story).storyboard.scenes
        #expect(scenes[0].narration == "The sea comes in twice a day, and twice a day it goes out again.")
        #expect(scenes[0].shot.kind == .footage && scenes[0].entrance == .fade)
        #expect(card(scenes[1]) == Card(role: .title, text: "The Tide"))
        #expect((2_500...4_000).contains(scenes[1].minimumDuration) && scenes[1].narration.isEmpty)
        #expect(card(scenes[3]) == Card(role: .chapter, text: "The Moon"))
        #expect(scenes[3].entrance == .dissolve && scenes[4].entrance == .dissolve)
    }

    @Test("leaves the silences of the house style")
    func pauses() throws {
        let scenes = try plan(
            "One sentence is here for us to hear. Another sentence follows it at once, quite soon.\n\n\(Self.story)"
        )
        .storyboard.scenes.filter { !$0.narration.isEmpty }
        #expect(
            scenes.map(\.pauseAfter) == [750, 750, 750, 1_200, 1_500]
                || scenes.map(\.pauseAfter) == [750, 750, 1_200, 1_500])
        let two = try plan(
            "The first of the sentences is long enough to stand by itself here. The second one of them is also "
                + "long enough for its own picture."
        ).storyboard.scenes
        #expect(two.map(\.pauseAfter) == [320, 1_500])
    }

    @Test("never shows two cards in a row at the start")
    func openingCards() throws {
        let scenes = try plan("# Title\n\nA first sentence to hear.\n\n## Chapter\n\nA second one.").storyboard.scenes
        #expect(scenes.compactMap(card) == [Card(role: .title, text: "Title", detail: "Chapter")])
        let first = try plan("# Title\n\n## Chapter\n\nA first sentence to hear. And a second one.").storyboard.scenes
        #expect(first.compactMap(card) == [Card(role: .title, text: "Title", detail: "Chapter")])
        #expect(card(first[0]) == nil)
    }

    @Test("cuts a long sentence into shots that belong together")
    func longSentence() throws {
        let scenes = try plan(
            "When the tide goes out on the coast of Brittany, leaving miles of wet sand behind it, the women of the villages "
                + "walk out with their baskets to gather what the sea has left for them, as they have always done."
        ).storyboard.scenes
        #expect(scenes.count >= 2)
        #expect(scenes.dropLast().allSatisfy { $0.continuesInNext && $0.pauseAfter == 0 })
        #expect(scenes.last?.continuesInNext == false)
    }

    @Test("lets a direction cut in the middle of a sentence")
    func directedCut() throws {
        let scenes = try plan(
            "[picture: otters]\nOtters play all day in the cold river,\n[picture: osprey]\nand the osprey keeps watch from a branch."
        ).storyboard.scenes
        #expect(
            scenes.map(\.narration) == [
                "Otters play all day in the cold river,", "and the osprey keeps watch from a branch.",
            ])
        #expect(scenes.map(\.continuesInNext) == [true, false])
        #expect(scenes.map { $0.shot.queries.first } == ["otters", "osprey"])
    }

    @Test("shows silently what is asked for without words")
    func silentShots() throws {
        let scenes = try plan(
            "A river.\n\n[card: 11 | countries]\n[picture: delta]\n[pause: 6s]\n\n[scenery: sea]\n\n![](end.jpg)"
        )
        .storyboard.scenes
        #expect(scenes.map(\.narration) == ["A river.", "", "", "", ""])
        #expect(card(scenes[1])?.role == .number)
        #expect(scenes.map(\.minimumDuration).dropFirst() == [3_000, 6_000, 4_000, 4_000])
        #expect(scenes[3].shot.kind == .scenery("sea"))
        #expect(scenes[4].shot.file == "end.jpg")
    }

    @Test("changes pause, music, narrator and what to avoid where the writer says so")
    func directions() throws {
        let plan = try plan(
            """
            [music: happy]
            The first sentence of this film is spoken by its own narrator.
            [pause: 2s]
            [voice: george, 0.9]
            [music: none]
            [avoid: cars]
            The second one is spoken by another voice in the silence.

            [voice: default]
            The third goes back to the first voice, and no cars are seen.
            """)
        let board = plan.storyboard
        #expect(board.music == .mood("happy"))
        #expect(board.scenes.map(\.pauseAfter) == [2_000, 750, 1_500])
        #expect(board.scenes.map(\.voice) == [nil, VoiceChoice(id: "george", speed: 0.9), nil])
        #expect(board.scenes.map(\.music) == [nil, MusicChoice.none, nil])
        #expect(board.scenes.map(\.shot.avoid) == [[], ["cars"], ["cars"]])
        #expect(plan.diagnostics.isEmpty)
    }

    @Test("lets music that the script silenced begin again, but not what the person silenced")
    func silencedMusic() throws {
        let text = "[music: none]\nThe first sentence stands here.\n\n[music: tender]\nThe second sentence stands here."
        let written = try plan(text).storyboard
        #expect(written.music == .none && written.scenes.last?.music == .mood("tender"))
        let asked = try plan(text) { $0.music = .none }.storyboard
        #expect(asked.music == .none && asked.scenes.allSatisfy { $0.music == nil })
    }

    @Test("puts a short quote on a card and speaks it; a long one over pictures")
    func quotes() throws {
        let short = try plan("Before it.\n\n> “Nature does not hurry.”\n> — Lao Tzu\n\nAfter it.").storyboard.scenes
        #expect(card(short[1]) == Card(role: .quote, text: "Nature does not hurry.", detail: "Lao Tzu"))
        #expect(short[1].narration == "“Nature does not hurry.”")
        let words = (0..<60).map { "word\($0)" }.joined(separator: " ")
        let long = try plan("> \(words)")
        #expect(long.storyboard.scenes.allSatisfy { card($0) == nil })
        #expect(long.diagnostics.count == 1)
    }

    @Test("makes a film without a voice long enough to read")
    func silentFilm() throws {
        let scenes = try plan(Self.story) { $0.voice = nil }.storyboard.scenes
        for scene in scenes where !scene.narration.isEmpty {
            #expect(scene.minimumDuration >= 3_000)
            #expect(Double(scene.narration.count) / (Double(scene.minimumDuration) / 1_000) <= 15.01)
        }
    }

    @Test(
        "opens a prompt's film with its title, speaks its sentences and holds pictures to the length",
        arguments: [10.0, 30, 61.5, 600])
    func prompts(length: Double) throws {
        let board = try prompt("The sea at night. Ships pass far out, and nobody sees them.") { $0.length = length }
            .storyboard
        let scenes = board.scenes
        #expect(card(scenes[0]) == Card(role: .title, text: "The sea at night"))
        #expect(
            scenes.map(\.narration).filter { !$0.isEmpty } == [
                "The sea at night.", "Ships pass far out, and nobody sees them.",
            ])
        let total = scenes.reduce(0.0) { $0 + seconds($1) }
        #expect(abs(total - length) < 0.5)
        for scene in scenes where scene.narration.isEmpty {
            #expect((3_000...9_000).contains(scene.minimumDuration))
            #expect(!scene.shot.queries.isEmpty)
        }
    }

    @Test(
        "takes the request for a film off a prompt",
        arguments: [
            ("Make a 30 second video about the history of tea.", "The history of tea.", 30),
            ("please create me a short film about otters", "Otters", nil),
            ("A 2-minute documentary on the Moon and its tides", "The Moon and its tides", 120),
            ("Make hay while the sun shines.", "Make hay while the sun shines.", nil),
            ("A video of a cat", "A cat", nil),
            ("A short walk.", "A short walk.", nil),
            ("Generate a video", "Generate a video", nil),
        ] as [(String, String, Double?)])
    func requests(text: String, expected: String, length: Double?) {
        #expect(PromptRequest.read(text) == PromptRequest(text: expected, length: length))
    }

    @Test("never cuts words for a length, and says so")
    func tooShort() throws {
        let plan = try plan(Self.story) { $0.length = 5 }
        #expect(plan.storyboard.scenes.map(\.narration).joined().contains("thirty Earths."))
        #expect(plan.diagnostics.count == 1)
        #expect(plan.diagnostics.first?.severity == .warning)
    }

    @Test(
        "keeps a long prompt's title to twelve words",
        arguments: [
            (
                "The keeper of the old lighthouse at the end of the world climbs his stairs every evening.",
                "The keeper of the old lighthouse at the end of the world…"
            ),
            (
                "When winter comes to the valley, the people bring their animals down from the high pastures.",
                "When winter comes to the valley"
            ),
        ])
    func titles(text: String, title: String) {
        #expect(Opening.shortTitle(of: text) == title)
    }

    @Test("obeys the front matter unless the brief says otherwise")
    func settings() throws {
        let text = "---\nshape: 1:1\nmusic: tender\nspeed: 0.9\n---\nWords to speak."
        let board = try plan(text).storyboard
        #expect(board.size == PictureSize(width: 1_080, height: 1_080) && board.music == .mood("tender"))
        #expect(board.voice?.speed == 0.9)
        let asked = try plan(text) {
            $0.music = .none
            $0.size = PictureSize(width: 640, height: 360)
        }.storyboard
        #expect(asked.size == PictureSize(width: 640, height: 360) && asked.music == .none)
        let own = try RulePlanner(obeysScript: false).plan(Brief(source: .script(text))).storyboard
        #expect(own.music == .mood("calm"))
    }

    @Test(
        "refuses what has no words",
        arguments: [
            (Brief.Source.prompt(""), "The prompt is empty.", FilmError.Code.usage),
            (.prompt("  \n"), "The prompt is empty.", .usage),
            (.prompt("🎉"), "The prompt has no words to speak.", .usage),
            (.prompt("!!! ???"), "The prompt has no words to speak.", .usage),
            (.script("# Only a title"), "The script has no words to speak.", .input),
            (.script("<!-- nothing -->"), "The script has no words to speak.", .input),
            (.script("```\ncode\n```"), "The script has no words to speak.", .input),
            (.prompt("\u{0}\u{0}abc"), "The prompt is not text: it holds characters that no text has.", .usage),
        ])
    func refusals(source: Brief.Source, message: String, code: FilmError.Code) {
        let error = #expect(throws: FilmError.self) { try RulePlanner().plan(Brief(source: source)) }
        #expect(error?.message == message && error?.code == code && error?.remedy.isEmpty == false)
    }

    @Test("refuses lengths that no film has", arguments: [0, -1, .infinity, .nan, 1e9])
    func lengths(length: Double) {
        #expect(throws: FilmError.self) { try plan(Self.story) { $0.length = length } }
    }

    private func seconds(_ scene: Scene) -> Double {
        let spoken =
            scene.narration.isEmpty ? 0 : SpeakingRate.seconds(scene.narration) + Double(scene.pauseAfter) / 1_000
        return max(spoken, Double(scene.minimumDuration) / 1_000)
    }
}
