package import Artifacts
package import Film
internal import Planning
internal import Platform
internal import Speaking

/// Says a film's sentences with a voice, or takes them from a person's recording, and keeps them.
package struct Narrator: Sendable {
    /// Speaks sentences.
    private let speech: any SpeechEngine
    /// Names what speaks, its version and its data: part of every sentence's artifact key.
    private let identity: String
    private let artifacts: any ArtifactStore
    let recordings = RecordingReader()

    /// Gathers what is needed.
    package init(speech: any SpeechEngine, identity: String, artifacts: any ArtifactStore) {
        self.speech = speech
        self.identity = identity
        self.artifacts = artifacts
    }

    /// All that one sentence of a passage depends on.
    ///
    /// - Throws: A `FilmError` when the passage's recording is gone.
    func work(_ passage: Passage, sentence: Int, seed: UInt64) throws(FilmError) -> SpeechWork {
        try work(passage.sentences[sentence], passage.voice, passage.recording, seed: seed)
    }

    private func work(
        _ text: String, _ voice: VoiceChoice?, _ recording: Recording?, seed: UInt64
    ) throws(FilmError) -> SpeechWork {
        // A recording is compared with a voice at its own speed.
        let voice = recording == nil ? voice : voice.map { VoiceChoice(id: $0.id) }
        var stretch: RecordedStretch?
        if let recording { stretch = try RecordedStretch(recording) }
        return SpeechWork(
            text: text, voice: voice ?? Self.standIn, seed: seed, identity: identity, recording: stretch)
    }

    /// Who recordings are compared with in a film that has no voice.
    package static let standIn = Brief(source: .prompt("")).voice ?? VoiceChoice(id: "heart")

    /// The sentence spoken, or from the store.
    ///
    /// - Throws: A `FilmError`; `CancellationError`.
    func narration(for work: SpeechWork) async throws -> Narration {
        if let known = try await artifacts.get(work.key).flatMap(NarrationArtifact.decode) { return known }
        let spoken: Narration
        if let stretch = work.recording {
            let model = try await model(of: work.text, voice: work.voice, seed: work.seed)
            spoken = try await runBlocking("recording") { [recordings] in
                let samples = try recordings.samples(of: stretch.recording)
                return RecordedSpeech.narration(samples, sampleRate: RecordingReader.sampleRate, like: model)
            }
        } else {
            spoken = try await speech.speak(work.text, voice: work.voice, seed: work.seed)
        }
        try await artifacts.put(try NarrationArtifact.encode(spoken), at: work.key)
        return spoken
    }

    /// A text of any length in a voice's words, to compare recordings with.
    func model(of text: String, voice: VoiceChoice?, seed: UInt64) async throws -> Narration {
        var parts: [Narration] = []
        let sentences = SentenceSplitter.sentences(in: text)
        for sentence in sentences {
            let voice = VoiceChoice(id: (voice ?? Self.standIn).id)
            parts.append(try await narration(for: try work(sentence, voice, nil, seed: seed)))
        }
        return RecordedSpeech.joined(parts, texts: sentences)
    }
}

/// Everything one sentence's sound depends on.
struct SpeechWork {
    /// The version of the code that speaks; raised when its sound changes.
    static let version = 1
    /// The version of the code that finds words in recordings.
    static let recordedVersion = 1

    let text: String
    let voice: VoiceChoice
    let seed: UInt64
    let identity: String
    let recording: RecordedStretch?

    /// The name of this work's result.
    var key: ArtifactKey {
        let parts = [text, voice.id, "\(voice.speed)", "\(seed)", identity]
        guard let recording else { return ArtifactKey(kind: "speak", version: Self.version, parts: parts) }
        return ArtifactKey(kind: "recorded", version: Self.recordedVersion, parts: parts + recording.parts)
    }
}
