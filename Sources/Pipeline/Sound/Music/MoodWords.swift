internal import Film

/// What is known about moods by name: other words for them, and the pack's tempi.
enum MoodWords {
    /// File name extensions that are music.
    static let extensions = ["opus", "ogg", "oga", "mp3", "m4a", "aac", "flac", "wav", "aif", "aiff", "mka", "webm"]

    /// Each word that is understood, and the pack's mood that it means.
    static let moods: [String: String] = {
        let words = [
            "calm":
                "ambient peaceful relaxed relaxing serene quiet meditative dreamy sleepy still documentary neutral soft",
            "tender": "romantic warm emotional love loving sweet intimate gentle hopeful touching family",
            "happy": "cheerful joyful joy upbeat fun funny playful bright sunny positive light optimistic summer",
            "energetic":
                "epic driving action exciting fast sport sports dynamic powerful dramatic intense workout inspiring "
                + "motivational techno trailer heroic",
            "nostalgic": "sad melancholic melancholy wistful reflective memories vintage retro bittersweet moody dark "
                + "mysterious pensive",
        ]
        var moods: [String: String] = [:]
        for (mood, others) in words {
            for word in others.split(separator: " ") { moods[String(word)] = mood }
        }
        return moods
    }()

    /// Beats per minute by the beginning of a track's name, from the pack's own list (LICENSE-MUSIC).
    private static let tempi: [String: Double] = [
        "calm_acoustic": 68, "calm_electronic": 72, "energetic_acoustic": 132, "energetic_electronic": 150,
        "happy_acoustic": 110, "happy_electronic": 123, "nostalgic_acoustic": 78, "nostalgic_electronic": 84,
        "tender_acoustic": 90, "tender_electronic": 99,
    ]

    /// The tempo of one of the pack's tracks; `nil` for any other.
    static func tempo(ofTrack name: String) -> Double? {
        tempi.first { name.hasPrefix($0.key + "_") && name.hasSuffix(".opus") }?.value
    }

    /// The mood, or the word for one, that was probably meant.
    static func nearest(to wish: String, moods: [String]) -> String? {
        NearestName.find(wish, among: moods + Self.moods.filter { moods.contains($0.value) }.keys.sorted())
    }
}
