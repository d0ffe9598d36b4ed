import API
import Film
import Films
import FoundationEssentials
import HTTPServer
import Platform
import Testing

@Suite struct StreamTests {
    /// Fetches an address; prints status, type, length and hash, and whether the answer was cut off.
    private static let fetch = """
        import hashlib, json, sys, requests
        headers = dict(pair.split("=", 1) for pair in sys.argv[2:])
        started = headers.pop("started", None)
        answer = requests.get(sys.argv[1], stream=True, headers=headers, timeout=40)
        content, cut = b"", False
        try:
            for piece in answer.iter_content(None):
                content += piece
                if started: open(started, "w").close()
        except requests.exceptions.RequestException: cut = True
        json.dump({"status": answer.status_code, "type": answer.headers.get("content-type"), "bytes": len(content),
                   "sha256": hashlib.sha256(content).hexdigest(), "cut": cut, "text": content[:2000].decode("latin-1"),
                   "cache": answer.headers.get("cache-control", ""), "retry": answer.headers.get("retry-after", ""),
                   "range": answer.headers.get("content-range", "")}, sys.stdout)
        """

    private struct Fetched: Decodable, Equatable {
        var status: Int
        var type: String?
        var bytes: Int
        var sha256: String
        var cut: Bool
        var text: String
        var cache: String
        var retry: String
        var range: String
    }

    private static func fetch(_ address: String, _ headers: String...) async throws -> Fetched {
        try await Python.json(Fetched.self, fetch, [address] + headers)
    }

    /// The hash that `sha256sum` finds, not ours.
    private static func hash(_ path: String) async throws -> String {
        let outcome = try await Subprocess.run(.init("sha256sum", [path]))
        return String(outcome.outputText.prefix(64))
    }

    /// Pieces like a worker's, each different.
    private static let pieces = (0..<40).map { index in
        [UInt8](repeating: UInt8(index), count: 5_000 + index * 997)
    }

    // MARK: - stream.mp4

    @Test func aGrowingFilmIsSentAsItGrowsToItsLastByte() async throws {
        try await LiveService.run { live in
            let film = try await live.submit()
            async let fetched = Self.fetch("\(live.address)/v1/videos/\(film)/stream.mp4")
            try await live.untilListeners(1)
            let lease = try await live.lease()
            let folder = try live.folder(film)
            let file = try AppendFile("\(folder)/stream.mp4")
            for piece in Self.pieces {
                try piece.withUnsafeBytes { try file.append($0) }
                try await Task.sleep(for: .milliseconds(30))
            }
            let hash = try await Self.hash("\(folder)/stream.mp4")
            // As a worker ends: the film under its name, the stream gone, then the word.
            try AtomicFile.write([UInt8]("the film".utf8), to: "\(folder)/film.mp4")
            try FileSystem.remove("\(folder)/stream.mp4")
            try await Task.sleep(for: .milliseconds(300))
            try await live.films.finish(lease, .completed(LiveService.figures))
            let stream = try await fetched
            #expect(stream.status == 200)
            #expect(stream.type == "video/mp4")
            #expect(stream.sha256 == hash)
            #expect(!stream.cut)

            let after = try await Self.fetch("\(live.address)/v1/videos/\(film)/stream.mp4", "Range=bytes=4-7")
            #expect(after.status == 206)
            #expect(after.text == "film")
            #expect(after.range == "bytes 4-7/8")
        }
    }

    @Test func aFilmThatFailsIsCutOffAndNotEnded() async throws {
        try await LiveService.run { live in
            let film = try await live.submit()
            let lease = try await live.lease()
            let folder = try live.folder(film)
            let file = try AppendFile("\(folder)/stream.mp4")
            try Self.pieces[1].withUnsafeBytes { try file.append($0) }
            let started = "\(live.services.places.data)/started"
            async let fetched = Self.fetch("\(live.address)/v1/videos/\(film)/stream.mp4", "started=\(started)")
            try await LiveService.until { FileSystem.facts(started) != nil }
            try await live.films.finish(lease, .failed(FilmFault(code: "media", message: "A clip is broken.")))
            let stream = try await fetched
            #expect(stream.status == 200)
            #expect(stream.cut)

            let after = try await Self.fetch("\(live.address)/v1/videos/\(film)/stream.mp4")
            #expect(after.status == 409)
            #expect(after.text.contains("A clip is broken."))
        }
    }

    @Test func aWorkerThatTakesOverGoesOnWithTheSameStream() async throws {
        try await LiveService.run { live in
            let film = try await live.submit()
            let first = try await live.lease()
            let path = "\(try live.folder(film))/stream.mp4"
            let begun = try AppendFile(path)
            for piece in Self.pieces.prefix(10) { try piece.withUnsafeBytes { try begun.append($0) } }
            let started = "\(live.services.places.data)/started"
            async let fetched = Self.fetch("\(live.address)/v1/videos/\(film)/stream.mp4", "started=\(started)")
            try await LiveService.until { FileSystem.facts(started) != nil }
            try await live.films.finish(first, .released)
            let second = try await live.lease()
            let whole = "\(path).new"
            let again = try AppendFile(whole)
            for piece in Self.pieces { try piece.withUnsafeBytes { try again.append($0) } }
            try FileSystem.move(whole, to: path)
            let hash = try await Self.hash(path)
            try await Task.sleep(for: .milliseconds(300))
            try await live.films.finish(second, .completed(LiveService.figures))
            let stream = try await fetched
            #expect(stream.sha256 == hash)
            #expect(!stream.cut)
        }
    }

    // MARK: - HLS

