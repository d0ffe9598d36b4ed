import Film

/// Settles how long each scene must stay on screen.
enum Pacing {
    /// Gives every draft its least length: none flickers by, and a film without a voice leaves time to read.
    static func settle(_ drafts: inout [Draft], hasVoice: Bool, speed: Double) {
        for index in drafts.indices where !drafts[index].narration.isEmpty {
            if hasVoice {
                let spoken = SpeakingRate.seconds(drafts[index].narration, speed: speed)
                // The estimate may be a third too long: what might be shorter than a shot's least gets the least.
                if spoken < 2.2, !drafts[index].continues {
                    drafts[index].minimum = max(drafts[index].minimum, Rhythm.loneShot)
                }
            } else {
                let reading = SpeakingRate.readingSeconds(drafts[index].narration)
                let pause = drafts[index].continues ? 0 : max(0, drafts[index].pauseAfter - Rhythm.sentencePause)
                let length = Int((reading * 1_000).rounded()) + pause
                drafts[index].minimum = min(max(drafts[index].minimum, length), DocumentLimits.hold)
            }
        }
    }
}
