import API
import Film
import Films
import NIOHTTP1
import Testing

@Suite("Storyboards") struct StoryboardTests {
    /// RFC 7396, appendix A, all of it.
    @Test(
        "merge patches do what RFC 7396 shows",
        arguments: [
            (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#), (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
            (#"{"a":"b"}"#, #"{"a":null}"#, #"{}"#), (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
            (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#), (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
            (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
            (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#), (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#),
            (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#), (#"{"a":"foo"}"#, #"null"#, #"null"#),
            (#"{"a":"foo"}"#, #""bar""#, #""bar""#), (#"{"e":null}"#, #"{"a":1}"#, #"{"a":1,"e":null}"#),
            (#"[1,2]"#, #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
            (#"{}"#, #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
        ])
    func mergePatch(_ target: String, _ patch: String, _ result: String) throws {
        let merged = MergePatch.apply(try JSONValue(Array(patch.utf8)), to: try JSONValue(Array(target.utf8)))
        #expect(String(decoding: merged.canonicalBytes, as: UTF8.self) == result)
    }

    /// A finished film of five scenes.
    private static func film(_ api: Harness) async throws -> (path: String, tag: String, storyboard: Storyboard) {
        let id = try await api.create()
        guard let lease = await api.films.lease(WorkerOffer(worker: "test")) else { throw HarnessFailure("no lease") }
        var scenes = (1...5).map { Scene(id: "s\($0)", narration: "Sentence number \($0).") }
        for index in scenes.indices {
            scenes[index].shot.choice = Choice(path: "/library/\(index).mp4", score: 0.5)
            scenes[index].shot.runnersUp = [Choice(path: "/library/other\(index).mp4", score: 0.25)]
        }
        scenes[3].entrance = .dissolve
        let storyboard = Storyboard(title: "T", brief: Brief(source: .prompt("")), scenes: scenes)
        let text = String(decoding: try StoryboardFile.encode(storyboard), as: UTF8.self)
        try await api.films.report(lease, [.planned(title: "T", scenes: 5)], storyboard: text)
        try await api.films.finish(
            lease, .completed(FilmFigures(seconds: 7, bytes: 1, cpuSeconds: 1, wallSeconds: 1)))
        let path = "/v1/videos/\(id)/storyboard"
        let read = try await api.send(.GET, path)
        guard let tag = read.header("ETag") else { throw HarnessFailure(read.text) }
        return (path, tag, try StoryboardFile.decode(read.body))
    }

    @Test("a storyboard is read with a tag, and not again while it is the same")
    func reading() async throws {
        let api = Harness()
        let id = try await api.create()
        let early = try await api.send(.GET, "/v1/videos/\(id)/storyboard")
        #expect(early.code == "not_ready")
        let (path, tag, storyboard) = try await Self.film(Harness())
        #expect(storyboard.scenes.count == 5)
        #expect(path.hasSuffix("/storyboard") && tag.hasPrefix("\"r1-"))
        let other = Harness()
        let film = try await Self.film(other)
        let same = try await other.send(.GET, film.path, headers: ["If-None-Match": film.tag])
        #expect(same.status == 304)
        let old = try await other.send(.GET, film.path + "?revision=2")
        #expect(old.status == 400)
    }

    @Test("a change needs the tag that was read")
    func conditions() async throws {
        let api = Harness()
        let film = try await Self.film(api)
        let without = try await api.send(.PATCH, film.path, json: #"{"title": "New"}"#)
        #expect(without.status == 428)
        let stale = try await api.send(.PATCH, film.path, headers: ["If-Match": "\"r9\""], json: #"{"title": "New"}"#)
        #expect(stale.status == 412)
        let right = try await api.send(.PATCH, film.path, headers: ["If-Match": film.tag], json: #"{"title": "New"}"#)
        #expect(right.status == 200, "\(right.text)")
        #expect(right["revision"] == .whole(2))
        #expect(right["video"]?["status"] == .text("queued"))
        let read = try await api.send(.GET, film.path)
        #expect(read.header("ETag") == right.header("ETag"))
        #expect(read["title"] == .text("New"))
        let again = try await api.send(.PATCH, film.path, headers: ["If-Match": film.tag], json: #"{"title": "X"}"#)
        #expect(again.status == 412)
    }

    @Test("a dry run tells what would be made and changes nothing")
    func dryRun() async throws {
        let api = Harness()
        let film = try await Self.film(api)
        let answer = try await api.send(
            .PATCH, film.path + "?dry_run=true", headers: ["If-Match": film.tag],
            json: #"{"operations": [{"op": "edit", "scene": 3, "text": "Something else."}]}"#)
        #expect(answer["dry_run"] == .flag(true))
        // Scene 4 dissolves from what comes after scene 3's end, which follows its words.
        #expect(answer["scenes"]?.items.map { $0["drawn"]?.flag } == [false, false, true, true, false])
        #expect(answer["scenes"]?.items.map { $0["spoken"]?.flag } == [false, false, true, false, false])
        let read = try await api.send(.GET, film.path)
        #expect(read.header("ETag") == film.tag)
    }

    @Test("operations change scenes by place and by id")
    func operations() async throws {
        let api = Harness()
        let film = try await Self.film(api)
        let answer = try await api.send(
            .PATCH, film.path, headers: ["If-Match": film.tag],
            json: #"""
                {"operations": [
                    {"op": "edit", "scene": "s1", "text": "A new beginning.", "pause_after": 500},
                    {"op": "lock", "scene": 2}, {"op": "alternative", "scene": 3, "rank": 1},
                    {"op": "remove", "scene": "s4"}, {"op": "move", "scene": "s5", "to": 1},
                    {"op": "insert", "at": 2, "text": "In between.", "queries": ["a bridge"]},
                    {"op": "set", "captions": "karaoke", "title": "Other"}]}
                """#)
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer["removed"] == .list([.text("s4")]))
        let changed = try StoryboardFile.decode(try await api.send(.GET, film.path).body)
        #expect(
            changed.scenes.map(\.narration) == [
                "Sentence number 5.", "In between.", "A new beginning.", "Sentence number 2.", "Sentence number 3.",
            ])
        #expect(changed.scenes[2].pauseAfter == 500)
        #expect(changed.scenes[3].shot.locked)
        #expect(changed.scenes[4].shot.choice?.path == "/library/other2.mp4")
        #expect(changed.scenes[4].shot.runnersUp.map(\.path) == ["/library/2.mp4"])
        #expect(changed.captions == .karaoke)
        #expect(changed.title == "Other")
    }

    @Test(
        "a change that cannot be is refused with its place",
        arguments: [
            (#"{"operations": [{"op": "edit", "scene": 9, "text": "x"}]}"#, "operations[0].scene"),
            (#"{"operations": [{"op": "lock", "scene": 1}, {"op": "lock", "scene": "s8"}]}"#, "operations[1].scene"),
            (#"{"operations": [{"op": "explode"}]}"#, "operations[0].op"),
            (#"{"operations": [{"op": "set", "logo": "/library/logo.png"}]}"#, "operations[0].logo"),
            (#"{"operations": [{"op": "set", "corner": "top-left"}]}"#, "operations[0].logo"),
            (#"{"operations": [{"op": "set", "logo": "none", "corner": "top"}]}"#, "operations[0].corner"),
            (
                #"{"operations": [{"op": "edit", "scene": 1, "recording": "/library/talk.wav"}]}"#,
                "operations[0].recording"
            ),
            (
                #"{"scenes": [{"id": "a", "narration": "x", "recording": {"file": "/root/secret.wav"}}]}"#,
                "storyboard.scenes[0].recording.file"
            ),
            (#"{"logo": {"file": "/root/secret.png"}}"#, "storyboard.logo.file"),
            (#"{"operations": [{"op": "lock", "scene": 1, "text": "x"}]}"#, "operations[0].text"),
            (#"{"operations": [{"op": "alternative", "scene": 1, "rank": 2}]}"#, "operations[0].rank"),
            (#"{"operations": [{"op": "move", "scene": 1, "to": 6}]}"#, "operations[0].to"),
            (#"{"operations": 3}"#, "operations"), (#"{"operations": [3]}"#, "operations[0]"),
            (#"{"operations": [], "title": "x"}"#, "title"), (#"{"scenes": []}"#, "storyboard"),
            (
                #"{"scenes": [{"id": "a", "narration": "x", "shot": {"kind": "footage", "file": "/etc/passwd"}}]}"#,
                "storyboard.scenes[0].shot.file"
            ),
            (#"{"music": {"mood": null, "file": "/root/secret.ogg"}}"#, "storyboard.music.file"),
            (#"{"fps": 3}"#, "storyboard"),
        ])
    func refused(_ body: String, _ param: String) async throws {
        let api = Harness()
        let film = try await Self.film(api)
        let answer = try await api.send(.PATCH, film.path, headers: ["If-Match": film.tag], json: body)
        #expect(answer.status == 400, "\(answer.text)")
        #expect(answer.param == param, "\(answer.text)")
        let read = try await api.send(.GET, film.path)
        #expect(read.header("ETag") == film.tag)
    }

    @Test("a film that is being made cannot be changed")
    func running() async throws {
        let api = Harness()
        let id = try await api.create()
        _ = try await api.startNext()
        let tag = try await api.send(.GET, "/v1/videos/\(id)/storyboard").header("ETag") ?? ""
        let answer = try await api.send(
            .PATCH, "/v1/videos/\(id)/storyboard", headers: ["If-Match": tag], json: #"{"title": "x"}"#)
        #expect(answer.status == 409)
    }

    @Test("pictures are kept where nothing they depend on has changed")
    func changes() {
        let scenes = (1...5).map { index -> Scene in
            var scene = Scene(id: "s\(index)", narration: "Words \(index).")
            scene.shot.choice = Choice(path: "/library/\(index).mp4", score: 1)
            return scene
        }
        var old = Storyboard(title: "T", brief: Brief(source: .prompt("")), scenes: scenes)
        old.scenes[2].entrance = .dissolve
        func drawn(_ change: (inout Storyboard) -> Void) -> [Bool] {
            var new = old
            change(&new)
            return StoryboardChanges(from: old, to: new).scenes.map(\.isDrawn)
        }
        #expect(drawn { $0.title = "Other" } == [false, false, false, false, false])
        #expect(drawn { $0.captions = .boxed } == [true, true, true, true, true])
        #expect(drawn { $0.logo = Logo(file: "/library/logo.png") } == [true, true, true, true, true])
        #expect(drawn { $0.music = .none } == [false, false, false, false, false])
        #expect(drawn { $0.scenes[1].shot.locked = true } == [false, false, false, false, false])
        // The next scene dissolves from it.
        #expect(drawn { $0.scenes[1].shot.choice?.path = "/library/x.mp4" } == [false, true, true, false, false])
        // And what shows through the dissolve comes after that scene's end, which follows its words.
        #expect(drawn { $0.scenes[1].narration = "Other." } == [false, true, true, false, false])
        #expect(drawn { $0.scenes[1].pauseAfter += 100 } == [false, true, true, false, false])
        #expect(drawn { $0.scenes[2].narration = "Other." } == [false, false, true, false, false])
        // The last scene fades out.
        #expect(drawn { $0.scenes.removeLast() } == [false, false, false, true])
        #expect(drawn { $0.scenes[0].continuesInNext = true } == [true, true, true, false, false])
    }

    @Test("a plan is a storyboard that can be sent back")
    func planning() async throws {
        let api = Harness()
        let plan = try await api.send(.POST, "/v1/plan", json: #"{"prompt": "Rivers bend. Lakes rest."}"#)
        let storyboard = try StoryboardFile.decode(plan.body)
        #expect(!storyboard.scenes.isEmpty)
        let created = try await api.send(
            .POST, "/v1/videos", json: #"{"storyboard": \#(plan.text)}"#)
        #expect(created.status == 200, "\(created.text)")
        #expect(created["prompt"] == .null)
        #expect(created["title"]?.text == storyboard.title && !storyboard.title.isEmpty)
        let bad = try await api.send(.POST, "/v1/plan", json: #"{"prompt": "x", "fps": 3}"#)
        #expect(bad.param == "fps")
    }

    @Test("the title that was asked for is the film's, whatever it is made from", arguments: ["prompt", "script"])
    func titles(_ source: String) async throws {
        let plan = try await Harness().send(
            .POST, "/v1/plan", json: #"{"\#(source)": "Rivers bend. Lakes rest.", "title": "Water"}"#)
        let storyboard = try StoryboardFile.decode(plan.body)
        #expect(storyboard.title == "Water")
        #expect(storyboard.scenes.contains { $0.shot.kind == .card(Card(role: .title, text: "Water")) })
    }

    @Test("an estimate grows with the film")
    func estimates() async throws {
        let api = Harness()
        let short = try await api.send(.POST, "/v1/estimates", json: #"{"prompt": "x", "seconds": "10"}"#)
        let long = try await api.send(.POST, "/v1/estimates", json: #"{"prompt": "x", "seconds": "1000"}"#)
        #expect(short["lane"] == .text("short"))
        #expect(long["lane"] == .text("long"))
        func bytes(_ answer: Answer) -> Int64 { answer["estimate"]?["bytes"]?.whole ?? 0 }
        #expect(bytes(long) > bytes(short))
        #expect(bytes(short) > 0)
    }
}
