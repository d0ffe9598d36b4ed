/// What speech sounds like every 10 ms, whoever speaks and into whichever microphone: what alignment compares.
///
/// A frame is twelve mel-frequency cepstral coefficients and the level (Davis and Mermelstein, "Comparison of parametric
/// representations for monosyllabic word recognition", IEEE Transactions on Acoustics, Speech, and Signal Processing 28,
/// 1980), each brought to mean 0 and variance 1 over what sounds, which takes the room, the microphone and much of the
/// voice away. All quiet frames are alike: the noise of a room and the silence of a computer's voice must match.
struct SpeechFeatures: Sendable {
    /// One frame's values.
    typealias Frame = SIMD16<Float>

    /// Frames in a second.
    static let rate = 100

    /// No microphone's speech is below this level, some 90 dB under full scale.
    private static let silence: Float = -15

    /// The frames, in order.
    private(set) var frames: [Frame]
    /// Which frames hold no speech.
    private(set) var isQuiet: [Bool]

    /// Of the span between a recording's floor and its voice, in decibels, the part that still counts as quiet.
    private static let quietShare: Float = 0.25
    /// The largest span that is looked at: a computer's voice has no floor.
    private static let largestSpan: Float = 55

    /// What was measured, as it is.
    struct Measures: Sendable {
        /// Twelve coefficients a frame, in the first lanes.
        var cepstra: [Frame] = []
        /// Levels in decibels.
        var levels: [Float] = []

        /// Lets so many frames of silence follow.
        mutating func pause(_ frames: Int) {
            cepstra += [Frame](repeating: Frame(), count: frames)
            levels += [Float](repeating: -100, count: frames)
        }

        /// The same backwards: as much like speech as any, and no words.
        var reversed: Self { Self(cepstra: cepstra.reversed(), levels: levels.reversed()) }

        /// Lets another sound follow.
        mutating func append(_ other: Self) {
            cepstra += other.cepstra
            levels += other.levels
        }
    }

    /// Normalises what was measured.
    init(_ measures: Measures) {
        let levels = measures.levels
        let sorted = levels.sorted()
        let peak = sorted.isEmpty ? 0 : sorted[sorted.count * 19 / 20]
        let floor = max(sorted.isEmpty ? 0 : sorted[sorted.count / 10], peak - Self.largestSpan)
        let threshold = max(floor + (peak - floor) * Self.quietShare, Self.silence)
        isQuiet = levels.map { $0 < threshold }
        frames = measures.cepstra
        for index in frames.indices { frames[index][12] = levels[index] }
        var count: Float = 0
        var sum = Frame()
        for (index, frame) in frames.enumerated() where !isQuiet[index] {
            sum += frame
            count += 1
        }
        let mean = sum / max(count, 1)
        var spread = Frame()
        for (index, frame) in frames.enumerated() where !isQuiet[index] {
            let difference = frame - mean
            spread += difference * difference
        }
        let scale = 1 / ((spread / max(count, 1)).squareRoot() + 1e-6)
        var quiet = Frame()
        quiet[12] = -2
        for index in frames.indices {
            var frame = (frames[index] - mean) * scale
            frame[12] = min(max(frame[12], -2), 2)
            for lane in 13..<16 { frame[lane] = 0 }
            frames[index] = isQuiet[index] ? quiet : frame
        }
    }

    /// Means over so many frames each, for a coarser look.
    func reduced(by step: Int) -> Self {
        guard step > 1 else { return self }
        var reduced = self
        reduced.frames.removeAll(keepingCapacity: true)
        reduced.isQuiet.removeAll(keepingCapacity: true)
        for start in stride(from: 0, to: frames.count, by: step) {
            let range = start..<min(start + step, frames.count)
            reduced.frames.append(frames[range].reduce(Frame(), +) / Float(range.count))
            reduced.isQuiet.append(isQuiet[range].allSatisfy { $0 })
        }
        return reduced
    }

    /// Some of its frames.
    func part(_ range: Range<Int>) -> Self {
        var part = self
        part.frames = Array(frames[range])
        part.isQuiet = Array(isQuiet[range])
        return part
    }

    /// The stretches without speech of at least so many frames, in order.
    func pauses(ofAtLeast least: Int) -> [Range<Int>] {
        var pauses: [Range<Int>] = []
        var start: Int?
        for index in 0...isQuiet.count {
            if index < isQuiet.count, isQuiet[index] {
                start = start ?? index
            } else if let begin = start {
                if index - begin >= least { pauses.append(begin..<index) }
                start = nil
            }
        }
        return pauses
    }
}
