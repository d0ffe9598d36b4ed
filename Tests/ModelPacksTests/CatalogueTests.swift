import Film
import ModelPacks
import Platform
import TestSupport
import Testing

@Suite struct `The catalogue of packs` {
    @Test func `names each pack and file once, with licence, cost and hash`() throws {
        let packs = try PackCatalogue.bundled().packs
        #expect(Set(packs.map(\.id)).count == packs.count)
        for pack in packs {
            #expect(!pack.licence.name.isEmpty && !pack.licence.source.isEmpty)
            #expect(!pack.purpose.isEmpty && !pack.without.isEmpty)
            for machine in ["x86_64", "aarch64"] {
                let files = pack.files(for: machine)
                #expect(!files.isEmpty)
                #expect(Set(files.map(\.path)).count == files.count)
                let sources = Set(pack.sources(for: machine).map(\.id))
                for file in files {
                    #expect(file.bytes > 0)
                    #expect(file.sha256.count == 64 && file.sha256.allSatisfy { $0.isHexDigit && !$0.isUppercase })
                    #expect(!file.path.hasPrefix("/") && !file.path.contains(".."))
                    #expect(file.parts.allSatisfy { sources.contains(String($0.prefix { $0 != ":" })) })
                }
            }
        }
    }

    @Test func `takes every archive at an exact version or from a named suite`() throws {
        for source in try PackCatalogue.bundled().packs.flatMap(\.sources) {
            #expect((source.pypi?.contains("==") ?? false) != (source.debian != nil && source.suite != nil))
            #expect(source.bytes > 0)
        }
    }

    @Test func `fetches by default what a good film needs`() throws {
        let ids = try PackCatalogue.bundled().defaults.map(\.id)
        #expect(ids == ["voice-heart", "onnxruntime", "photos-budgie", "music-moods", "words-potion"])
    }

    @Test(arguments: ["", "{}", "[]", #"{"version": 2, "packs": []}"#])
    func `refuses a document it does not understand`(json: String) {
        #expect(throws: FilmError.self) { try PackCatalogue(json: Array(json.utf8)) }
    }

    @Test(arguments: [0, 1, 63, 64, 65, 1_000_000]) func `hashes as sha256sum does`(count: Int) async throws {
        try await withScratch { folder in
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            try AtomicFile.write(bytes, to: folder + "/a")
            let expected = try await Subprocess.run(Subprocess.Request("sha256sum", [folder + "/a"])).outputText.prefix(
                64)
            #expect(Digest.sha256(bytes) == expected)
            let ofFile = try Digest.sha256(ofFile: folder + "/a")
            #expect(ofFile == expected)
        }
    }
}
