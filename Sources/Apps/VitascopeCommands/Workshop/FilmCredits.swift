internal import Film
internal import Platform

/// Who made what a film shows and says.
enum FilmCredits {
    /// The typeface of captions and cards.
    private static let font = Credit(
        role: "font", title: "Inter", author: "Rasmus Andersson", licence: "OFL-1.1", source: "rsms.me/inter")

    /// Credits of pictures, voices and type, one for each use, in order of appearance; music is added by the film's own making.
    static func of(_ storyboard: Storyboard, voices: [Voice]) -> [Credit] {
        var credits: [Credit] = []
        for scene in storyboard.scenes {
            if let choice = scene.shot.choice {
                credits.append(
                    choice.credit
                        ?? Credit(role: "picture", title: choice.path, licence: "unknown", source: choice.path))
            }
        }
        var recordings: Set<String> = []
        for scene in storyboard.scenes where !scene.narration.isEmpty {
            if let file = scene.recording?.file {
                guard recordings.insert(file).inserted else { continue }
                credits.append(
                    Credit(role: "voice", title: Path.name(of: file), licence: "unknown", source: file))
                continue
            }
            guard let id = (scene.voice ?? storyboard.voice)?.id, let voice = voices.first(where: { $0.id == id })
            else { continue }
            credits.append(voice.credit)
        }
        return credits + [font]
    }
}
