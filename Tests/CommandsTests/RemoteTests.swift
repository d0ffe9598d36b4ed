import Curl
import Film
import Platform
import Rendering
import Synchronization
import TestSupport
import Testing

@testable import VitascopeCommands

@Suite struct RemoteTests {
    @Test func showsAFilmFarAwayLikeOneMadeHere() throws {
        var progress = RemoteProgress(watchingAt: "http://there/film.m3u8")
        func shown(_ json: String) throws -> [RenderEvent] {
            progress.events(for: try ServiceClient.decode(RemoteEvent.self, Array(json.utf8)))
        }
        let planned = try shown(#"{"type":"video.planned","data":{"revision":1,"title":"T\u001b[2J","scenes":4}}"#)
        #expect(planned == [.planned(title: "T [2J", scenes: 4)])
        let ahead = try shown(#"{"type":"video.progress","data":{"revision":1,"fraction":0.375}}"#)
        #expect(ahead == [.frames(scene: -1, done: 1500, total: 1000)])
        let scene = try shown(#"{"type":"video.scene","data":{"revision":1,"index":2,"seconds":3,"reused":true}}"#)
        #expect(scene.first == .scene(index: 2, seconds: 3, done: 1, total: 4, reused: true))
        let playable = try shown(#"{"type":"video.playable","data":{"revision":1,"seconds":0.8}}"#)
        #expect(playable == [.playable(playlist: "http://there/film.m3u8", seconds: 0.8)])
        #expect(try shown(#"{"type":"video.something_new","data":{"revision":1}}"#).isEmpty)
    }

    @Test(
        arguments: [
            ("cancelled", 130), ("disk_full", 73), ("missing", 69), ("media", 66), ("worker_lost", 70), ("", 70),
        ] as [(String, Int32)])
    func endsAsMakeWould(_ code: String, _ exitCode: Int32) {
        #expect(RemoteFilm.failure(code: code, message: "m").exitCode == exitCode)
    }

    @Test(arguments: ["", "video_", "../x", "video_01jd3q5tkm8f2y6w9c4rh7n0e/", "video_ILOU0000000000000000000000"])
    func takesNoIdThatIsNone(_ text: String) {
        #expect(throws: FilmError.self) { try FilmName.check(text) }
    }

    @Test func escapesQueries() {
        #expect(QueryText.encode("a b&c=d/é~") == "a%20b%26c%3Dd%2F%C3%A9~")
    }

    @Test func saysThatThereIsNoService() async throws {
        let client = ServiceClient(try HTTPAddress("http://127.0.0.1:1"), key: nil)
        await #expect {
            try await client.send("GET", "/v1/videos")
        } throws: { error in
            let failure = error as? FilmError
            return failure?.exitCode == 69 && failure?.remedy.contains("vitascope serve") == true
        }
    }
}

@Suite struct DownloadTests {
    private func fetch(_ receiver: Receiver, _ path: String, to target: String) async throws -> [Int] {
        let seen = Mutex<[Int]>([])
        let client = ServiceClient(try HTTPAddress(receiver.base), key: nil)
        try await Download(client: client, path: path, target: target) { done, _ in
            seen.withLock { $0.append(done) }
        }.run()
        return seen.withLock { $0 }
    }

    private func content(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) } }

    @Test func goesOnWhereTheConnectionBroke() async throws {
        try await Receiver.running { receiver in
            try await withScratch { folder in
                let seen = try await fetch(receiver, "/file/1000000/300000", to: folder + "/film.mp4")
                #expect(try FileSystem.read(folder + "/film.mp4") == content(1_000_000))
                #expect(seen == seen.sorted())
                #expect(receiver.requests.count == 4)
                #expect(receiver.requests.last?.headers["if-range"] == "\"one\"")
                #expect(try FileSystem.names(in: folder) == ["film.mp4"])
            }
        }
    }

    @Test func goesOnInALaterRunAndBeginsAnewWithAnotherFile() async throws {
        try await Receiver.running { receiver in
            try await withScratch { folder in
                let target = folder + "/film.mp4"
                try AtomicFile.write(Array(content(5000).prefix(2000)), to: target + ".part")
                try AtomicFile.write("\"one\"", to: target + ".part.tag")
                _ = try await fetch(receiver, "/file/5000", to: target)
                #expect(receiver.requests.map { $0.headers["range"] } == ["bytes=2000-"])
                #expect(try FileSystem.read(target) == content(5000))
                try AtomicFile.write([9, 9, 9], to: target + ".part")
                try AtomicFile.write("\"one\"", to: target + ".part.tag")
                _ = try await fetch(receiver, "/file/5000/5000/two", to: target)
                #expect(try FileSystem.read(target) == content(5000))
            }
        }
    }

    @Test func leavesNothingUnderTheNameOfAFileThatIsNotThere() async throws {
        try await Receiver.running { receiver in
            try await withScratch { folder in
                await #expect(throws: FilmError.self) {
                    try await fetch(receiver, "/status/404", to: folder + "/film.mp4")
                }
                #expect(FileSystem.facts(folder + "/film.mp4") == nil)
            }
        }
    }
}
