import Artifacts
import ArtifactsFiles
import FoundationEssentials
import TestSupport
import Testing

/// The drivers that every artifact store test runs on; a new driver is a new case.
enum StoreKind: String, CaseIterable, Sendable {
    case memory
    case files

    func make(in folder: String) -> any ArtifactStore {
        switch self {
        case .memory: MemoryArtifacts()
        case .files: FileArtifacts(folder: folder + "/artifacts")
        }
    }
}

@Suite("Every artifact store") struct ArtifactStoreConformance {
    private let key = ArtifactKey(kind: "test", version: 1, parts: ["a"])

    @Test(arguments: StoreKind.allCases) func readsBackWhatItStored(_ kind: StoreKind) async throws {
        try await withScratch { folder in
            let store = kind.make(in: folder)
            let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            try await store.put(bytes, at: key)
            #expect(try await store.get(key) == bytes)
            #expect(await store.contains(key))
        }
    }

    @Test(arguments: StoreKind.allCases) func hasNothingUnderAKeyThatWasNotStored(_ kind: StoreKind) async throws {
        try await withScratch { folder in
            let store = kind.make(in: folder)
            let found = try await store.get(key)
            #expect(found == nil)
            #expect(await !store.contains(key))
        }
    }

    @Test(arguments: StoreKind.allCases) func storesAnEmptyResultAndTheSameKeyTwice(_ kind: StoreKind) async throws {
        try await withScratch { folder in
            let store = kind.make(in: folder)
            try await store.put([], at: key)
            try await store.put([], at: key)
            #expect(try await store.get(key) == [])
        }
    }
}

@Suite struct FileArtifactsTests {
    private let key = ArtifactKey(kind: "test", version: 1, parts: ["a"])

    @Test(arguments: [0, 1, 31, 32, 33, 1000]) func treatsADamagedFileAsMissingAndRemovesIt(keep: Int) async throws {
        try await withScratch { folder in
            let store = FileArtifacts(folder: folder)
            try await store.put([UInt8](repeating: 7, count: 1000), at: key)
            let path = folder + "/" + key.rawValue.prefix(2) + "/" + key.rawValue
            let whole = try Data(contentsOf: URL(filePath: path))
            try whole.prefix(keep).write(to: URL(filePath: path))
            #expect(try await store.get(key) == nil)
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test func noticesAFlippedBit() async throws {
        try await withScratch { folder in
            let store = FileArtifacts(folder: folder)
            try await store.put([UInt8](repeating: 7, count: 1000), at: key)
            let path = folder + "/" + key.rawValue.prefix(2) + "/" + key.rawValue
            var bytes = try Data(contentsOf: URL(filePath: path))
            bytes[500] ^= 1
            try bytes.write(to: URL(filePath: path))
            #expect(try await store.get(key) == nil)
        }
    }

    @Test func trimsWhatWasUnusedLongest() async throws {
        try await withScratch { folder in
            let store = FileArtifacts(folder: folder)
            let keys = (0..<4).map { ArtifactKey(kind: "test", version: 1, parts: ["\($0)"]) }
            for (index, key) in keys.enumerated() {
                try await store.put([UInt8](repeating: 1, count: 968), at: key)
                let path = folder + "/" + key.rawValue.prefix(2) + "/" + key.rawValue
                let past = Date(timeIntervalSinceNow: Double(index - 10) * 60)
                try FileManager.default.setAttributes([.modificationDate: past], ofItemAtPath: path)
            }
            _ = try await store.get(keys[0])
            #expect(try await store.trim(to: 2000) == 2000)
            #expect(await store.contains(keys[0]))
            #expect(await !store.contains(keys[1]))
            #expect(await !store.contains(keys[2]))
            #expect(await store.contains(keys[3]))
        }
    }
}

@Suite struct ArtifactKeyTests {
    @Test func differsWhenAnyPartKindOrVersionDiffers() {
        let keys = [
            ArtifactKey(kind: "a", version: 1, parts: ["b", "c"]), ArtifactKey(kind: "a", version: 1, parts: ["bc"]),
            ArtifactKey(kind: "a", version: 2, parts: ["b", "c"]), ArtifactKey(kind: "ab", version: 1, parts: ["c"]),
            ArtifactKey(kind: "a", version: 1, parts: ["b", "c", ""]),
        ]
        #expect(Set(keys).count == keys.count)
    }

    @Test(arguments: ["", "../../etc/passwd", String(repeating: "g", count: 64), String(repeating: "A", count: 64)])
    func refusesWhatIsNoHash(_ text: String) {
        #expect(ArtifactKey(rawValue: text) == nil)
    }
}