    @Test func aPlayerMayAskForThePlaylistBeforeThereIsOne() async throws {
        try await LiveService.run { live in
            let film = try await live.submit()
            async let fetched = Self.fetch("\(live.address)/v1/videos/\(film)/hls/film.m3u8")
            try await live.untilListeners(1)
            let lease = try await live.lease()
            let hls = "\(try live.folder(film))/hls"
            try AtomicFile.write("segment", to: "\(hls)/video-00001-0badcafe.m4s")
            try AtomicFile.write("#EXTM3U\nvideo-00001-0badcafe.m4s\n", to: "\(hls)/video.m3u8")
            try AtomicFile.write(
                "#EXTM3U\n#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a\",URI=\"audio.m3u8\"\nvideo.m3u8\n",
                to: "\(hls)/film.m3u8")
            let master = try await fetched
            #expect(master.status == 200)
            #expect(master.type == "application/vnd.apple.mpegurl")
            #expect(master.cache == "no-cache")
            #expect(
                master.text
                    == "#EXTM3U\n#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a\",URI=\"audio.m3u8?r=1\"\nvideo.m3u8?r=1\n")

            let media = try await Self.fetch("\(live.address)/v1/videos/\(film)/hls/video.m3u8?r=1")
            #expect(media.text == "#EXTM3U\nvideo-00001-0badcafe.m4s\n")
            #expect(media.cache == "no-cache")

            let segment = try await Self.fetch("\(live.address)/v1/videos/\(film)/hls/video-00001-0badcafe.m4s")
            #expect(segment.text == "segment")
            #expect(segment.type == "video/mp4")
            #expect(segment.cache == "public, max-age=31536000, immutable")
            try await live.films.finish(lease, .completed(LiveService.figures))
        }
    }

    @Test func aRevisedFilmsSegmentsStayWhereTheyWere() async throws {
        try await LiveService.run { live in
            let film = try await live.submit()
            try AtomicFile.write("#EXTM3U\nvideo.m3u8\n", to: "\(try live.folder(film))/hls/film.m3u8")
            try AtomicFile.write("old", to: "\(try live.folder(film))/hls/video-00001-aaaaaaaa.m4s")
            try await live.films.finish(try await live.lease(), .completed(LiveService.figures))
            _ = try await live.films.revise(film, expected: 1, storyboard: "{}")
            let root = "\(live.address)/v1/videos/\(film)/hls"

            let waiting = try await Self.fetch("\(root)/film.m3u8")
            #expect(waiting.text.contains("video.m3u8?r=1"), "The finished film is shown while the new one waits.")
            _ = try await live.lease()
            try AtomicFile.write("#EXTM3U\nvideo.m3u8\n", to: "\(try live.folder(film, revision: 2))/hls/film.m3u8")
            try AtomicFile.write("new", to: "\(try live.folder(film, revision: 2))/hls/video-00001-bbbbbbbb.m4s")
            let newer = try await Self.fetch("\(root)/film.m3u8")
            #expect(newer.text.contains("video.m3u8?r=2"))
            for (name, text) in [("aaaaaaaa", "old"), ("bbbbbbbb", "new"), ("aaaaaaaa", "old")] {
                let segment = try await Self.fetch("\(root)/video-00001-\(name).m4s")
                #expect(segment.text == text)
            }
        }
    }

    @Test(arguments: [
        "..%2f..%2fvitascope.sqlite", "../film.mp4", "film.m3u8%00", ".hidden.m3u8", "a/b.m4s", "film.mp3", "",
        "Video.m3u8", "%2e%2e/film.mp4",
    ])
    func nothingButThePackagersNamesIsServed(_ name: String) async throws {
        try await LiveService.run { live in
            let film = try await live.submit()
            try AtomicFile.write("secret", to: "\(try live.folder(film))/film.mp4")
            // A client that sends paths as they are.
            let outcome = try await Subprocess.run(
                .init(
                    "curl",
                    [
                        "-s", "--path-as-is", "-o", "/dev/null", "-w", "%{http_code}",
                        "\(live.address)/v1/videos/\(film)/hls/\(name)",
                    ]))
            #expect(outcome.outputText == "404" || outcome.outputText == "400")
        }
    }

    @Test func filesBesideTheFilmComeWithTheirTypesOnceItIsDone() async throws {
        try await LiveService.run { live in
            let film = try await live.submit()
            let folder = try live.folder(film)
            let before = try await Self.fetch("\(live.address)/v1/videos/\(film)/captions.vtt")
            #expect(before.status == 409)
            let types = [
                "captions.vtt": "text/vtt; charset=utf-8", "captions.srt": "application/x-subrip; charset=utf-8",
                "captions.ass": "text/x-ssa; charset=utf-8", "credits.txt": "text/plain; charset=utf-8",
                "credits.json": "application/json", "poster.jpg": "image/jpeg", "thumbnails.jpg": "image/jpeg",
                "thumbnails.vtt": "text/vtt; charset=utf-8",
            ]
            for name in types.keys { try AtomicFile.write(name, to: "\(folder)/\(name)") }
            try await live.films.finish(try await live.lease(), .completed(LiveService.figures))
            for (name, type) in types {
                let file = try await Self.fetch("\(live.address)/v1/videos/\(film)/\(name)")
                #expect(file.status == 200)
                #expect(file.text == name)
                #expect(file.type == type)
            }
            try FileSystem.remove("\(folder)/captions.ass")
            let gone = try await Self.fetch("\(live.address)/v1/videos/\(film)/captions.ass")
            #expect(gone.status == 404)
        }
    }
}
