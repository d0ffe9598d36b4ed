import Film
import FoundationEssentials
import Platform
import TestSupport
import Testing

@testable import Footage

@Suite struct `Matching a film` {
    private func film(_ scenes: [Scene], shape: Shape = .wide) -> Storyboard {
        var brief = Brief(source: .prompt("x"))
        brief.size = shape.size(side: 360)
        return Storyboard(title: "x", brief: brief, scenes: scenes)
    }

    private func scene(_ id: String, _ text: String, _ queries: String..., avoid: [String] = []) -> Scene {
        Scene(id: id, narration: text, shot: Shot(queries: queries, avoid: avoid))
    }

    private func withLibrary(
        _ names: [String], _ body: (FootageLibrary, String) async throws -> Void
    ) async throws {
        try await withScratch { folder in
            let media = Path.join(folder, "m")
            for (index, name) in names.enumerated() {
                // Different sizes: equal files would count as copies.
                try await Media.photo(Path.join(media, name), size: "640x\(360 + index * 2)")
            }
            let library = try FootageLibrary(databasePath: Path.join(folder, "library.db"), vectors: nil)
            try await body(library, media)
        }
    }

    private func picks(_ film: Storyboard) -> [String?] {
        film.scenes.map { $0.shot.choice.map { Path.name(of: $0.path) } }
    }

    @Test func `no picture is shown twice, and the total fit decides who gets it`() async throws {
        try await withLibrary(["lighthouse.png", "lighthouse storm.png", "bread.png"]) { library, media in
            var board = film([
                scene("a", "A lighthouse in a storm.", "lighthouse storm", "lighthouse"),
                scene("b", "The lighthouse stands.", "lighthouse"),
                scene("c", "Another lighthouse was built.", "lighthouse"),
                scene("d", "Quarterly revenue rose.", "quarterly revenue", "revenue"),
            ])
            try await library.match(&board, folders: [media])
            #expect(picks(board)[0] == "lighthouse storm.png")
            #expect(picks(board).compactMap(\.self).sorted() == ["lighthouse storm.png", "lighthouse.png"])
            #expect(picks(board)[3] == nil)
            let first = board.scenes[0].shot
            #expect(first.runnersUp.map { Path.name(of: $0.path) } == ["lighthouse.png"])
            let score = try #require(first.choice?.score)
            #expect(score > 0.5 && score <= 1 && score >= first.runnersUp[0].score)
            #expect(first.choice?.credit?.source == "lighthouse storm.png")
            var again = board
            try await library.match(&again, folders: [media])
            #expect(again == board)
        }
    }

    @Test func `copies of one file count as one`() async throws {
        try await withLibrary(["fox.png"]) { library, media in
            try FileManager.default.copyItem(atPath: Path.join(media, "fox.png"), toPath: Path.join(media, "fox 2.png"))
            var board = film([scene("a", "A fox.", "fox"), scene("b", "The fox sleeps.", "fox")])
            try await library.match(&board, folders: [media])
            #expect(picks(board).compactMap(\.self).count == 1)
        }
    }

    @Test func `locked shots keep theirs, and what must be avoided is`() async throws {
        try await withLibrary(["fox.png", "fox cage.png"]) { library, media in
            var locked = scene("a", "A fox.", "fox")
            locked.shot.locked = true
            locked.shot.choice = Choice(path: Path.join(media, "fox.png"), score: 0.1)
            var board = film([locked, scene("b", "A fox.", "fox", avoid: ["cages"]), scene("c", "A fox.", "fox")])
            try await library.match(&board, folders: [media])
            #expect(board.scenes[0] == locked)
            #expect(picks(board) == ["fox.png", nil, "fox cage.png"])
        }
    }

    @Test func `a named file is found beside the script, in a library, and by its bare name`() async throws {
        try await withLibrary(["in/deep/stork.png"]) { library, media in
            let script = Path.folder(of: media)
            try await Media.photo(Path.join(script, "own.jpg"))
            var board = film(
                ["own.jpg", "in/deep/stork.png", "stork.png", Path.join(script, "own.jpg")].enumerated().map {
                    Scene(id: "s\($0.offset)", shot: Shot(file: $0.element))
                })
            try await library.match(&board, folders: [media], scriptFolder: script)
            #expect(picks(board) == ["own.jpg", "stork.png", "stork.png", "own.jpg"])
            #expect(board.scenes[0].shot.choice?.score == 1)
        }
    }

    @Test(arguments: [("gone.jpg", FilmError.Code.input), ("broken.jpg", .media), ("../../etc", .input)])
    func `a named file that cannot be used is one clear error`(name: String, code: FilmError.Code) async throws {
        try await withLibrary(["fox.png"]) { library, media in
            try Media.write("no picture", Path.join(media, "broken.jpg"))
            var board = film([Scene(id: "s7", shot: Shot(file: name))])
            let error = await #expect(throws: FilmError.self) { try await library.match(&board, folders: [media]) }
            #expect(error?.code == code)
            #expect(error?.message.contains(name) == true && error?.message.contains("s7") == true)
            #expect(error?.remedy.isEmpty == false)
        }
    }

