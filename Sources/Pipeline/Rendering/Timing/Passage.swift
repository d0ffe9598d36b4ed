package import Film
internal import Planning

/// Scenes whose words are spoken as one: a scene alone, or a run joined by ``Scene/continuesInNext``.
package struct Passage: Sendable, Equatable {
    /// Index of the first scene in the film.
    package let firstScene: Int
    /// Its scenes, in order.
    package let scenes: [Scene]
    /// The sentences spoken, each one utterance; empty for a silent scene.
    package let sentences: [String]
    /// Who speaks, or `nil` for silence.
    package let voice: VoiceChoice?
    /// A person's speech of all its words, heard instead of the voice; they are one utterance then.
    package let recording: Recording?

    /// Index one past the last scene in the film.
    package var end: Int { firstScene + scenes.count }

    /// Cuts a film into passages.
    ///
    /// - Parameter storyboard: The film.
    /// - Returns: Passages that cover every scene once, in order.
    package static func passages(of storyboard: Storyboard) -> [Passage] {
        var passages: [Passage] = []
        var run: [Scene] = []
        for (index, scene) in storyboard.scenes.enumerated() {
            run.append(scene)
            let next = index + 1 < storyboard.scenes.count ? storyboard.scenes[index + 1] : nil
            let isSpoken = scene.recording != nil || (run.first?.voice ?? storyboard.voice) != nil
            if isSpoken, scene.isHeard(with: next) { continue }
            let text = run.map(\.narration).filter { !$0.isEmpty }.joined(separator: " ")
            let voice = run.first?.voice ?? storyboard.voice
            let recording = Scene.recording(of: run)
            let sentences =
                recording != nil
                ? [text] : voice == nil || text.isEmpty ? [] : SentenceSplitter.sentences(in: text)
            passages.append(
                Passage(
                    firstScene: index + 1 - run.count, scenes: run, sentences: sentences, voice: voice,
                    recording: recording))
            run = []
        }
        return passages
    }
}
