internal import Loudness

/// Brings the whole film to −14 LUFS: by forecast from the first sample, by measurement as it goes.
///
/// The forecast knows about how much of the film is spoken. Music in pauses is softer than speech and pulls the
/// integrated value down, so the less is spoken, the less the music steps back in pauses, and the rest is made up by
/// raising everything a little. The measured value of what has gone out then moves the programme by at most 3 dB and
/// the pauses' music by at most 5 dB, slower than anyone hears (0.25 and 0.5 dB a second).
struct LoudnessSteering {
    /// Level of the music in pauses of a well-filled film, and in short pauses of any, in LU relative to speech.
    static let shortPause = -9.0
    /// Seconds of output between two looks at the meter.
    static let interval = 1.0

    /// dB added to everything: speech and music.
    private(set) var programme: Double
    /// Level of the music in pauses, relative to speech, in LU.
    var pauseLevel: Double { min(basePause + lift, max(basePause, -0.5)) }

    private let basePause: Double
    private let baseProgramme: Double
    private let warmUp: Double
    private var lift = 0.0
    private var correction = 0.0
    private var heard = 0.0

    /// Starts from a forecast.
    ///
    /// - Parameters:
    ///   - speechShare: Share of the film that is spoken, 0...1.
    ///   - seconds: The film's length if it can be told.
    ///   - hasMusic: True when music plays between the words.
    init(speechShare: Double, seconds: Double?, hasMusic: Bool) {
        let music = hasMusic ? 1 - speechShare : 0
        basePause = Self.pauseLevel(musicShare: music)
        // Coming up, stepping back and fading out take some 1.6 s, and more where there are several pauses; the music
        // is heard then but hardly counts.
        let slopes = speechShare > 0 ? min(music, 1.6 / max(seconds ?? .infinity, 1) + 0.12 * music) : 0
        let power = 1 - music + (music - slopes) * Elementary.pow(10, basePause / 10)
        baseProgramme = (-10 * Elementary.log10(power / (1 - slopes / 2))).clamped(to: 0...2)
        programme = baseProgramme
        warmUp = speechShare > 0 ? 6 : 3
    }

    /// −9 LU while pauses are under a quarter of the film, 0 LU when there is no speech at all.
    private static func pauseLevel(musicShare: Double) -> Double {
        let points: [(share: Double, level: Double)] = [
            (0, shortPause), (0.25, shortPause), (0.5, -4), (0.8, -2), (1, 0),
        ]
        for (low, high) in zip(points, points.dropFirst()) where musicShare <= high.share {
            return low.level + (high.level - low.level) * (musicShare - low.share) / (high.share - low.share)
        }
        return 0
    }

    /// Takes one look at the meter.
    ///
    /// - Parameters:
    ///   - integrated: Of everything that has gone out, in LUFS.
    ///   - carrying: Seconds since the last look in which the film's carrying sound (speech, or music where nobody
    ///     speaks at all) was heard; only then is there something to learn.
    mutating func observe(integrated: Double?, carrying: Double) {
        heard += carrying
        guard let integrated, heard >= warmUp else { return }
        let deficit = (SoundFormat.targetLoudness - integrated) * heard / (heard + 5)
        let wanted = abs(deficit) < 0.1 ? 0 : deficit
        correction += ((5 * wanted).clamped(to: -3...3) - correction).clamped(to: -0.25...0.25)
        lift += ((5 * wanted).clamped(to: 0...5) - lift).clamped(to: -0.5...0.5)
        programme = baseProgramme + correction
    }
}
