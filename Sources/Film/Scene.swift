/// One picture's stay on the screen and the words spoken over it.
package struct Scene: Sendable, Codable, Equatable, Identifiable {
    /// Unique in the film, of letters, digits and `-`; stable when other scenes change.
    package var id: String
    /// The words spoken, clean of marks, as captions show them; empty for a silent scene.
    package var narration: String
    /// True when the next scene's words finish this scene's last sentence: both are spoken in one breath.
    package var continuesInNext: Bool
    /// Silence after the last word before the next scene's first, in milliseconds; the planner follows the sense
    /// (sentence, paragraph, chapter, a pause the writer asked for).
    package var pauseAfter: Int
    /// The least time on screen in milliseconds; a silent scene's whole length.
    package var minimumDuration: Int
    /// A narrator for this scene alone.
    package var voice: VoiceChoice?
    /// A person's own speech of this scene's words, heard instead of the narrator.
    package var recording: Recording?
    /// A music change that begins with this scene.
    package var music: MusicChoice?
    /// What is seen.
    package var shot: Shot
    /// How this scene's picture takes over from the one before.
    package var entrance: Transition

    /// Makes a scene; everything but the id has a plain default.
    package init(
        id: String, narration: String = "", continuesInNext: Bool = false, pauseAfter: Int = 320,
        minimumDuration: Int = 0, voice: VoiceChoice? = nil, recording: Recording? = nil, music: MusicChoice? = nil,
        shot: Shot = Shot(), entrance: Transition = .cut
    ) {
        self.id = id
        self.narration = narration
        self.continuesInNext = continuesInNext
        self.pauseAfter = pauseAfter
        self.minimumDuration = minimumDuration
        self.voice = voice
        self.recording = recording
        self.music = music
        self.shot = shot
        self.entrance = entrance
    }

    /// Whether the next scene's words finish this one's without a break: both from a voice, or from one stretch of a
    /// recording.
    package func isHeard(with next: Self?) -> Bool {
        guard continuesInNext, let next, !next.narration.isEmpty else { return false }
        guard let recording else { return next.recording == nil }
        return next.recording.map { recording.continues(in: $0) } ?? false
    }

    /// The stretch of a recording in which scenes that are heard as one are said, if they are; nothing is said without
    /// words.
    package static func recording(of run: [Self]) -> Recording? {
        guard var stretch = run.first?.recording, run.contains(where: { !$0.narration.isEmpty }) else { return nil }
        stretch.end = run.last?.recording?.end
        return stretch
    }
}

/// How one picture gives way to the next.
package enum Transition: String, Sendable, Codable, CaseIterable {
    /// From one frame to the next.
    case cut
    /// A cross-fade of about a third of a second, at the start of the scene that enters.
    case dissolve
    /// From black (the first scene) over 0.4 s.
    case fade
}
