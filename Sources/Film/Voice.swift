/// A voice that a film can be spoken in.
package struct Voice: Sendable, Codable, Equatable, Identifiable {
    /// The name users type.
    package var id: String
    /// What it sounds like, in a few words.
    package var summary: String
    /// BCP 47 language tag ("en-US").
    package var language: String
    /// The engine that speaks it.
    package var engine: String
    /// The voice's credit line.
    package var credit: Credit

    /// Describes a voice.
    package init(id: String, summary: String, language: String, engine: String, credit: Credit) {
        self.id = id
        self.summary = summary
        self.language = language
        self.engine = engine
        self.credit = credit
    }
}

/// Turns one utterance into sound.
package protocol SpeechEngine: Sendable {
    /// Voices that can speak now, best first; empty when the engine's pack or program is missing.
    var voices: [Voice] { get }

    /// Speaks one utterance: a sentence, at most a few.
    ///
    /// The same arguments give identical samples.
    /// - Parameters:
    ///   - text: Clean display text; numbers, dates, money, abbreviations and symbols are read out by the engine.
    ///   - voice: A voice of this engine and its speed.
    ///   - seed: Decides what the engine leaves to chance.
    /// - Returns: The samples and the times of words and phonemes in them.
    /// - Throws: A ``FilmError`` when the voice is unknown or the engine fails.
    func speak(_ text: String, voice: VoiceChoice, seed: UInt64) async throws -> Narration
}
