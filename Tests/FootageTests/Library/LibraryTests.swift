import Film
import FoundationEssentials
import Platform
import SQLite
import TestSupport
import Testing

@testable import Footage

@Suite struct `The footage library` {
    private func open(_ folder: String) throws -> FootageLibrary {
        try FootageLibrary(databasePath: Path.join(folder, "index/library.db"), vectors: nil)
    }

    @Test func `knows photos and clips by name, folder, tags and sidecars`() async throws {
        try await withScratch { folder in
            let media = Path.join(folder, "Trips/Iceland2019")
            try await Media.photo(Path.join(media, "BlackBeach_03.jpg"), size: "320x180")
            try await Media.clip(
                Path.join(media, "DSC0001.mp4"), seconds: 3,
                ["-c:v", "libx264", "-metadata", "title=Geyser", "-metadata", "comment=Steam rises"])
            try Media.write(#"{"tags": ["geyser"], "author": "Ada"}"#, Path.join(media, "DSC0001.json"))
            try Media.write("Creative Commons CC0", Path.join(folder, "Trips/LICENSE"))
            let library = try open(folder)
            let summary = try await library.add(folder: Path.join(folder, "Trips"))
            #expect(summary.photos == 1 && summary.clips == 1 && summary.added == 2 && summary.skipped == [])
            let items = try await library.list()
            #expect(items.map(\.kind) == [.photo, .clip])
            #expect(items.map(\.width) == [320, 160] && items.map(\.height) == [180, 120])
            #expect(items.map(\.duration) == [0, 3000])
            #expect(items[0].words.title == "Black beach")
            #expect(items[0].words.tags == ["black", "beach", "black beach", "iceland", "trips"])
            #expect(items[0].credit.licence == "CC0-1.0")
            #expect(items[1].words.title == "Geyser")
            #expect(items[1].words.description == "Steam rises")
            #expect(items[1].credit.author == "Ada")
            let hits = try await library.search("geysers in Iceland")
            #expect(hits.first?.item.path == Path.join(media, "DSC0001.mp4"))
        }
    }

    @Test func `reads again only what changed and forgets what is gone`() async throws {
        try await withScratch { folder in
            let media = Path.join(folder, "m")
            for name in ["a", "b", "c"] {
                try await Media.photo(Path.join(media, "\(name).png"), size: "\(200 + name.utf8.count)x100")
            }
            let library = try open(folder)
            #expect(try await library.add(folder: media).added == 3)
            let again = try await library.add(folder: media)
            #expect(again.added == 0 && again.updated == 0 && again.removed == 0 && again.photos == 3)
            try FileSystem.remove(Path.join(media, "a.png"))
            try Media.write("Tags: storks", Path.join(media, "b.txt"))
            try await Media.photo(Path.join(media, "d.png"))
            let changed = try await library.add(folder: media)
            #expect(changed.added == 1 && changed.updated == 1 && changed.removed == 1 && changed.photos == 3)
            #expect(try await library.item(at: Path.join(media, "b.png"))?.words.tags.contains("storks") == true)
            #expect(try await library.search("stork").map(\.item.path) == [Path.join(media, "b.png")])
        }
    }

    @Test func `passes over what cannot be shown and says why`() async throws {
        try await withScratch { folder in
            let media = Path.join(folder, "m")
            try await Media.photo(Path.join(media, "good.jpg"))
            try await Media.photo(Path.join(media, "cut.jpg"), size: "1920x1080")
            try Media.cut(Path.join(media, "cut.jpg"), to: 0.6)
            try await Media.clip(Path.join(media, "cut.mp4"), ["-c:v", "libx264", "-movflags", "+faststart"])
            try Media.cut(Path.join(media, "cut.mp4"), to: 0.5)
            try await Media.clip(Path.join(media, "headless.mp4"), ["-c:v", "libx264"])
            try Media.cut(Path.join(media, "headless.mp4"), to: 0.5)
            try await Media.clip(Path.join(media, "cut.mkv"), seconds: 8, ["-c:v", "libx264", "-g", "25"])
            try Media.cut(Path.join(media, "cut.mkv"), to: 0.4)
            try await Media.sound(Path.join(media, "song.mp4"))
            try Media.write("", Path.join(media, "empty.jpg"))
            try Media.write("#EXTM3U\nfile:///etc/passwd\n", Path.join(media, "list.mp4"))
            try Media.write("ffconcat version 1.0\nfile good.jpg\n", Path.join(media, "list.avi"))
            try await Media.photo(Path.join(media, "tiny.png"), size: "8x8")
            let summary = try await open(folder).add(folder: media)
            #expect(summary.photos == 1 && summary.clips == 0)
            let reasons = Dictionary(
                uniqueKeysWithValues: summary.skipped.map { (Path.name(of: $0.path), $0.reason) })
            let unknown = "is damaged or not a picture or video format that is known here"
            #expect(
                reasons == [
                    "cut.jpg": "is cut short", "cut.mp4": "is cut short", "cut.mkv": "is cut short",
                    "headless.mp4": unknown, "song.mp4": "has sound but no picture", "empty.jpg": "is empty",
                    "list.mp4": unknown, "list.avi": unknown, "tiny.png": "has an unsuitable size (8×8)",
                ])
        }
    }

