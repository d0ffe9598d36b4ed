import Film
import Testing

@Suite("A storyboard file")
struct StoryboardFileTests {
    private func decode(_ text: String) throws -> Storyboard { try StoryboardFile.decode(Array(text.utf8)) }

    @Test("gives back every storyboard exactly as it was written", arguments: 0..<300)
    func roundTrip(seed: Int) throws {
        let board = RandomStoryboard.make(seed: UInt64(seed))
        let bytes = try StoryboardFile.encode(board)
        let again = try StoryboardFile.decode(bytes)
        #expect(again == board)
        #expect(try StoryboardFile.encode(again) == bytes)
    }

    @Test("reads what a person would write, and fills in the defaults")
    func handWritten() throws {
        let board = try decode(
            """
            {
              "title": "Tides",
              "size": "1080x1920",
              "frameRate": 25,
              "voice": {"id": "heart", "speed": 1.1},
              "music": "none",
              "accent": "#0a0B0c",
              "seed": "18446744073709551615",
              "scenes": [
                {"id": "one", "narration": "The sea rises.", "shot": {"queries": ["harbour at high tide", "sea"]}},
                {"id": "two", "minimumDuration": 3000, "pauseAfter": 0, "entrance": "dissolve",
                 "shot": {"kind": "card", "role": "number", "text": "12 m", "detail": "between low and high water"}},
                {"id": "three", "narration": "It falls.", "voice": "bella", "music": {"mood": "tender"},
                 "shot": {"kind": "scenery", "name": "sea", "choice": null, "locked": true}}
              ]
            }
            """)
        #expect(board.size == PictureSize(width: 1_080, height: 1_920))
        #expect(board.frameRate == FrameRate(25))
        #expect(board.voice == VoiceChoice(id: "heart", speed: 1.1))
        #expect(board.music == .none)
        #expect(board.accent == Colour(red: 10, green: 11, blue: 12))
        #expect(board.seed == .max)
        #expect(board.captions == .clean && board.quality == .standard && board.version == 1)
        #expect(board.scenes.map(\.id) == ["one", "two", "three"])
        #expect(board.scenes[0].pauseAfter == 320 && board.scenes[0].shot.kind == .footage)
        #expect(
            board.scenes[1].shot.kind
                == .card(Card(role: .number, text: "12 m", detail: "between low and high water")))
        #expect(board.scenes[2].shot.kind == .scenery("sea") && board.scenes[2].shot.locked)
        #expect(board.scenes[2].voice == VoiceChoice(id: "bella") && board.scenes[2].music == .mood("tender"))
    }

    @Test("takes a film without a voice as the word none")
    func silentFilm() throws {
        let board = try decode(#"{"voice": "none", "scenes": [{"id": "a", "narration": "x"}]}"#)
        #expect(board.voice == nil)
        let text = String(decoding: try StoryboardFile.encode(board), as: UTF8.self)
        #expect(text.contains(#""voice" : "none""#))
    }

    @Test(
        "names the place and what is allowed",
        arguments: [
            (
                #"{"scenes":[{"id":"a","shot":{"kind":"fotage"}}]}"#,
                #"scenes[0].shot.kind is "fotage"; it must be footage, card or scenery. Did you mean footage?"#
            ),
            (
                #"{"scenes":[{"id":"a","narration":"x"},{"id":"b","entrance":"disolve"}]}"#,
                #"scenes[1].entrance is "disolve"; it must be cut, dissolve or fade. Did you mean dissolve?"#
            ),
            (
                #"{"scenes":[{"id":"a","narartion":"x"}]}"#,
                #"scenes[0] has an unknown key "narartion". Did you mean narration?"#
            ),
            (
                #"{"scenes":[{"id":"a","minimumDuration":1.5}]}"#,
                "scenes[0].minimumDuration is 1.5; it must be a whole number from 0 to 600000 (milliseconds)."
            ),
            (
                #"{"scenes":[{"id":"a","pauseAfter":-1}]}"#,
                "scenes[0].pauseAfter is -1; it must be a whole number from 0 to 60000 (milliseconds)."
            ),
            (
                #"{"scenes":[{"id":"a","pauseAfter":"long"}]}"#,
                #"scenes[0].pauseAfter is "long"; it must be a whole number from 0 to 60000 (milliseconds)."#
            ),
            (#"{"scenes":[{"id":"a","narration":7}]}"#, "scenes[0].narration is 7; it must be a text in quotes."),
            (
                #"{"scenes":[{"id":"a/b","narration":"x"}]}"#,
                #"scenes[0].id is "a/b"; it must be 1 to 64 letters (a to z), digits and -."#
            ),
            (#"{"scenes":[{"narration":"x"}]}"#, "scenes[0] has no id. Add the key id."),
            (
                #"{"scenes":[{"id":"a","narration":"x"},{"id":"a","narration":"y"}]}"#,
                #"scenes[1].id is "a", which scenes[0] has already. Give each scene an id of its own."#
            ),
            (
                #"{"scenes":[{"id":"a"}]}"#,
                "scenes[0] says nothing and has no length. Give it narration, or a minimumDuration in milliseconds."
            ),
            (#"{"scenes":[]}"#, "The storyboard has no scenes. Add at least one scene."),
            (#"{"title":"x"}"#, "The storyboard has no scenes. Add the key scenes."),
            (
                #"{"size":"1921x1080","scenes":[]}"#,
                #"size is "1921x1080"; it must be a size such as "1920x1080", each side even and from 128 to 3840."#
            ),
            (
                #"{"scenes":[{"id":"a","narration":"x"}],"frameRate":29.97}"#,
                "frameRate is 29.97; it must be 24, 25, 30, 50 or 60."
            ),
            (
                #"{"scenes":[{"id":"a","narration":"x"}],"accent":"red"}"#,
                ##"accent is "red"; it must be a colour such as "#FFC454"."##
            ),
            (
                #"{"scenes":[{"id":"a","narration":"x"}],"music":"calm"}"#,
                #"music is "calm"; it must be "none", {"mood": …} or {"file": …}. Did you mean {"mood": "calm"}?"#
            ),
            (
                #"{"scenes":[{"id":"a","narration":"x"}],"voice":{"id":"heart","speed":3}}"#,
                "voice.speed is 3; it must be a number from 0.5 to 2."
            ),
            (
                #"{"scenes":[{"id":"a","narration":"x"}],"seed":-4}"#,
                "seed is -4; it must be a whole number from 0 to 18446744073709551615."
            ),
            (
                #"{"scenes":[{"id":"a","narration":"x","shot":{"kind":"scenery","text":"b"}}]}"#,
                "scenes[0].shot.text has no meaning for a scenery shot. Remove it, or change kind."
            ),
            (
                #"{"scenes":[{"id":"a","narration":"x","shot":{"kind":"card","text":"b"}}]}"#,
                "scenes[0].shot has no role. Add the key role."
            ),
            (
                #"{"scenes":[{"id":"a","narration":"x","shot":{"choice":{"path":"p","score":1.2}}}]}"#,
                "scenes[0].shot.choice.score is 1.2; it must be a number from 0 to 1."
            ),
            (#"{"scenes":{"id":"a"}}"#, "scenes is an object; it must be a list of scenes."),
            (
                #"{"version":2,"scenes":[]}"#,
                "This storyboard has format version 2; this build reads 1. "
                    + "Render it with the version of Vitascope that wrote it, or a newer one."
            ),
        ])
    func refusals(text: String, sentence: String) {
        let error = #expect(throws: FilmError.self) { try decode(text) }
        #expect(error?.description == sentence)
        #expect(error?.code == .input && error?.exitCode == 65)
    }

    @Test(
        "says in which line JSON is broken",
        arguments: [
            (
                "{\n  \"scenes\": [\n    {\"id\": \"a\" \"narration\": \"x\"}\n  ]\n}",
                "line 3, column 16: a comma or } is missing"
            ),
            ("{\"scenes\": [1,}", "line 1, column 15: there is a comma too many"),
            ("{\"a\" 1}", "line 1, column 6: a colon should be here"),
            ("{\"é\": tru}", "line 1, column 7: a value in quotes, a number, true, false or null should be here"),
            ("{\"scenes\": [", "line 1, column 13: the text ends where a value should be"),
            ("{\"scenes\": [1", "line 1, column 14: the text ends before its last bracket"),
            ("{'scenes': 1}", "line 1, column 2: a name in quotes should be here"),
        ])
    func brokenSyntax(text: String, place: String) {
        let error = #expect(throws: FilmError.self) { try decode(text) }
        #expect(error?.message.contains(place) == true, "\(error?.description ?? "")")
    }

    @Test(
        "is refused with one sentence when it is hopeless",
        arguments: ["nothing", "spaces", "bytes", "depth", "length"])
    func hopeless(kind: String) {
        let bytes: [UInt8] =
            switch kind {
            case "nothing": []
            case "spaces": Array("  \n".utf8)
            case "bytes": [0, 1, 2, 3, 200, 255]
            case "depth": Array(repeating: UInt8(ascii: "["), count: 200_000)
            default: Array("{\"title\": \"".utf8) + Array(repeating: 65, count: 5_000) + Array("\"}".utf8)
            }
        let error = #expect(throws: FilmError.self) { try StoryboardFile.decode(bytes) }
        #expect(error?.code == .input)
        #expect((error?.description.count ?? 999) < 300)
    }

    @Test("survives any change to its bytes", arguments: 0..<40)
    func fuzz(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed), for: "fuzz")
        let bytes = try StoryboardFile.encode(RandomStoryboard.make(seed: UInt64(seed)))
        let spice = Array("{}[]\",:-0129.eE\\u\n \u{FF}tfn".utf8)
        for _ in 0..<25 {
            var broken = bytes
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0..<broken.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: broken[place] = spice.randomElement(using: &random) ?? 0
                case 1: broken.insert(spice.randomElement(using: &random) ?? 0, at: place)
                case 2: broken.removeSubrange(place..<min(broken.count, place + 9))
                default: broken += broken[place...].prefix(300)
                }
                if broken.isEmpty { broken = [0] }
            }
            do {
                let board = try StoryboardFile.decode(broken)
                let again = try StoryboardFile.decode(StoryboardFile.encode(board))
                #expect(again == board)
            } catch {
                #expect(error.message.count < 600)
            }
        }
    }

    @Test("of five thousand scenes is read, of more it is not")
    func sceneLimit() throws {
        func text(_ count: Int) -> String {
            let scenes = (0..<count).map { "{\"id\":\"s\($0)\",\"narration\":\"x\"}" }
            return "{\"scenes\":[\(scenes.joined(separator: ","))]}"
        }
        #expect(try decode(text(DocumentLimits.scenes)).scenes.count == DocumentLimits.scenes)
        let error = #expect(throws: FilmError.self) { try decode(text(DocumentLimits.scenes + 1)) }
        #expect(error?.message == "The storyboard has 5001 scenes; at most 5000 are allowed.")
    }
}
