import Film
import Platform
import TestSupport
import Testing

@Suite struct `Writing a file whole or not at all` {
    @Test(arguments: [true, false]) func `replaces what was there and leaves nothing beside it`(synced: Bool)
        async throws
    {
        try await withScratch { folder in
            let path = folder + "/name.txt"
            try AtomicFile.write("old and longer", to: path, synced: synced)
            try AtomicFile.write("new", to: path, synced: synced)
            #expect(try FileSystem.readText(path) == "new")
            #expect(try FileSystem.names(in: folder) == ["name.txt"])
        }
    }

    @Test func `says that the disk is full and leaves the old file and nothing else`() async throws {
        let ran = try await withSmallDisk { folder in
            let path = folder + "/film.mp4"
            try AtomicFile.write("old", to: path)
            let error = #expect(throws: FilmError.self) {
                try AtomicFile.write([UInt8](repeating: 7, count: 200_000), to: path)
            }
            #expect(error?.code == .output)
            #expect(error?.message == "The disk that holds \(folder) is full.")
            #expect(try FileSystem.readText(path) == "old")
            #expect(try FileSystem.names(in: folder) == ["film.mp4"])
        }
        if !ran { withKnownIssue("mounting needs root") { Issue.record("not run") } }
    }

    @Test func `says that the folder is on a read-only disk`() async throws {
        let ran = try await withSmallDisk(isReadOnly: true) { folder in
            let error = #expect(throws: FilmError.self) { try AtomicFile.write("x", to: folder + "/film.mp4") }
            #expect(error?.code == .output)
            #expect(error?.message == "The folder \(folder) is on a read-only file system.")
        }
        if !ran { withKnownIssue("mounting needs root") { Issue.record("not run") } }
    }

    @Test func `says which folder is not there`() async throws {
        try await withScratch { folder in
            let error = #expect(throws: FilmError.self) { try AtomicFile.write("x", to: folder + "/none/a.txt") }
            #expect(error?.message == "The folder \(folder)/none is not there.")
        }
    }

    @Test func `lets another writer produce a file and keeps the ending`() async throws {
        try await withScratch { folder in
            let length = try await AtomicFile.produce(folder + "/a.mp4") { temporary in
                #expect(temporary.hasSuffix(".mp4"))
                #expect(Path.folder(of: temporary) == folder)
                try AtomicFile.write("abc", to: temporary)
                return 3
            }
            #expect(length == 3)
            #expect(try FileSystem.names(in: folder) == ["a.mp4"])
        }
    }

    @Test func `removes what a failing writer left`() async throws {
        try await withScratch { folder in
            await #expect(throws: CancellationError.self) {
                try await AtomicFile.produce(folder + "/a.mp4") { temporary in
                    try AtomicFile.write("abc", to: temporary)
                    throw CancellationError()
                }
            }
            let names = try FileSystem.names(in: folder)
            #expect(names == [])
        }
    }

    @Test func `cannot publish a file that was never written`() async throws {
        try await withScratch { folder in
            let error = await #expect(throws: FilmError.self) {
                try await AtomicFile.produce(folder + "/a.mp4") { _ in }
            }
            #expect(error?.code == .output)
        }
    }
}
