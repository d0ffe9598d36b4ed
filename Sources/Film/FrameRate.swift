/// Frames per second as an exact fraction.
package struct FrameRate: Sendable, Hashable, Codable {
    /// Frames in `denominator` seconds.
    package let numerator: Int32
    /// Seconds that hold `numerator` frames.
    package let denominator: Int32

    /// Makes a rate of whole frames per second.
    package init(_ framesPerSecond: Int) {
        precondition(framesPerSecond > 0, "a frame rate must be positive, got \(framesPerSecond)")
        numerator = Int32(framesPerSecond)
        denominator = 1
    }

    /// The rates a film may have.
    package static let offered: [Int] = [24, 25, 30, 50, 60]

    /// Frames per second, for showing and estimating.
    package var framesPerSecond: Double { Double(numerator) / Double(denominator) }

    /// The number of frames nearest to a length in seconds.
    package func frames(in seconds: Double) -> Int { Int((seconds * framesPerSecond).rounded()) }

    /// Audio samples (at `sampleRate`) from the film's start to the start of frame `index`, rounded to nearest.
    package func samples(before index: Int, sampleRate: Int) -> Int {
        let product = index * sampleRate * Int(denominator)
        return (product + Int(numerator) / 2) / Int(numerator)
    }

    /// Seconds from the film's start to the start of frame `index`.
    package func seconds(before index: Int) -> Double { Double(index) / framesPerSecond }
}
