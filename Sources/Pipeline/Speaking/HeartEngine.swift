package import Film
internal import FoundationEssentials
internal import OnnxRuntime
internal import Platform
internal import Synchronization

/// The default narrator: a neural American English voice that speaks in-process, many times faster than time passes.
package final class HeartEngine: SpeechEngine {
    /// The most characters one call may have; a film's sentences are far shorter.
    package static let longestText = 10_000

    private let pack: String
    private let onnxLibrary: String
    private let cacheFolder: String
    private let pronunciations: Pronunciations
    // Loaded with the first words; the lock is held while that goes on, so that it happens once.
    private let loaded = Mutex<Loaded?>(nil)

    private struct Loaded {
        let network: VoiceNetwork
        let pronouncer: Pronouncer
    }

    /// Makes an engine; nothing is loaded yet and nothing need be there.
    ///
    /// - Parameters:
    ///   - pack: Folder of the pack `voice-heart`.
    ///   - onnxLibrary: Path of ONNX Runtime's shared library.
    ///   - cacheFolder: Folder for the compiled dictionary; made when absent.
    ///   - pronunciations: The user's own.
    package init(
        pack: String, onnxLibrary: String, cacheFolder: String, pronunciations: Pronunciations = Pronunciations()
    ) {
        self.pack = pack
        self.onnxLibrary = onnxLibrary
        self.cacheFolder = cacheFolder
        self.pronunciations = pronunciations
    }

    /// The id of the one voice.
    package static let voiceID = "heart"

    /// The voice `heart`, or none when the pack or the runtime is missing.
    package var voices: [Voice] {
        let files = [
            "hibari.onnx", "vocab.json", "lexicon_us_gold.json.gz", "lexicon_us_silver.json.gz", "tagger.json.gz",
        ]
        let paths = files.map { pack + "/" + $0 } + [onnxLibrary]
        guard paths.allSatisfy({ FileManager.default.fileExists(atPath: $0) }) else { return [] }
        return [Self.heart]
    }

    private static let heart = Voice(
        id: voiceID, summary: "warm, clear, American English, female", language: "en-US", engine: "heart",
        credit: Credit(
            role: "voice", title: "Heart (hibari-tts 0.2.1, after Kokoro-82M)", author: "Maureese Williams; hexgrad",
            licence: "Apache-2.0", source: "Python package hibari-tts 0.2.1"))

    /// Loads everything, so that the first words come at once.
    package func prepare() async throws {
        try await runBlocking("speech") { _ = try self.ready() }
    }

    /// Lets everything go again; what speaks now keeps it until it is done, and the next words load it anew.
    package func rest() { loaded.withLock { $0 = nil } }

    /// Speaks one utterance; see ``SpeechEngine``.
    ///
    /// Text without a letter or figure gives an empty narration. Speeds outside 0.5...2 are held to those bounds.
    package func speak(_ text: String, voice: VoiceChoice, seed: UInt64) async throws -> Narration {
        guard voice.id == Self.heart.id else {
            throw FilmError(.usage, "The voice “\(voice.id)” is not one of this engine's.", remedy: "Use “heart”.")
        }
        guard text.utf8.count <= Self.longestText * 4, text.count <= Self.longestText else {
            throw FilmError(
                .input, "A passage of \(text.count) characters is too long to be spoken in one piece.",
                remedy: "Divide it into sentences of fewer than \(Self.longestText) characters in all.")
        }
        let speed = voice.speed.isFinite ? max(0.5, min(2, voice.speed)) : 1
        let (loaded, signs) = try await runBlocking("speech") {
            let loaded = try self.ready()
            let signs = try loaded.pronouncer.phonemes(text).filter { loaded.network.knows($0.sign) }
            return (loaded, signs)
        }
        let parts = Utterances.parts(signs, longest: Int(Double(VoiceNetwork.longest) * min(1, speed)))
        if parts.isEmpty { return try Self.silence(text) }
        var sound = TimedSound()
        var gap = 0
        for (index, part) in parts.enumerated() {
            try Task.checkCancellation()
            // The breath differs from part to part, not from call to call.
            let random = SeededRandom(seed: seed &+ UInt64(index), for: text)
            let utterance = try await runBlocking("speech") {
                try loaded.network.say(part.signs.map(\.sign), speed: speed, random: random)
            }
            sound.append(utterance, signs: part.signs, gap: gap)
            gap = part.gap
        }
        return sound.narration(words: DisplayWord.split(text))
    }

    /// The narration of a text that has no sound, unless that is because of a script the voice cannot read.
    private static func silence(_ text: String) throws -> Narration {
        if text.contains(where: { $0.isLetter }) {
            throw FilmError(
                .input, "The voice “heart” reads English and finds nothing it can say in “\(text.prefix(40))”.",
                remedy: "Choose a voice of that language; “vitascope voices” lists them.")
        }
        return Narration(sampleRate: WaveSynthesis.rate, samples: [], words: [], phonemes: [])
    }

    private func ready() throws -> Loaded {
        try loaded.withLock { loaded in
            if let loaded { return loaded }
            let library = try OnnxLibrary(path: onnxLibrary)
            let network = try VoiceNetwork(pack: pack, library: library)
            let file = try LexiconCompiler(pack: pack, cache: cacheFolder).open()
            let unknown = try? UnknownWords(pack: pack, library: library)
            let made = Loaded(
                network: network, pronouncer: Pronouncer(file, unknown: unknown, pronunciations: pronunciations))
            loaded = made
            return made
        }
    }
}
