import Film
import ModelPacks
import Platform
import TestSupport
import Testing

@Suite struct `Keeping packs` {
    @Test func `fetches a pack, checks it and hands out its files`() async throws {
        try await withScratch { folder in
            let store = try await Shelf(in: folder).store()
            #expect(store.list().map(\.state) == [.missing])
            #expect(store.path(of: "one.txt", in: "toy") == nil)
            let status = try await store.fetch("toy")
            #expect(status.isUsable)
            for (name, content) in Shelf.files {
                let path = try #require(store.path(of: name, in: "toy"))
                #expect(try FileSystem.readText(path) == content)
            }
            #expect(store.folder(of: "toy") == folder + "/packs/toy")
            #expect(try FileSystem.names(in: folder + "/packs/.work") == [])
        }
    }

    @Test func `does nothing when everything is there`() async throws {
        try await withScratch { folder in
            let shelf = try await Shelf(in: folder)
            try await shelf.store().fetch("toy")
            // Nothing can be downloaded here, so a second fetch that succeeds has not tried to.
            let status = try await shelf.store(isStocked: false).fetch("toy")
            #expect(status.isUsable)
        }
    }

    @Test func `never hands out a file that has changed, and fetches that one again`() async throws {
        try await withScratch { folder in
            let store = try await Shelf(in: folder).store()
            try await store.fetch("toy")
            try AtomicFile.write("wrong\n", to: folder + "/packs/toy/one.txt")
            #expect(store.path(of: "one.txt", in: "toy") == nil)
            #expect(store.path(of: "deep/two.txt", in: "toy") != nil)
            #expect(store.folder(of: "toy") == nil)
            let status = try await store.verify("toy")
            #expect(status.state == .corrupt(["one.txt"]))
            #expect(status.sentence.contains("damaged (one.txt)"))
            let repaired = try await store.fetch("toy")
            #expect(repaired.isUsable)
            #expect(try FileSystem.readText(folder + "/packs/toy/one.txt") == "first\n")
        }
    }

    @Test func `finds a change that left length and time alone when it verifies`() async throws {
        try await withScratch { folder in
            let store = try await Shelf(in: folder).store()
            try await store.fetch("toy")
            let script = "touch -r one.txt when; printf 'fir5t\\n' >one.txt; touch -r when one.txt"
            var request = Subprocess.Request("sh", ["-c", script])
            request.folder = folder + "/packs/toy"
            _ = try await Subprocess.run(request)
            let status = try await store.verify("toy")
            #expect(status.state == .corrupt(["one.txt"]))
            #expect(store.path(of: "one.txt", in: "toy") == nil)
        }
    }

    @Test func `accepts files that were put there by hand once they are verified`() async throws {
        try await withScratch { folder in
            let store = try await Shelf(in: folder).store(isStocked: false)
            try FileSystem.makeFolder(folder + "/packs/toy/deep")
            for (name, content) in Shelf.files { try AtomicFile.write(content, to: folder + "/packs/toy/" + name) }
            #expect(store.folder(of: "toy") == nil)
            let status = try await store.verify("toy")
            #expect(status.isUsable)
            #expect(store.folder(of: "toy") != nil)
        }
    }

    @Test func `gives no name to a file whose hash is wrong`() async throws {
        try await withScratch { folder in
            let wrong = String(repeating: "0", count: 64)
            let store = try await Shelf(in: folder).store(Shelf.catalogue(sum: wrong))
            let error = await #expect(throws: FilmError.self) { try await store.fetch("toy") }
            #expect(error?.code == .missing)
            #expect(error?.message.contains("one.txt") == true)
            #expect(FileSystem.facts(folder + "/packs/toy/one.txt") == nil)
            #expect(store.path(of: "one.txt", in: "toy") == nil)
        }
    }

    @Test func `says what failed, what it costs and what to do when nothing can be downloaded`() async throws {
        try await withScratch { folder in
            let store = try await Shelf(in: folder).store(isStocked: false)
            let error = await #expect(throws: FilmError.self) { try await store.fetch("toy") }
            #expect(error?.code == .missing)
            #expect(error?.message.contains("toypack==1.0 could not be downloaded") == true)
            #expect(error?.message.contains("without it nothing is lost") == true)
            #expect(error?.remedy.contains("vitascope models fetch toy") == true)
            let needed = #expect(throws: FilmError.self) { try store.require("toy") }
            #expect(needed?.code == .missing)
            #expect(needed?.remedy == "Run `vitascope models fetch toy`.")
        }
    }

    @Test func `goes on with an archive that an interrupted fetch left`() async throws {
        try await withScratch { folder in
            let shelf = try await Shelf(in: folder)
            let place = folder + "/packs/.work/toy"
            try FileSystem.makeFolder(place)
            try FileSystem.move(folder + "/shelf", to: place + "/archive-wheel")
            let status = try await shelf.store(isStocked: false).fetch("toy")
            #expect(status.isUsable)
        }
    }

    @Test func `throws away an archive that cannot be unpacked`() async throws {
        try await withScratch { folder in
            let shelf = try await Shelf(in: folder)
            let place = folder + "/packs/.work/toy/archive-wheel"
            try FileSystem.makeFolder(place)
            try AtomicFile.write("half a wheel", to: place + "/toypack-1.0-py3-none-any.whl")
            let store = try shelf.store()
            let error = await #expect(throws: FilmError.self) { try await store.fetch("toy") }
            #expect(error?.message.contains("could not be unpacked") == true)
            let status = try await store.fetch("toy")
            #expect(status.isUsable)
        }
    }

    @Test func `unpacks Debian packages`() async throws {
        try await withScratch { folder in
            let script = """
                mkdir -p p/DEBIAN p/toypack packs/.work/toy/archive-wheel
                printf 'Package: toy\\nVersion: 1\\nArchitecture: all\\nMaintainer: x <x@x.invalid>\\nDescription: x\\n' \
                    >p/DEBIAN/control
                printf 'first\\n' >p/toypack/one.txt; printf 'second ' >p/toypack/two.a
                printf 'and third\\n' >p/toypack/two.b
                dpkg-deb -b p packs/.work/toy/archive-wheel/toy.deb
                """
            var request = Subprocess.Request("sh", ["-c", script])
            request.folder = folder
            let made = try await Subprocess.run(request)
            try #require(made.succeeded, "\(made.errorText)")
            let json = Shelf.catalogue(source: #""debian": "toy", "suite": "none""#)
            let store = PackStore(root: folder + "/packs", catalogue: try PackCatalogue(json: Array(json.utf8)))
            let status = try await store.fetch("toy")
            #expect(status.isUsable)
        }
    }

    @Test func `is fetched once when several ask at the same time`() async throws {
        try await withScratch { folder in
            let store = try await Shelf(in: folder).store()
            let usable = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<4 { group.addTask { try await store.fetch("toy").isUsable } }
                return try await group.reduce(true) { $0 && $1 }
            }
            #expect(usable)
        }
    }

    @Test func `lists the packs there are when asked for one there is not`() async throws {
        try await withScratch { folder in
            let store = try await Shelf(in: folder).store()
            let error = await #expect(throws: FilmError.self) { try await store.fetch("../toy") }
            #expect(error?.code == .usage)
            #expect(error?.remedy == "Choose one of: toy.")
            #expect(store.path(of: "../../shelf", in: "toy") == nil)
        }
    }
}
