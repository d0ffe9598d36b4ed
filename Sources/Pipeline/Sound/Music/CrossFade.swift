internal import Loudness

/// A cross-fade whose loudness stays level whether or not the two sounds are alike.
///
/// Equal power (sine and cosine) swells by 3 dB when both are the same sound; dividing by the expected amplitude of the
/// sum, from the correlation measured between them, takes the swell out.
struct CrossFade {
    private let entry: StereoBlock
    private let correlation: Double

    /// Prepares to go from `exit` to `entry`, which are equally long.
    init(from exit: StereoBlock, to entry: StereoBlock) {
        self.entry = entry
        var both = 0.0
        var old = 1e-12
        var new = 1e-12
        for index in 0..<entry.count {
            let a = Double(exit.left[index] + exit.right[index])
            let b = Double(entry.left[index] + entry.right[index])
            both += a * b
            old += a * a
            new += b * b
        }
        correlation = max(0, both / (old * new).squareRoot())
    }

    /// Where in a longer entry the waves follow the exit's best, to 8 frames: the offset of greatest correlation.
    static func bestOffset(of exit: StereoBlock, in entry: StereoBlock) -> Int {
        var best = (fit: -Double.infinity, offset: 0)
        for offset in stride(from: 0, through: entry.count - exit.count, by: 8) {
            var both: Float = 0
            var new: Float = 1e-9
            for index in stride(from: 0, to: exit.count, by: 4) {
                let a = exit.left[index] + exit.right[index]
                let b = entry.left[offset + index] + entry.right[offset + index]
                both += a * b
                new += b * b
            }
            let fit = Double(both) / Double(new).squareRoot()
            if fit > best.fit { best = (fit, offset) }
        }
        return best.offset
    }

    /// Blends the entry into the exit's samples.
    func blend(into exit: inout StereoBlock) {
        for index in 0..<entry.count {
            let angle = smoothStep((Double(index) + 0.5) / Double(entry.count)) * .pi / 2
            let a = Elementary.cos(angle)
            let b = Elementary.sin(angle)
            let scale = 1 / (1 + 2 * a * b * correlation).squareRoot()
            let old = Float(a * scale)
            let new = Float(b * scale)
            exit.left[index] = exit.left[index] * old + entry.left[index] * new
            exit.right[index] = exit.right[index] * old + entry.right[index] * new
        }
    }
}
