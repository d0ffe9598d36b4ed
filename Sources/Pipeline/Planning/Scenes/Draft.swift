import Film

/// A scene before its queries and its id are known.
struct Draft {
    /// Words spoken.
    var narration = ""
    /// The next draft goes on with this sentence.
    var continues = false
    /// Milliseconds of silence after the words.
    var pauseAfter = Rhythm.sentencePause
    /// Least milliseconds on screen.
    var minimum = 0
    /// Kind of picture.
    var kind: Shot.Kind = .footage
    /// Queries the writer gave.
    var wished: [String] = []
    /// What the writer does not want to see.
    var avoid: [String] = []
    /// A file the writer named.
    var file: String?
    /// Narrator change.
    var voice: VoiceChoice?
    /// Music change.
    var music: MusicChoice?
    /// How the picture enters.
    var entrance: Transition = .cut
    /// The chapter it is in.
    var chapter: String?
    /// First of its paragraph.
    var opensParagraph = false

    /// Estimated length in seconds, its pause included.
    func seconds(speed: Double) -> Double {
        let spoken = narration.isEmpty ? 0 : SpeakingRate.seconds(narration, speed: speed) + Double(pauseAfter) / 1_000
        return max(spoken, Double(minimum) / 1_000)
    }
}

/// What the writer wants to be seen from a direction on.
struct Wish {
    /// Kind of picture.
    var kind: Shot.Kind = .footage
    /// Words to look for.
    var queries: [String] = []
    /// What to keep out.
    var avoid: [String] = []
    /// A file.
    var file: String?
    /// The direction's line.
    var line = 0

    /// What remains of the wish for a paragraph's later shots: words and scenery last, cards and files are seen once.
    var afterFirstShot: Wish? {
        switch kind {
        case .card: nil
        case .scenery: self
        case .footage: file == nil ? self : nil
        }
    }
}
