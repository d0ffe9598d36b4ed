package import Film

/// Every narrator there is, in order of preference.
package struct SpeechEngines: SpeechEngine {
    private let engines: [any SpeechEngine]

    /// Joins engines, the preferred one first.
    package init(_ engines: [any SpeechEngine]) { self.engines = engines }

    /// The voices of all engines, best first.
    package var voices: [Voice] { engines.flatMap(\.voices) }

    /// What a wished voice comes to on this machine.
    package struct Casting: Sendable, Equatable {
        /// The voice that speaks.
        package let voice: Voice
        /// What the user should be told when it is not the voice wished for.
        package let notice: String?
    }

    /// Finds the voice for an id.
    ///
    /// The default voice, when its pack is missing, is replaced by espeak-ng's American English with a notice.
    /// - Throws: A `FilmError`: `usage` with the nearest name for an unknown voice, `missing` when nothing can speak.
    package func cast(_ id: String) throws -> Casting {
        let voices = voices
        if let voice = voices.first(where: { $0.id == id }) { return Casting(voice: voice, notice: nil) }
        if id == HeartEngine.voiceID {
            guard let substitute = voices.first(where: { $0.language == "en-US" }) ?? voices.first else {
                throw FilmError(
                    .missing, "No voice is installed: neither the pack “voice-heart” nor espeak-ng is there.",
                    remedy: "Run “make setup”, or “vitascope models fetch voice-heart”.")
            }
            return Casting(
                voice: substitute,
                notice: "The voice “\(id)” is not installed, so the robotic “\(substitute.id)” speaks. "
                    + "Run “vitascope models fetch voice-heart” for the natural one.")
        }
        guard let nearest = NearestName.find(id, among: voices.map(\.id) + [HeartEngine.voiceID]) else {
            throw FilmError(
                .usage, "There is no voice “\(id.prefix(60))”.", remedy: "“vitascope voices” lists those there are.")
        }
        throw FilmError(
            .usage, "There is no voice “\(id.prefix(60))”.",
            remedy: "Did you mean “\(nearest)”? “vitascope voices” lists those there are.")
    }

    /// Speaks one utterance with the engine of the voice; see ``SpeechEngine``.
    package func speak(_ text: String, voice: VoiceChoice, seed: UInt64) async throws -> Narration {
        let casting = try cast(voice.id)
        var choice = voice
        choice.id = casting.voice.id
        for engine in engines where engine.voices.contains(where: { $0.id == choice.id }) {
            return try await engine.speak(text, voice: choice, seed: seed)
        }
        throw FilmError(
            .missing, "The voice “\(voice.id)” has just gone away.",
            remedy: "Run “vitascope doctor” to see what is missing.")
    }
}
