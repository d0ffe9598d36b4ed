import Film
import FoundationEssentials
import OnnxRuntime
import Testing

@testable import Speaking

@Suite struct EnginesTests {
    private static let absent = HeartEngine(pack: "/nowhere", onnxLibrary: "/nowhere/lib.so", cacheFolder: Studio.cache)

    @Test("Voices come best first, and the default one is there after setup")
    func voices() throws {
        let engines = SpeechEngines([try Studio.ready(), EspeakEngine()])
        #expect(engines.voices.first?.id == "heart")
        #expect(engines.voices.contains { $0.id == "espeak-en-us" })
    }

    @Test(
        "An unknown voice is answered with the nearest one",
        arguments: [("hart", "heart"), ("espeak-en-uk", "espeak-en-us"), ("HEART ", "heart")])
    func unknown(id: String, nearest: String) throws {
        let engines = SpeechEngines([try Studio.ready(), EspeakEngine()])
        let error = #expect(throws: FilmError.self) { try engines.cast(id) }
        #expect(error?.code == .usage && error?.remedy.contains("“\(nearest)”") == true)
    }

    @Test("Without its pack the default voice is replaced by espeak-ng's, and the user is told")
    func substitute() async throws {
        let engines = SpeechEngines([Self.absent, EspeakEngine()])
        let casting = try engines.cast("heart")
        #expect(casting.voice.id == "espeak-en-us" && casting.notice?.contains("vitascope models fetch") == true)
        let narration = try await engines.speak("Hello there.", voice: Studio.heart, seed: 1)
        #expect(narration.words.count == 2)
    }

    @Test("Without any voice the error says what to run")
    func none() {
        let error = #expect(throws: FilmError.self) {
            try SpeechEngines([Self.absent, EspeakEngine(program: "/nowhere")]).cast("heart")
        }
        #expect(error?.code == .missing && error?.remedy.contains("make setup") == true)
    }

    @Test("A missing runtime or pack is an error with a remedy, not a crash")
    func missing() async throws {
        let error = await #expect(throws: FilmError.self) {
            try await Self.absent.speak("Hello.", voice: Studio.heart, seed: 1)
        }
        #expect(error?.code == .missing && error?.remedy.isEmpty == false)
        try Studio.require(Studio.library)
        let library = try OnnxLibrary(path: Studio.library)
        #expect(throws: FilmError.self) { try InferenceSession(library: library, model: [1, 2, 3]) }
        #expect(throws: FilmError.self) { try OnnxLibrary(path: "/etc/passwd") }
    }

    @Test("espeak-ng says every word once and in order, whatever marks and markup the text has")
    func espeak() async throws {
        let text = "Well, <b>this</b> is [[h@l'oU]] a $5 -v test; `rm -rf /` & \"done\"."
        let narration = try await EspeakEngine().speak(text, voice: VoiceChoice(id: "espeak-en-us"), seed: 1)
        #expect(narration.sampleRate == 22_050 && narration.samples.count > 22_050)
        #expect(narration.words.count > 10)
        for (a, b) in zip(narration.words, narration.words.dropFirst()) {
            #expect(a.end <= b.start && a.index < b.index)
        }
        #expect(narration.phonemes.last?.end == narration.samples.count)
    }
}
