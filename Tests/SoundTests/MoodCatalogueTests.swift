import Film
import FoundationEssentials
import ModelPacks
import TestSupport
import Testing

@testable import Sound

@Suite struct MoodCatalogueTests {
    /// A folder laid out like the pack.
    private func withCatalogue(_ body: (MoodCatalogue, String) async throws -> Void) async throws {
        try await withScratch { folder in
            let files = [
                "calm/calm_acoustic_1.opus", "calm/calm_electronic_s411.opus", "calm/calm_acoustic_s411.opus",
                "happy/happy_electronic_2.opus", "energetic/energetic_acoustic_1.opus", "mine/Song 1.mp3",
                "calm/cover.jpg", "empty/notes.txt", ".hidden/a.mp3",
            ]
            for file in files {
                let url = URL(filePath: folder).appending(path: file)
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data([1]).write(to: url)
            }
            try await body(MoodCatalogue(folder: folder), folder)
        }
    }

    @Test func listsTheFoldersThatHaveMusic() async throws {
        try await withCatalogue { catalogue, _ in #expect(catalogue.moods == ["calm", "energetic", "happy", "mine"]) }
    }

    @Test func choosesTheSameTrackForTheSameSeedAndAllTracksForAllSeeds() async throws {
        try await withCatalogue { catalogue, folder in
            let chosen = try (0..<40).map { try catalogue.piece(mood: "calm", seed: $0).path }
            let again = try (0..<40).map { try catalogue.piece(mood: "calm", seed: $0).path }
            #expect(chosen == again)
            #expect(Set(chosen).count == 3)
            #expect(chosen.allSatisfy { $0.hasPrefix(folder + "/calm/") && $0.hasSuffix(".opus") })
        }
    }

    @Test func knowsTempoAndTermsOfThePacksTracks() async throws {
        try await withCatalogue { catalogue, _ in
            let piece = try catalogue.piece(mood: "energetic", seed: 1)
            #expect(piece.tempo == 132)
            #expect(piece.credit.role == "music")
            #expect(piece.credit.licence == "MIT")
            let mine = try catalogue.piece(mood: "mine", seed: 1)
            #expect(mine.credit.licence == "unknown")
        }
    }

    @Test(arguments: [(" Epic ", "energetic"), ("CALM", "calm"), ("peaceful", "calm"), ("joyful", "happy")])
    func understandsOtherWords(_ word: String, _ mood: String) async throws {
        try await withCatalogue { catalogue, _ in
            let path = try catalogue.piece(mood: word, seed: 1).path
            #expect(path.contains("/\(mood)/"))
        }
    }

    @Test(arguments: [("clam", "calm"), ("hapy", "happy"), ("peacefull", "peaceful")])
    func suggestsTheNearestMood(_ word: String, _ nearest: String) async throws {
        try await withCatalogue { catalogue, _ in
            #expect {
                try catalogue.piece(mood: word, seed: 1)
            } throws: { error in
                guard let error = error as? FilmError else { return false }
                return error.code == .usage && error.message.contains("“\(word)”")
                    && error.remedy.contains("“\(nearest)”") && error.remedy.contains("calm, energetic, happy, mine")
            }
        }
    }

    @Test(arguments: ["", "../calm", "calm/..", String(repeating: "x", count: 100_000), "tender"])
    func refusesWhatIsNoMood(_ word: String) async throws {
        try await withCatalogue { catalogue, _ in
            #expect {
                try catalogue.piece(mood: word, seed: 1)
            } throws: { error in
                (error as? FilmError).map { $0.code == .usage && $0.message.count < 100 } ?? false
            }
        }
    }

    @Test func saysHowToGetAMissingPack() throws {
        #expect {
            try MoodCatalogue(folder: "/nowhere/at/all").piece(mood: "calm", seed: 1)
        } throws: { error in
            (error as? FilmError).map { $0.code == .missing && $0.remedy.contains("models fetch") } ?? false
        }
    }

    @Test(.enabled(if: (try? PackStore.standard().folder(of: "music-moods")) != nil))
    func playsARealTrackOfThePackInALoop() async throws {
        let folder = try #require(try PackStore.standard().folder(of: "music-moods"))
        let piece = try MoodCatalogue(folder: folder).piece(mood: "tender", seed: 3)
        let mix = try Mixdown(events: [.music(0, piece.open())], seconds: 32, speechShare: 0).run()
        let judged = try await Judge.measure(mix, afterAAC: true)
        #expect(abs(judged.integrated + 14) <= 1)
        #expect(judged.truePeak <= -1)
    }
}
