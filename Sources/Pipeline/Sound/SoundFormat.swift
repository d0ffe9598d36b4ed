internal import Loudness

/// The numbers of a film's sound that everything here shares.
package enum SoundFormat {
    /// Samples per second of the mix and of music.
    package static let sampleRate = 48_000
    /// Frames that are mixed at once, 10 ms; gains move in straight lines inside it.
    static let hop = 480
    /// Integrated loudness of a finished film in LUFS.
    package static let targetLoudness = -14.0
    /// Highest true peak of the mix in dBTP where somebody speaks: AAC at 192 kb/s adds up to 0.4 dB to it (measured).
    static let speechCeiling = -2.0
    /// Highest true peak in dBTP where music is to the fore: AAC adds up to 1.4 dB to dense music (measured).
    static let musicCeiling = -3.0

    /// A length in seconds as frames, rounded.
    static func frames(_ seconds: Double) -> Int { Int((seconds * Double(sampleRate)).rounded()) }
}

/// The amplitude that a level in decibels stands for.
func amplitude(_ decibels: Double) -> Double { Elementary.pow(10, decibels / 20) }

/// A raised cosine: 0 up to 0, 1 from 1 on, and flat at both ends.
func smoothStep(_ x: Double) -> Double { x <= 0 ? 0 : x >= 1 ? 1 : 0.5 - 0.5 * Elementary.cos(.pi * x) }

extension Double {
    /// The value, moved into the range if it lies outside.
    func clamped(to range: ClosedRange<Double>) -> Double {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}
