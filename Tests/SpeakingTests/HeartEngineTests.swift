import Film
import FoundationEssentials
import Testing

@testable import Speaking

@Suite struct Scratchpad {
    @Test func say() async throws {
        let home = "/root/.cache/vitascope/packs"
        let engine = HeartEngine(pack: home + "/voice-heart", onnxLibrary: home + "/onnxruntime/libonnxruntime.so", cacheFolder: "/tmp/sp/cache")
        let lines = try String(decoding: Data(contentsOf: URL(filePath: "/tmp/sp/lines.txt")), as: UTF8.self).split(separator: "\n")
        let clock = ContinuousClock()
        var out = "", total = 0.0, spent = 0.0
        for (i, line) in lines.enumerated() {
            var n: Narration?
            let t = try await clock.measure { n = try await engine.speak(String(line), voice: VoiceChoice(id: "heart"), seed: 1) }
            guard let n else { return }
            if i > 0 { total += Double(n.samples.count) / 24000; spent += Double(t.components.attoseconds) * 1e-18 + Double(t.components.seconds) } else { print("first", t) }
            try n.samples.withUnsafeBytes { Data($0) }.write(to: URL(filePath: "/tmp/sp/l\(i).f32"))
            out += n.words.map { "\($0.text)\t\($0.start)\t\($0.end)" }.joined(separator: "|") + "\n"
            print(n.phonemes.map(\.symbol).joined())
        }
        print("audio", total, "spent", spent, "x", total / max(spent, 1e-9))
        try Data(out.utf8).write(to: URL(filePath: "/tmp/sp/words.txt"))
    }
}
