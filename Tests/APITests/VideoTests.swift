import API
import Film
import Films
import FoundationEssentials
import NIOHTTP1
import Testing

@Suite("/v1/videos") struct VideoTests {
    /// The keys of OpenAI's video object.
    private static let standard: Set = [
        "id", "object", "model", "status", "progress", "created_at", "completed_at", "expires_at", "prompt", "size",
        "seconds", "remixed_from_video_id", "error",
    ]

    @Test("a film is accepted, read, listed and removed")
    func life() async throws {
        let api = Harness()
        let created = try await api.send(
            .POST, "/v1/videos",
            json: #"{"prompt": "Why rivers bend.", "model": "sora-2", "seconds": "8", "size": "1280x720"}"#)
        #expect(created.status == 200)
        #expect(Self.standard.isSubset(of: created.json?.names ?? []))
        #expect(created["status"] == .text("queued"))
        #expect(created["object"] == .text("video"))
        #expect(created["model"] == .text("sora-2"))
        #expect(created["seconds"] == .text("8"))
        #expect(created["size"] == .text("1280x720"))
        #expect(created["prompt"] == .text("Why rivers bend."))
        #expect(created["error"] == .null)
        #expect(created.header("openai-poll-after-ms") != nil)
        let id = try #require(created["id"]?.text)
        #expect(created.header("Location") == "/v1/videos/\(id)")
        let read = try await api.send(.GET, "/v1/videos/\(id)")
        #expect(read.json == created.json)
        let list = try await api.send(.GET, "/v1/videos")
        #expect(list["data"]?.items.map { $0["id"]?.text } == [id])
        let gone = try await api.send(.DELETE, "/v1/videos/\(id)")
        #expect(gone["deleted"] == .flag(true))
        #expect(gone["object"] == .text("video.deleted"))
        let missing = try await api.send(.GET, "/v1/videos/\(id)")
        #expect(missing.status == 404)
        #expect(missing.code == "video_not_found")
        let again = try await api.send(.DELETE, "/v1/videos/\(id)")
        #expect(again.status == 404)
    }

    @Test("a completed film says what it became")
    func completed() async throws {
        let api = Harness()
        let id = try await api.create()
        try await api.finishNext()
        let film = try await api.send(.GET, "/v1/videos/\(id)")
        #expect(film["status"] == .text("completed"))
        #expect(film["progress"] == .whole(100))
        #expect(film["completed_at"]?.whole != nil)
        #expect(film["seconds"] == .text("7.3"))
        #expect(film["duration"] == .number(7.25))
        #expect(film.header("openai-poll-after-ms") == nil)
    }

    @Test("a form with brackets means the same as JSON")
    func form() async throws {
        let api = Harness()
        let fields = [
            ("prompt", "Rivers bend."), ("seconds", "8"), ("fps", "25"), ("captions[style]", "karaoke"),
            ("labels[team]", "red"), ("voice[id]", "adam"), ("voice[speed]", "1.5"), ("priority", "-2"),
            ("title", ""), ("seed", "18446744073709551615"), ("music[mood]", "happy"),
        ]
        let body = fields.map { "--x\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n" }
        let answer = try await api.send(
            .POST, "/v1/videos", headers: ["Content-Type": "multipart/form-data; boundary=x"],
            body: Array((body.joined() + "--x--\r\n").utf8))
        #expect(answer.status == 200, "\(answer.text)")
        let id = try #require(FilmID(rawValue: answer["id"]?.text ?? ""))
        let request = try #require(await api.films.film(id)).request
        #expect(request.brief.captions == .karaoke)
        #expect(request.brief.frameRate == FrameRate(25))
        #expect(request.brief.voice == VoiceChoice(id: "adam", speed: 1.5))
        #expect(request.brief.music == .mood("happy"))
        #expect(request.brief.seed == .max)
        #expect(request.labels == ["team": "red"])
        #expect(request.priority == -2)
        #expect(request.title == nil)
    }

    @Test(
        "what is wrong is refused with the field and a sentence",
        arguments: [
            (#"{}"#, "missing_field", "prompt", "Give a prompt"),
            (#"{"prompt": ""}"#, "invalid_value", "prompt", "words to speak"),
            (#"{"prompt": "  ...  "}"#, "invalid_value", "prompt", "words to speak"),
            (#"{"prompt": 7}"#, "invalid_value", "prompt", "is 7; it must be a text"),
            (#"{"prompt": "a", "script": "b"}"#, "invalid_value", "script", "both given"),
            (#"{"prompt": "a", "captoins": "clean"}"#, "unknown_field", "captoins", "Did you mean captions?"),
            (#"{"prompt": "a", "captions": "karaoki"}"#, "invalid_value", "captions", "Did you mean karaoke?"),
            (#"{"prompt": "a", "captions": {"styl": "clean"}}"#, "unknown_field", "captions.styl", "style"),
            (#"{"prompt": "a", "size": "1281x720"}"#, "invalid_value", "size", "even"),
            (#"{"prompt": "a", "size": "huge"}"#, "invalid_value", "size", "cannot be read"),
            (#"{"prompt": "a", "size": "1280x720", "shape": "1:1"}"#, "invalid_value", "shape", "both given"),
            (#"{"prompt": "a", "shape": "16:10"}"#, "invalid_value", "shape", "16:9"),
            (#"{"prompt": "a", "seconds": "0"}"#, "invalid_value", "seconds", "1 second to 4 hours"),
            (#"{"prompt": "a", "seconds": 1e9}"#, "invalid_value", "seconds", "1 second to 4 hours"),
            (#"{"prompt": "a", "length": "soon"}"#, "invalid_value", "length", "1m30s"),
            (#"{"prompt": "a", "fps": 29}"#, "invalid_value", "fps", "24, 25, 30, 50 or 60"),
            (#"{"prompt": "a", "fps": "30"}"#, "invalid_value", "fps", "whole number"),
            (#"{"prompt": "a", "voice": "haert"}"#, "invalid_value", "voice", "Did you mean heart?"),
            (#"{"prompt": "a", "music": "clam"}"#, "invalid_value", "music", "Did you mean calm?"),
            (#"{"prompt": "a", "music": "/etc/passwd"}"#, "invalid_value", "music", "not known"),
            (#"{"prompt": "a", "logo": "/library/logo.png"}"#, "invalid_value", "logo", "an upload's id"),
            (#"{"prompt": "a", "logo": {"file_id": 7}}"#, "invalid_value", "logo.file_id", "text"),
            (#"{"prompt": "a", "logo": {"corner": "top-left"}}"#, "missing_field", "logo.file_id", "missing"),
            (
                #"{"prompt": "a", "logo": {"file_id": "x", "corner": "top-lft"}}"#, "invalid_value", "logo.corner",
                "Did you mean top-left?"
            ),
            (#"{"prompt": "a", "recording": "/library/talk.wav"}"#, "invalid_value", "recording", "an upload's id"),
            (#"{"prompt": "a", "recording": {}}"#, "missing_field", "recording.file_id", "missing"),
            (#"{"prompt": "a", "speed": 3}"#, "invalid_value", "speed", "0.5 to 2"),
            (#"{"prompt": "a", "seed": -1}"#, "invalid_value", "seed", "whole number"),
            (#"{"prompt": "a", "labels": {"a": 1}}"#, "invalid_value", "labels", "texts"),
            (#"{"prompt": "a", "media": ["upload_x"]}"#, "upload_not_found", "media", "no upload"),
            (#"{"prompt": "a", "callback_url": "ftp://x"}"#, "invalid_value", "callback_url", "http"),
            (#"{"prompt": "a", "keep": 5}"#, "invalid_value", "keep", "60"),
            (#"{"prompt": "a", "priority": 11}"#, "invalid_value", "priority", "-10 to 10"),
            (#"{"storyboard": {"scenes": []}}"#, "invalid_storyboard", "storyboard", "no scenes"),
            (
                #"{"storyboard": {"scenes": [{"id": "a", "naration": "x"}]}}"#, "invalid_storyboard", "storyboard",
                "Did you mean narration?"
            ),
            (
                #"{"input_reference": {"image_url": "http://x"}, "prompt": "a"}"#, "invalid_value",
                "input_reference.image_url", "upload"
            ),
            (#"[1]"#, "invalid_json", nil, "a list"), (#"{"a""#, "invalid_json", nil, "line 1"),
        ] as [(String, String, String?, String)])
    func refused(_ body: String, _ code: String, _ param: String?, _ words: String) async throws {
        let answer = try await Harness().send(.POST, "/v1/videos", json: body)
        #expect(answer.status >= 400 && answer.status < 500)
        #expect(answer.code == code, "\(answer.text)")
        #expect(answer.param == param)
        #expect(answer.message.contains(words), "\(answer.message)")
        #expect(answer["error"]?["request_id"]?.text?.hasPrefix("req_") == true)
        #expect(answer["error"]?.names == ["message", "type", "param", "code", "request_id"])
    }

    @Test("bodies that are too long or of another type are refused")
    func bodies() async throws {
        let api = Harness()
        let long = String(repeating: "x", count: 1_100_000)
        let large = try await api.send(.POST, "/v1/videos", json: #"{"prompt": "\#(long)"}"#)
        #expect(large.status == 413)
        let prompt = String(repeating: "x", count: 32_001)
        let words = try await api.send(.POST, "/v1/videos", json: #"{"prompt": "\#(prompt)"}"#)
        #expect(words.code == "invalid_value")
        #expect(words.message.contains("32001 characters; at most 32000"))
        let typed = try await api.send(.POST, "/v1/videos", headers: ["Content-Type": "text/plain"], json: "{}")
        #expect(typed.status == 415)
        let untyped = try await api.send(.POST, "/v1/videos", body: Array("{}".utf8))
        #expect(untyped.code == "unsupported_media_type")
        let query = try await api.send(.POST, "/v1/videos?wait=1", json: #"{"prompt": "x"}"#)
        #expect(query.code == "invalid_query")
    }

    @Test("pages follow one another without gaps, in both orders")
    func pages() async throws {
        let api = Harness()
        var ids: [String] = []
        for index in 0..<7 { ids.append(try await api.create("Film \(index).")) }
        for order in ["asc", "desc"] {
            var seen: [String] = []
            var after = ""
            while true {
                let page = try await api.send(.GET, "/v1/videos?limit=3&order=\(order)\(after)")
                seen += page["data"]?.items.compactMap { $0["id"]?.text } ?? []
                #expect(page["object"] == .text("list"))
                #expect(page["last_id"]?.text == seen.last)
                guard page["has_more"]?.flag == true, let last = seen.last else { break }
                after = "&after=\(last)"
            }
            #expect(seen == (order == "asc" ? ids : ids.reversed()))
        }
        let empty = try await Harness().send(.GET, "/v1/videos")
        #expect(empty["data"]?.items.isEmpty == true)
        #expect(empty["first_id"] == .null)
    }

    @Test("filters find films by status, label and text")
    func filters() async throws {
        let api = Harness()
        _ = try await api.send(
            .POST, "/v1/videos", json: #"{"prompt": "Rivers bend.", "labels": {"team": "red", "n": "1"}}"#)
        _ = try await api.send(.POST, "/v1/videos", json: #"{"prompt": "Lakes rest.", "labels": {"team": "blue"}}"#)
        try await api.finishNext()
        func count(_ query: String) async throws -> Int {
            let page = try await api.send(.GET, "/v1/videos?\(query)")
            try #require(page.status == 200, "\(page.text)")
            return page["data"]?.items.count ?? -1
        }
        #expect(try await count("status=completed") == 1)
        #expect(try await count("status=in_progress") == 0)
        #expect(try await count("status=queued&status=completed") == 2)
        #expect(try await count("label.team=red") == 1)
        #expect(try await count("label.team=red&label.n=2") == 0)
        #expect(try await count("q=LAKES") == 1)
        #expect(try await count("created_before=1000") == 0)
        #expect(try await count("created_after=1000") == 2)
        for query in ["limit=0", "limit=x", "order=up", "status=done", "after=nonsense", "created_after=-1", "foo=1"] {
            let answer = try await api.send(.GET, "/v1/videos?\(query)")
            #expect(answer.code == "invalid_query", "\(query)")
        }
    }

    @Test("a key makes a film once, and only its own request")
    func idempotency() async throws {
        let api = Harness()
        let headers: HTTPHeaders = ["Idempotency-Key": "a-1"]
        let first = try await api.send(.POST, "/v1/videos", headers: headers, json: #"{"prompt": "x", "fps": 25}"#)
        let again = try await api.send(.POST, "/v1/videos", headers: headers, json: #"{"fps":25,"prompt":"x"}"#)
        #expect(first["id"] != nil)
        #expect(again["id"] == first["id"])
        #expect(again.header("Idempotency-Replayed") == "true")
        let other = try await api.send(.POST, "/v1/videos", headers: headers, json: #"{"prompt": "y"}"#)
        #expect(other.status == 422)
        #expect(other.code == "idempotency_key_reused")
        let quoted = try await api.send(
            .POST, "/v1/videos", headers: ["Idempotency-Key": "\"a-1\""], json: #"{"prompt": "x", "fps": 25}"#)
        #expect(quoted["id"] == first["id"])
        let broken = try await api.send(
            .POST, "/v1/videos", headers: ["Idempotency-Key": "a b"], json: #"{"prompt": "x"}"#)
        #expect(broken.code == "invalid_header")
    }

    @Test("many at once with one key make one film")
    func concurrentIdempotency() async throws {
        let api = Harness()
        let ids = try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    try await api.send(
                        .POST, "/v1/videos", headers: ["Idempotency-Key": "k"], json: #"{"prompt": "x"}"#)["id"]?.text
                }
            }
            return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(ids.count == 1)
        #expect(ids.first != .some(nil))
    }

    @Test("waiting answers at the end of the film, or after the time")
    func waiting() async throws {
        let api = Harness()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await api.services.hub.run() }
            let id = try await api.create()
            let waiting = Task { try await api.send(.GET, "/v1/videos/\(id)", headers: ["Prefer": "wait=60"]) }
            while api.services.hub.subscriberCount == 0 { await Task.yield() }
            try await api.finishNext()
            let film = try await waiting.value
            #expect(film["status"] == .text("completed"))
            #expect(film.header("Preference-Applied") == "wait=60")
            let zero = try await api.send(
                .POST, "/v1/videos", headers: ["Prefer": "wait=0"], json: #"{"prompt": "x"}"#)
            #expect(zero["status"] == .text("queued"))
            group.cancelAll()
        }
    }

    @Test("a cancelled film has failed, as OpenAI's clients see it, and can be tried again")
    func cancelling() async throws {
        let api = Harness()
        let id = try await api.create()
        let cancelled = try await api.send(.POST, "/v1/videos/\(id)/cancel")
        #expect(cancelled["status"] == .text("failed"))
        #expect(cancelled["error"]?["code"] == .text("cancelled"))
        let content = try await api.send(.GET, "/v1/videos/\(id)/content")
        #expect(content.status == 404)
        #expect(content.code == "not_available")
        let retried = try await api.send(.POST, "/v1/videos/\(id)/retry")
        #expect(retried["status"] == .text("queued"))
        let twice = try await api.send(.POST, "/v1/videos/\(id)/retry")
        #expect(twice.status == 409)
        #expect(twice.header("x-should-retry") == "false")
        let listed = try await api.send(.GET, "/v1/videos?status=cancelled")
        #expect(listed["data"]?.items.isEmpty == true)
    }

    @Test("a remix takes over everything but the words")
    func remix() async throws {
        let api = Harness()
        let created = try await api.send(
            .POST, "/v1/videos",
            json: #"{"script": "Rivers bend.", "fps": 25, "captions": "boxed", "labels": {"a": "b"}, "seconds": 9}"#)
        let id = try #require(created["id"]?.text)
        let remixed = try await api.send(
            .POST, "/v1/videos/\(id)/remix", json: #"{"prompt": "Lakes rest.", "captions": "clean"}"#)
        #expect(remixed["remixed_from_video_id"]?.text == id)
        #expect(remixed["prompt"] == .text("Lakes rest."))
        #expect(remixed["seconds"] == .text("9"))
        let newID = try #require(FilmID(rawValue: remixed["id"]?.text ?? ""))
        let request = try #require(await api.films.film(newID)).request
        #expect(request.brief.frameRate == FrameRate(25))
        #expect(request.brief.captions == .clean)
        #expect(request.labels == ["a": "b"])
        let empty = try await api.send(.POST, "/v1/videos/\(id)/remix", json: "{}")
        #expect(empty.param == "prompt")
    }

    @Test("content is served once there is some, each variant as it lies there")
    func content() async throws {
        let api = Harness(data: "/data")
        let id = try await api.create()
        let early = try await api.send(.GET, "/v1/videos/\(id)/content")
        #expect(early.status == 409)
        #expect(early.code == "not_ready")
        #expect(early.header("Retry-After") != nil)
        try await api.finishNext()
        for (variant, file) in [("video", "film.mp4"), ("thumbnail", "poster.jpg"), ("spritesheet", "thumbnails.jpg")] {
            let answer = try await api.send(.GET, "/v1/videos/\(id)/content?variant=\(variant)")
            #expect(answer.file == "/data/films/\(id)/r1/\(file)")
        }
        let wrong = try await api.send(.GET, "/v1/videos/\(id)/content?variant=audio")
        #expect(wrong.param == "variant")
    }

    @Test(
        "ids that are none of ours are not found",
        arguments: ["x", "video_", "..%2f..", "video_01JD3Q5TKM8F2Y6W9C4RH7N0EA"])
    func ids(_ id: String) async throws {
        for (method, path) in [
            (HTTPMethod.GET, ""), (.DELETE, ""), (.GET, "/content"), (.POST, "/cancel"), (.GET, "/storyboard"),
        ] {
            let answer = try await Harness().send(method, "/v1/videos/\(id)\(path)")
            #expect(answer.status == 404)
        }
    }

    @Test("a name for saving holds no text that could break the header")
    func disposition() async throws {
        let api = Harness()
        let created = try await api.send(
            .POST, "/v1/videos", json: #"{"prompt": "x y", "title": "A \"quoted\" été; filename=evil"}"#)
        try await api.finishNext()
        let answer = try await api.send(.GET, "/v1/videos/\(created["id"]?.text ?? "")/content")
        let header = try #require(answer.header("Content-Disposition"))
        #expect(header.utf8.allSatisfy { (32...126).contains($0) })
        #expect(header.split(separator: "\"").count == 3)
    }
}
