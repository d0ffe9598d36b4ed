import Film
import FoundationEssentials
import Platform
import Speaking
import Testing

@testable import Rendering

/// As for pictures: a stored sentence is found by its text and `SpeechWork.version`.
@Suite("The version of spoken sentences")
struct SpeechVersionTests {
    /// The version that the sentences below belong to.
    static let version = 1

    static let advice: Comment = """
        Sentences sound different. If they were meant to: raise SpeechWork.version, set the version and what is expected \
        here to the new ones, and listen.
        """

    /// A sentence with everything that is read out otherwise than it is written, and how it sounds.
    struct Sentence: Sendable {
        var text: String
        var phonemes: String
        /// Starts of the words in samples.
        var starts: [Int]
        /// Root mean square of all samples.
        var loudness: Double
    }

    static let sentences: [Sentence] = [
        Sentence(
            text: "Dr. Rivera paid $3.50 on May 5th, didn't she?",
            phonemes: " dɑktəɹɹɪvəɹɹəpeɪdθɹidɑləɹzændfɪftisɛntsɔnmeɪfɪfθ,dɪdəntʃi ",
            starts: [720, 9540, 17340, 25140, 59340, 62340, 66540, 85080, 89340], loudness: 0.04888101),
        Sentence(
            text: "They read the 1984 edition, which I had read before.",
            phonemes: " ðeɪɹɛdðənaɪntineɪɾifɔɹədɪʃən,wɪtʃaɪhædɹɛdbəfɔɹ ",
            starts: [720, 3300, 8700, 10500, 34500, 55560, 58500, 60900, 63900, 70500], loudness: 0.05090994),
    ]

    static let pack = Path.join(UserFolders.cache, "packs/voice-heart")
    static let library = Path.join(UserFolders.cache, "packs/onnxruntime/libonnxruntime.so")

    @Test("it is the one whose sentences are known here")
    func isKnown() { #expect(SpeechWork.version == Self.version, Self.advice) }

    @Test(
        "sentences sound as ever",
        .enabled(if: FileSystem.facts(library) != nil && FileSystem.facts(pack) != nil, "the voice is not here"),
        arguments: sentences)
    func soundsTheSame(sentence: Sentence) async throws {
        let engine = HeartEngine(
            pack: Self.pack, onnxLibrary: Self.library,
            cacheFolder: Path.join(FileManager.default.temporaryDirectory.path, "vitascope-speaking-tests"))
        let spoken = try await engine.speak(sentence.text, voice: VoiceChoice(id: "heart"), seed: 1)
        #expect(spoken.phonemes.map(\.symbol).joined() == sentence.phonemes, Self.advice)
        #expect(spoken.words.map(\.start) == sentence.starts, Self.advice)
        // Processors differ in the last bits of a network's arithmetic, so samples are not compared one by one.
        let power = spoken.samples.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(max(1, spoken.samples.count))
        #expect(abs(power.squareRoot() / sentence.loudness - 1) < 0.002, Self.advice)
    }
}