    @Test func `follows links once, and takes hostile names as names`() async throws {
        try await withScratch { folder in
            let media = Path.join(folder, "m")
            let names = [
                "100%d.jpg", "a'b\"c;$(x).jpg", "file:x.jpg", "concat:y|z.jpg", "-i.jpg", "*?[.jpg", "{a}\\N.jpg",
            ]
            for name in names { try await Media.photo(Path.join(media, name)) }
            try FileManager.default.createSymbolicLink(atPath: Path.join(media, "loop"), withDestinationPath: media)
            try FileManager.default.createSymbolicLink(
                atPath: Path.join(media, "again.jpg"), withDestinationPath: Path.join(media, "-i.jpg"))
            let summary = try await open(folder).add(folder: media)
            #expect(summary.photos == names.count && summary.skipped == [])
        }
    }

    @Test func `makes a damaged index anew`() async throws {
        try await withScratch { folder in
            let media = Path.join(folder, "m")
            try await Media.photo(Path.join(media, "a.jpg"))
            let path = Path.join(folder, "index/library.db")
            _ = try await open(folder).add(folder: media)
            for suffix in ["-wal", "-shm"] { try FileSystem.remove(path + suffix) }
            try Data(repeating: 0x41, count: 20_000).write(to: URL(filePath: path))
            let library = try open(folder)
            #expect(try await library.list() == [])
            #expect(try await library.add(folder: media).photos == 1)
            // Damage that shows only when the page is read.
            try await library.work { _ in }
            let reopened = try open(folder)
            try reopened.now { try $0.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)") }
            var bytes = try FileSystem.read(path)
            for index in 4096..<bytes.count { bytes[index] = 0xaa }
            try Data(bytes).write(to: URL(filePath: path))
            #expect(try await open(folder).add(folder: media).photos == 1)
        }
    }

    @Test func `makes an index of a newer version anew`() async throws {
        try await withScratch { folder in
            let path = Path.join(folder, "index/library.db")
            _ = try open(folder)
            let raw = try Connection(path: path)
            try raw.execute("PRAGMA user_version = 99")
            #expect(try await open(folder).list() == [])
        }
    }

    @Test func `says in one sentence that a folder is missing, gone, or no folder`() async throws {
        try await withScratch { folder in
            let media = Path.join(folder, "m")
            try await Media.photo(Path.join(media, "a.jpg"))
            let library = try open(folder)
            for wrong in ["nowhere", "m/a.jpg"] {
                let error = await #expect(throws: FilmError.self) {
                    try await library.add(folder: Path.join(folder, wrong))
                }
                #expect(error?.code == .input)
                #expect(error?.message.contains(Path.join(folder, wrong)) == true)
            }
            _ = try await library.add(folder: media)
            try FileSystem.remove(media)
            let summary = try await library.add(folder: media)
            #expect(summary.notice?.contains(media) == true)
        }
    }

    @Test func `an index that cannot be written is one clear error`() throws {
        let error = #expect(throws: FilmError.self) {
            _ = try FootageLibrary(databasePath: "/proc/vitascope/library.db", vectors: nil)
        }
        #expect(error?.code == .output)
    }

    @Test func `forgets a folder but not what another folder also brings`() async throws {
        try await withScratch { folder in
            try await Media.photo(Path.join(folder, "m/a.jpg"))
            try await Media.photo(Path.join(folder, "m/in/b.jpg"), colour: "red")
            let library = try open(folder)
            _ = try await library.add(folder: Path.join(folder, "m"))
            _ = try await library.add(folder: Path.join(folder, "m/in"))
            #expect(try await library.remove(folder: Path.join(folder, "m")) == 1)
            #expect(try await library.list().map(\.path) == [Path.join(folder, "m/in/b.jpg")])
            let again = await #expect(throws: FilmError.self) {
                try await library.remove(folder: Path.join(folder, "m"))
            }
            #expect(again?.code == .input)
        }
    }

    @Test(arguments: [
        "", "   ", "\"", "a\"b", "NEAR(", "* ", "title:x", "x AND", "'; DROP TABLE items;--", "^a -b +c", "(((",
        "\u{0}",
        "🎬🎬", String(repeating: "word ", count: 5000), "{\\an8}", "%s%n", "a*",
    ])
    func `takes any search text as words`(text: String) async throws {
        try await withScratch { folder in
            try await Media.photo(Path.join(folder, "m/a word.jpg"))
            let library = try open(folder)
            _ = try await library.add(folder: Path.join(folder, "m"))
            _ = try await library.search(text)
        }
    }
}
