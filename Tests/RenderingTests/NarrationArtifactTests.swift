import Film
import Rendering
import Testing

@Suite struct NarrationArtifactTests {
    @Test func readsBackEverySample() throws {
        let narration = Narration(
            sampleRate: 24_000, samples: (0..<1000).map { Float($0) / 997 - 0.5 },
            words: [TimedWord(text: "naïve,", index: 0, start: 3, end: 900)],
            phonemes: [TimedPhoneme(symbol: "n", start: 3, end: 50)])
        #expect(NarrationArtifact.decode(try NarrationArtifact.encode(narration)) == narration)
    }

    @Test(arguments: 0..<300) func refusesDamageWithoutCrashing(seed: Int) throws {
        let narration = Narration(sampleRate: 24_000, samples: [0, 1, -1], words: [], phonemes: [])
        var bytes = try NarrationArtifact.encode(narration)
        var random = SeededRandom(seed: UInt64(seed))
        switch seed % 3 {
        case 0: bytes.removeLast(Int.random(in: 1...bytes.count, using: &random))
        case 1: bytes[Int.random(in: 0..<8, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
        default: bytes += [UInt8](repeating: 7, count: Int.random(in: 1...9, using: &random))
        }
        let read = NarrationArtifact.decode(bytes)
        #expect(read == nil || seed % 3 == 1)
    }
}
