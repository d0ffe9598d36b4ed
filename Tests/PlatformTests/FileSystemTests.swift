import Film
import Platform
import TestSupport
import Testing

@Suite struct `Looking at the file system` {
    @Test func `lists files in order, follows links once, passes over hidden names`() async throws {
        try await withScratch { folder in
            let script = """
                mkdir -p b/c a .hidden; echo 12345 >b/c/deep.txt; echo >b/z.txt; echo >a/1.jpg; echo >.hidden/x
                echo >.dot; ln -s .. b/up; ln -s nowhere a/broken; ln -s b again; printf 'x' >"$(printf 'bad\\377name')"
                """
            var request = Subprocess.Request("sh", ["-c", script])
            request.folder = folder
            #expect(try await Subprocess.run(request).succeeded)
            let found = try FileSystem.files(in: folder)
            let names = found.map { $0.path.dropFirst(folder.count + 1) }
            // `again` and `b` are one folder; whichever is reached first stands for both.
            #expect(Set(names.map { $0.replacing("again/", with: "b/") }) == ["a/1.jpg", "b/c/deep.txt", "b/z.txt"])
            #expect(names.count == 3)
            #expect(names == names.sorted())
            #expect(found.first { $0.path.hasSuffix("deep.txt") }?.facts.size == 6)
        }
    }

    @Test func `stops listing at the limit and when asked`() async throws {
        try await withScratch { folder in
            for name in ["a", "b", "c"] { try AtomicFile.write("", to: folder + "/" + name, synced: false) }
            #expect(try FileSystem.files(in: folder, limit: 2).count == 2)
            let flag = CancellationFlag()
            flag.set()
            #expect(throws: CancellationError.self) { try FileSystem.files(in: folder, flag: flag) }
        }
    }

    @Test func `tells a missing folder from a file`() async throws {
        try await withScratch { folder in
            try AtomicFile.write("", to: folder + "/file")
            let missing = #expect(throws: FilmError.self) { try FileSystem.files(in: folder + "/none") }
            #expect(missing?.message == "\(folder)/none is not there.")
            let file = #expect(throws: FilmError.self) { try FileSystem.files(in: folder + "/file") }
            #expect(file?.message == "\(folder)/file is not a folder.")
        }
    }

    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 300_000])
    func `reads a whole file up to the limit and not beyond`(count: Int) async throws {
        try await withScratch { folder in
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
            try AtomicFile.write(bytes, to: folder + "/a")
            #expect(try FileSystem.read(folder + "/a", limit: count) == bytes)
            if count > 0 {
                let error = #expect(throws: FilmError.self) { try FileSystem.read(folder + "/a", limit: count - 1) }
                #expect(error?.code == .input)
            }
        }
    }

    @Test func `reads files whose length the system does not know`() throws {
        #expect(try FileSystem.readText("/proc/self/status").contains("VmRSS"))
    }

    @Test func `refuses text that is not UTF-8, folders, and names that are not there`() async throws {
        try await withScratch { folder in
            try AtomicFile.write([0xff, 0xfe], to: folder + "/a")
            #expect(throws: FilmError.self) { try FileSystem.readText(folder + "/a") }
            #expect(throws: FilmError.self) { try FileSystem.read(folder) }
            #expect(throws: FilmError.self) { try FileSystem.read(folder + "/none") }
            #expect(throws: FilmError.self) { _ = try MappedFile(folder) }
            #expect(throws: FilmError.self) { _ = try MappedFile(folder + "/none") }
        }
    }

    @Test func `makes folders above a folder and removes a tree without following links`() async throws {
        try await withScratch { folder in
            try FileSystem.makeFolder(folder + "/a/b/c")
            try FileSystem.makeFolder(folder + "/a/b/c")
            try FileSystem.makeFolder(folder + "/kept")
            try AtomicFile.write("x", to: folder + "/kept/file")
            let link = Subprocess.Request("ln", ["-s", folder + "/kept", folder + "/a/link"])
            #expect(try await Subprocess.run(link).succeeded)
            try FileSystem.remove(folder + "/a")
            try FileSystem.remove(folder + "/a")
            #expect(FileSystem.facts(folder + "/a") == nil)
            #expect(FileSystem.facts(folder + "/kept/file")?.size == 1)
            #expect(throws: FilmError.self) { try FileSystem.makeFolder(folder + "/kept/file/x") }
        }
    }

    @Test(arguments: [0, 1, 10_000]) func `maps a file's bytes`(count: Int) async throws {
        try await withScratch { folder in
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
            try AtomicFile.write(bytes, to: folder + "/a")
            let file = try MappedFile(folder + "/a")
            #expect(file.count == count)
            #expect(file.withBytes { Array($0) } == bytes)
        }
    }

    @Test func `joins files one after the other`() async throws {
        try await withScratch { folder in
            try AtomicFile.write("ab", to: folder + "/1")
            try AtomicFile.write("", to: folder + "/2")
            try AtomicFile.write("cd", to: folder + "/3")
            try FileSystem.concatenate(["1", "2", "3"].map { folder + "/" + $0 }, into: folder + "/all")
            #expect(try FileSystem.readText(folder + "/all") == "abcd")
        }
    }

    @Test(arguments: [
        ("/a/b.TXT", "/a", "b.TXT", "txt"), ("b", ".", "b", ""), ("/b", "/", "b", ""), (".mp4", ".", ".mp4", ""),
        ("a/b.tar.gz", "a", "b.tar.gz", "gz"), ("é/ü.Ä", "é", "ü.Ä", "ä"),
    ])
    func `takes paths apart`(path: String, folder: String, name: String, ending: String) {
        #expect(Path.folder(of: path) == folder)
        #expect(Path.name(of: path) == name)
        #expect(Path.ending(of: path) == ending)
    }
}
