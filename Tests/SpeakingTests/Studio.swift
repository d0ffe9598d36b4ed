import Film
import FoundationEssentials
import OnnxRuntime
import Platform
import Testing

@testable import Speaking

/// The packs and tools that the speech tests need; `make setup` brings them.
enum Studio {
    /// The pack's folder.
    static let pack = Path.join(UserFolders.cache, "packs/voice-heart")
    /// The runtime's library.
    static let library = Path.join(UserFolders.cache, "packs/onnxruntime/libonnxruntime.so")
    /// The recogniser's model.
    static let whisper = Path.join(UserFolders.cache, "packs/whisper-base")
    /// The Python that has the recogniser.
    static let python =
        ProcessInfo.processInfo.environment["VITASCOPE_TEST_PYTHON"]
        ?? Path.join(UserFolders.cache, "test-tools/bin/python")
    /// Compiled dictionaries of the tests.
    static let cache = Path.join(FileManager.default.temporaryDirectory.path, "vitascope-speaking-tests")
    /// Files beside the tests.
    static let fixtures = Path.join(Path.folder(of: #filePath), "Fixtures")

    /// One engine for all tests, so that the pack is loaded once.
    static let engine = HeartEngine(pack: pack, onnxLibrary: library, cacheFolder: cache)

    /// The default voice.
    static let heart = VoiceChoice(id: "heart")

    /// A 16 kHz mono WAV file to be listened to, and the plain words to find in it, if they are to be found.
    struct Recording: Encodable {
        let wav: String
        let align: String
    }

    /// What independent programs make of a recording: Whisper writes down what it hears and when, PocketSphinx says
    /// when each given word sounds.
    struct Heard: Decodable {
        struct Word: Decodable {
            let text: String
            let start: Double
            let end: Double
        }
        let text: String
        let words: [Word]
        let aligned: [Word]
    }

    /// Lets them listen.
    static func listen(_ recordings: [Recording]) async throws -> [Heard] {
        struct Request: Encodable {
            let model: String
            let items: [Recording]
        }
        try require(python, whisper + "/model.bin")
        var request = Subprocess.Request(python, [fixtures + "/listen.py"])
        request.input = Array(try JSONEncoder().encode(Request(model: whisper, items: recordings)))
        request.environment = ["HF_HUB_OFFLINE": "1"]
        request.deadline = .seconds(600)
        let outcome = try await Subprocess.run(request)
        try #require(outcome.succeeded, "the recogniser failed: \(outcome.errorText). Run “make setup”.")
        return try JSONDecoder().decode([Heard].self, from: Data(outcome.output))
    }

    /// Fails with what to do when something is not there.
    static func require(_ paths: String...) throws {
        for path in paths where !FileManager.default.fileExists(atPath: path) {
            throw FilmError(.missing, "\(path) is not there.", remedy: "Run “make setup” and then the tests again.")
        }
    }

    /// The engine, once its pack is there.
    static func ready() throws -> HeartEngine {
        try require(pack + "/hibari.onnx", library)
        return engine
    }

    private static let parts = Result {
        try require(pack + "/hibari.onnx", library)
        return (
            try LexiconCompiler(pack: pack, cache: cache).open(),
            try UnknownWords(pack: pack, library: OnnxLibrary(path: library))
        )
    }

    /// A pronouncer over the pack.
    static func pronouncer(_ pronunciations: Pronunciations = Pronunciations()) throws -> Pronouncer {
        let (file, unknown) = try parts.get()
        return Pronouncer(file, unknown: unknown, pronunciations: pronunciations)
    }

    /// The phonemes of a text as one string.
    static func phonemes(_ text: String, _ pronouncer: Pronouncer) throws -> String {
        String(String.UnicodeScalarView(try pronouncer.phonemes(text).map(\.sign)))
    }
}
