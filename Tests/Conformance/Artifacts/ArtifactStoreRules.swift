package import Artifacts
internal import Testing

/// What every artifact store must do.
package enum ArtifactStoreRules {
    private static let key = ArtifactKey(kind: "test", version: 1, parts: ["a"])

    /// All rules; each gets an empty store.
    package static let rules: [Rule<any ArtifactStore>] = [
        Rule("what was stored is read back") { store async throws in
            let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            try await store.put(bytes, at: key)
            #expect(try await store.get(key) == bytes)
            #expect(await store.contains(key))
        },
        Rule("there is nothing under a key that was not stored") { store async throws in
            let found = try await store.get(key)
            #expect(found == nil)
            #expect(await !store.contains(key))
        },
        Rule("an empty result is a result, and the same key may be stored twice") { store async throws in
            try await store.put([], at: key)
            try await store.put([], at: key)
            #expect(try await store.get(key) == [])
        },
        Rule("many writers and readers of one key never see half a result") { store async throws in
            let bytes = [UInt8](repeating: 7, count: 300_000)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<24 {
                    group.addTask {
                        if index.isMultiple(of: 3) {
                            try await store.put(bytes, at: key)
                        } else if let found = try await store.get(key) {
                            #expect(found == bytes)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await store.get(key) == bytes)
        },
        Rule("keys do not get in each other's way") { store async throws in
            let keys = (0..<40).map { ArtifactKey(kind: "test", version: $0, parts: []) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (index, key) in keys.enumerated() {
                    group.addTask { try await store.put([UInt8(index)], at: key) }
                }
                try await group.waitForAll()
            }
            for (index, key) in keys.enumerated() { #expect(try await store.get(key) == [UInt8(index)]) }
        },
    ]
}
