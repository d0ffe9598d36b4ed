import Film
import FoundationEssentials
import OnnxRuntime
import Testing

@testable import Speaking

@Suite struct NarrationTests {
    private static let sentence = "On July 4, 2026, Dr. Smith paid $3.5 million — twice — for 12 km of track."

    @Test("The same text, voice and seed give the same samples in any order; another seed gives others")
    func determinism() async throws {
        let engine = try Studio.ready()
        async let other = engine.speak("Something else entirely.", voice: Studio.heart, seed: 7)
        async let first = engine.speak(Self.sentence, voice: Studio.heart, seed: 7)
        let (one, _) = try await (first, other)
        let fresh = HeartEngine(pack: Studio.pack, onnxLibrary: Studio.library, cacheFolder: Studio.cache)
        let two = try await fresh.speak(Self.sentence, voice: Studio.heart, seed: 7)
        #expect(one == two)
        let three = try await engine.speak(Self.sentence, voice: Studio.heart, seed: 8)
        #expect(three.samples != one.samples && three.words == one.words)
    }

    @Test("Every word with a sound is timed, in order, with its place in the text; a dash has no time")
    func words() async throws {
        let narration = try await Studio.ready().speak(Self.sentence, voice: Studio.heart, seed: 1)
        let displayed = Self.sentence.split(separator: " ").map { String($0) }
        #expect(narration.words.map(\.text) == displayed.filter { $0 != "—" })
        for word in narration.words { #expect(displayed[word.index] == word.text && word.start < word.end) }
        for (a, b) in zip(narration.words, narration.words.dropFirst()) { #expect(a.end <= b.start) }
    }

    @Test("Phonemes touch one another from the first sample to the last", arguments: [sentence, "One. Two! Three?"])
    func phonemes(text: String) async throws {
        let narration = try await Studio.ready().speak(text, voice: Studio.heart, seed: 1)
        #expect(narration.phonemes.first?.start == 0)
        #expect(narration.phonemes.last?.end == narration.samples.count)
        for (a, b) in zip(narration.phonemes, narration.phonemes.dropFirst()) { #expect(a.end == b.start) }
    }

    @Test("At most 30 ms precede the first sound and 60 ms follow the last; the ends are silent and nothing clips")
    func trimming() async throws {
        let narration = try await Studio.ready().speak(Self.sentence, voice: Studio.heart, seed: 1)
        let first = try #require(narration.words.first)
        let last = try #require(narration.words.last)
        #expect(first.start <= 720)
        #expect(narration.samples.count - last.end <= 1440)
        #expect(abs(narration.samples[0]) < 1e-3 && abs(narration.samples[narration.samples.count - 1]) < 1e-3)
        let peak = narration.samples.map { abs($0) }.max() ?? 0
        #expect(peak > 0.1 && peak < 1)
    }

    @Test("Speed changes the length in proportion", arguments: [(0.5, 1.6...2.3), (2.0, 0.4...0.62)])
    func speed(speed: Double, expected: ClosedRange<Double>) async throws {
        let engine = try Studio.ready()
        let plain = try await engine.speak(Self.sentence, voice: Studio.heart, seed: 1)
        let other = try await engine.speak(Self.sentence, voice: VoiceChoice(id: "heart", speed: speed), seed: 1)
        #expect(expected.contains(Double(other.samples.count) / Double(plain.samples.count)))
    }

    @Test("A sentence too long for the network is divided and every word is still said")
    func longSentence() async throws {
        let text = String(repeating: "the quick brown fox jumps over the lazy dog, ", count: 30) + "and rests."
        let narration = try await Studio.ready().speak(text, voice: Studio.heart, seed: 1)
        #expect(narration.words.count == text.split(separator: " ").count)
        let unbroken = try await Studio.ready().speak(
            String(repeating: "supercalifragilistic", count: 60), voice: Studio.heart, seed: 1)
        #expect(unbroken.words.count == 1)
    }

    @Test("Text without sound gives an empty narration", arguments: ["", " \n\t ", "—", "🎉🎉", "…", "***"])
    func silent(text: String) async throws {
        let narration = try await Studio.ready().speak(text, voice: Studio.heart, seed: 1)
        #expect(narration.samples.isEmpty && narration.words.isEmpty)
    }

    @Test(
        "What cannot be spoken is refused with a sentence",
        arguments: [("東京は大きい", FilmError.Code.input), (String(repeating: "a ", count: 100_000), .input)])
    func refused(text: String, code: FilmError.Code) async throws {
        let engine = try Studio.ready()
        let error = await #expect(throws: FilmError.self) { try await engine.speak(text, voice: Studio.heart, seed: 1) }
        #expect(error?.code == code && error?.remedy.isEmpty == false)
    }

    @Test("The sound has the reference implementation's loudness in every 25 ms")
    func reference() throws {
        try Studio.require(Studio.pack + "/hibari.onnx", Studio.library)
        let text = try String(
            decoding: Data(contentsOf: URL(filePath: Studio.fixtures + "/envelope.txt")), as: UTF8.self)
        let theirs = text.split(separator: "\n").filter { $0.first != "#" }.compactMap { Float($0) }
        let network = try VoiceNetwork(pack: Studio.pack, library: OnnxLibrary(path: Studio.library))
        let signs = Array("ðə ɹˈɪvəɹ kˈɛɹiz ðə lˈIt ʌv ɐ hˈʌndɹəd sˈɪTiz.".unicodeScalars)
        let sound = try network.say(signs, speed: 1, random: SeededRandom(seed: 1))
        #expect(sound.starts.count == signs.count + 1)
        let ours = stride(from: 0, to: sound.samples.count - 599, by: 600).map { start in
            (sound.samples[start..<start + 600].reduce(0) { $0 + $1 * $1 } / 600).squareRoot()
        }
        #expect(ours.count == theirs.count)
        // Only the breath differs: its noise is drawn otherwise.
        for (a, b) in zip(ours, theirs) { #expect(abs(a - b) < 0.002 + 0.15 * b) }
    }
}
