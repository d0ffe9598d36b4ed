package import Artifacts
package import Film
package import LibAV
package import Sound
package import Steps

/// What a renderer works with; chosen by the program, never by the pipeline.
package struct RenderTools: Sendable {
    /// Says sentences.
    package var narrator: Narrator
    /// Keeps results.
    package var artifacts: any ArtifactStore
    /// Hands out steps.
    package var steps: any StepStore
    /// The film's video encoder.
    package var encoder: EncoderKind
    /// How many scenes are made at once.
    package var workers: Int
    /// Finds the music for a choice; `nil` for none.
    package var music: @Sendable (MusicChoice, UInt64) throws -> MusicPick?
    /// Tells where a photo's subject is.
    package var subject: @Sendable (String) -> [Double]?
    /// Decides when scenes are drawn.
    package var turns: any SceneTurns

    /// Gathers the tools.
    package init(
        narrator: Narrator, artifacts: any ArtifactStore, steps: any StepStore,
        encoder: EncoderKind, workers: Int, music: @escaping @Sendable (MusicChoice, UInt64) throws -> MusicPick?,
        subject: @escaping @Sendable (String) -> [Double]? = { _ in nil }, turns: any SceneTurns = FreeTurns()
    ) {
        self.narrator = narrator
        self.artifacts = artifacts
        self.steps = steps
        self.encoder = encoder
        self.workers = workers
        self.music = music
        self.subject = subject
        self.turns = turns
    }
}

/// A track that was picked, and who made it.
package struct MusicPick {
    /// The track.
    package var track: MusicTrack
    /// Its credit.
    package var credit: Credit

    /// Names a pick.
    package init(track: MusicTrack, credit: Credit) {
        self.track = track
        self.credit = credit
    }
}
