import Artifacts
import ArtifactsFiles
import Conformance
import FoundationEssentials
import TestSupport
import Testing

@Suite struct `Every artifact store` {
    @Test(arguments: ArtifactStoreRules.rules) func `keeps the rule:`(_ rule: Rule<any ArtifactStore>) async throws {
        try await rule.check(MemoryArtifacts())
        try await withScratch { try await rule.check(FileArtifacts(folder: $0 + "/artifacts")) }
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