    @Test func `the picture that stands like the film is preferred, as is a clip that lasts`() async throws {
        try await withScratch { folder in
            let media = Path.join(folder, "m")
            try await Media.photo(Path.join(media, "a/fox.png"), size: "1080x1920")
            try await Media.photo(Path.join(media, "b/fox.png"), size: "1920x1080")
            try await Media.clip(Path.join(media, "a/owl.mp4"), seconds: 1, size: "640x360", ["-c:v", "libx264"])
            try await Media.clip(Path.join(media, "b/owl.mp4"), seconds: 12, size: "640x360", ["-c:v", "libx264"])
            let library = try FootageLibrary(databasePath: Path.join(folder, "library.db"), vectors: nil)
            for (shape, place) in [(Shape.wide, "b"), (.tall, "a")] {
                var board = film([scene("a", "A fox.", "fox"), scene("o", "An owl.", "owl")], shape: shape)
                try await library.match(&board, folders: [media], lengths: ["o": 4000])
                #expect(board.scenes[0].shot.choice?.path == Path.join(media, "\(place)/fox.png"))
                #expect(board.scenes[1].shot.choice?.path == Path.join(media, "b/owl.mp4"))
                #expect(board.scenes[1].shot.choice?.start == 2000)
            }
        }
    }

    @Test func `a second library is chosen from too, and copies in both count once`() async throws {
        try await withScratch { folder in
            let (mine, theirs) = (Path.join(folder, "mine"), Path.join(folder, "theirs"))
            try await Media.photo(Path.join(mine, "fox.png"), size: "640x360")
            try await Media.photo(Path.join(theirs, "fox too.png"), size: "640x360")
            try await Media.photo(Path.join(theirs, "deep/owl.png"), size: "640x362")
            let own = try FootageLibrary(databasePath: Path.join(folder, "own.db"), vectors: nil)
            let shelf = try FootageLibrary(databasePath: Path.join(folder, "shelf.db"), vectors: nil)
            try await shelf.add(folder: theirs)
            var named = scene("c", "Look at this one.")
            named.shot.file = "owl.png"
            var board = film([
                scene("a", "A fox.", "fox"), scene("b", "The fox again.", "fox"), scene("o", "An owl.", "owl"), named,
            ])
            try await own.match(&board, folders: [mine], shelf: shelf)
            // One fox, though it is in both; the owl is taken by its name.
            #expect(picks(board).prefix(2).compactMap(\.self) == ["fox.png"])
            #expect(picks(board).suffix(2) == [nil, "owl.png"])
            board.scenes.removeLast()
            try await own.match(&board, folders: [mine], shelf: shelf)
            #expect(picks(board).compactMap(\.self) == ["fox.png", "owl.png"])
            #expect(try await own.list().map { Path.name(of: $0.path) } == ["fox.png"])
            let found = try await own.search("owl", shelf: shelf).map { Path.name(of: $0.item.path) }
            #expect(found == ["owl.png"])
        }
    }

    @Test(.enabled(if: Packs.words != nil && Packs.photos != nil))
    func `starter photos are chosen by meaning and credited`() async throws {
        let (words, photos) = (try #require(Packs.words), try #require(Packs.photos))
        try await withScratch { folder in
            let library = try FootageLibrary(
                databasePath: Path.join(folder, "library.db"), vectors: try WordVectors(folder: words))
            var board = film([
                scene("a", "The sea gives us half of the oxygen we breathe.", "sea oxygen", "sea"),
                scene("b", "Quarterly revenue rose by twelve percent.", "quarterly revenue", "revenue"),
                scene("c", "Ancient Rome built roads that are still in use.", "ancient Rome roads", "Rome"),
            ])
            try await library.match(&board, folders: [photos])
            #expect(picks(board) == ["ocean-waves.jpg", nil, "roman-colosseum.jpg"])
            // Named after things that they do not show.
            var misleading = film([
                scene("d", "Light falls over the valley at midnight.", "valley midnight", "valley"),
                scene("e", "The waves at midnight are black.", "waves midnight", "waves"),
                scene("f", "Periwinkles cover the wall.", "periwinkle"),
            ])
            try await library.match(&misleading, folders: [photos])
            #expect(!picks(misleading).contains("valley-midnight.jpg"))
            #expect(!picks(misleading).contains("waves-midnight.jpg"))
            let credit = try #require(board.scenes[0].shot.choice?.credit)
            #expect(credit.title == "Ocean Waves" && credit.licence == "CC0-1.0")
            let item = try await library.item(at: Path.join(photos, "ocean-waves.jpg"))
            #expect(item?.subject != nil)
            #expect(try await library.list().count == 18)
        }
    }

    @Test(.enabled(if: Packs.words != nil && Packs.photos != nil))
    func `the writer's own direction outweighs the words`() async throws {
        let (words, photos) = (try #require(Packs.words), try #require(Packs.photos))
        try await withScratch { folder in
            let library = try FootageLibrary(
                databasePath: Path.join(folder, "library.db"), vectors: try WordVectors(folder: words))
            var board = film([
                scene("a", "So drink.", "ocean waves", "drink"),
                scene("b", "The sea is old.", "sunset over the snowy roofs of a city", "sea"),
                scene("c", "River otters play all day.", "my cat on the sofa", "river otters", "otters"),
            ])
            try await library.match(&board, folders: [photos])
            #expect(picks(board) == ["ocean-waves.jpg", "beacon-street-sunset.jpg", "oakland-zoo-otters.jpg"])
        }
    }
}
