internal import ArgumentParser

/// What of a film can be fetched.
enum FilmPart: String, CaseIterable, ExpressibleByArgument {
    case film
    case captions
    case poster
    case thumbnails
    case credits
    case storyboard

    /// File names in the film's folder, and where each is below the film's address.
    var files: [(name: String, path: String)] {
        switch self {
        case .film: [("film.mp4", "content")]
        case .captions:
            [
                ("captions.vtt", "captions.vtt"), ("captions.srt", "captions.srt"), ("captions.ass", "captions.ass"),
            ]
        case .poster: [("poster.jpg", "poster.jpg")]
        case .thumbnails: [("thumbnails.jpg", "thumbnails.jpg"), ("thumbnails.vtt", "thumbnails.vtt")]
        case .credits: [("credits.txt", "credits.txt"), ("credits.json", "credits.json")]
        case .storyboard: [("storyboard.json", "storyboard")]
        }
    }

    /// Whether a film may do without it.
    var isOptional: Bool { self != .film && self != .storyboard }
}
