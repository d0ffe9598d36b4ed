internal import Loudness

/// Brings the whole film to −14 LUFS: by forecast from the first sample, by measurement as it goes.
///
/// The forecast knows about how much of the film is spoken. Music in pauses is softer than speech and pulls the
/// integrated value down, so the less is spoken, the less the music steps back in pauses, and the rest is made up by
/// raising everything a little. The measured value of what has gone out then moves the programme by at most 3 dB and
/// the pauses' music by at most 5 dB, slower than anyone hears (0.25 and 0.5 dB a second).
struct LoudnessSteering {
    /// Seconds of output between two looks at the meter.
    static let interval = 1.0

    /// dB added to everything: speech and music.
    private(set) var programme: Double
    /// Level of the music in pauses, relative to speech, in LU.
    var pauseLevel: Double { (basePause + lift).clamped(to: -12...(-0.5).clamped(to: basePause...0)) }

    private let basePause: Double
    private let baseProgramme: Double
    private let warmUp: Double
    private var lift = 0.0
    private var correction = 0.0
    private var heard = 0.0

    /// Starts from a forecast.
    init(speechShare: Double, hasMusic: Bool) {
        let music = hasMusic ? 1 - speechShare : 0
        basePause = Self.pauseLevel(musicShare: music)
        let power = 1 - music + music * Elementary.pow(10, basePause / 10)
        baseProgramme = (-10 * Elementary.log10(power)).clamped(to: 0...1.5)
        programme = baseProgramme
        warmUp = speechShare > 0 ? 6 : 3
    }

    /// −9 LU while pauses are under a quarter of the film, 0 LU when there is no speech at all.
    private static func pauseLevel(musicShare: Double) -> Double {
        let points: [(share: Double, level: Double)] = [(0, -9), (0.25, -9), (0.5, -4), (0.8, -2), (1, 0)]
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
        let deficit = (SoundFormat.targetLoudness - integrated) * heard / (heard + 10)
        let wanted = abs(deficit) < 0.1 ? 0 : deficit
        correction += ((3 * wanted).clamped(to: -3...3) - correction).clamped(to: -0.25...0.25)
        lift += ((3 * wanted).clamped(to: 0...5) - lift).clamped(to: -0.5...0.5)
        programme = baseProgramme + correction
    }
}
