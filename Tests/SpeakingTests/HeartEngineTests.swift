import Film
import FoundationEssentials
import Testing

@testable import Speaking

@Suite struct Scratchpad {
    @Test func say() async throws {
        let home = "/root/.cache/vitascope/packs"
        let engine = HeartEngine(pack: home + "/voice-heart", onnxLibrary: home + "/onnxruntime/libonnxruntime.so", cacheFolder: "/tmp/sp/cache")
        let clock = ContinuousClock()
        for text in ["The river carries the light of a hundred cities.", "The river carries the light of a hundred cities, and every bridge tells a different story about the people who built it.", "On July 4, 2026, Dr. Smith paid $3.5 million for 12 km of track."] {
            var n: Narration?
            let t = try await clock.measure { n = try await engine.speak(text, voice: VoiceChoice(id: "heart"), seed: 1) }
            guard let n else { return }
            print(t, Double(n.samples.count) / 24000, n.words.map { "\($0.text)@\($0.start / 24)-\($0.end / 24)" }, n.phonemes.map(\.symbol).joined())
            let data = n.samples.withUnsafeBytes { Data($0) }
            try data.write(to: URL(filePath: "/tmp/sp/out\(text.count).f32"))
        }
    }
}
