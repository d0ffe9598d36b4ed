internal import Film
internal import Sound

/// What a storyboard lets one expect of its sound before a word is spoken.
enum FilmForecast {
    /// Characters that a voice speaks in a second at speed 1; measured on `heart`.
    static let charactersPerSecond = 14.5

    /// The share of speech and the length, estimated from the text.
    static func of(_ storyboard: Storyboard) -> FilmMixer.Forecast {
        var speech = 0.0
        var total = 0.0
        for scene in storyboard.scenes {
            let voice = scene.voice ?? storyboard.voice
            let spoken =
                voice.map { Double(scene.narration.count) / charactersPerSecond / max($0.speed, 0.1) } ?? 0
            let pause = scene.narration.isEmpty ? 0 : Double(scene.pauseAfter) / 1000
            speech += spoken
            total += max(spoken + pause, Double(scene.minimumDuration) / 1000)
        }
        return FilmMixer.Forecast(speechShare: total > 0 ? speech / total : 0, seconds: total)
    }
}
