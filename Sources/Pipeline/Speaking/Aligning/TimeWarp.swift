internal import Film

/// The best match in time of two utterances of the same words.
///
/// Dynamic time warping (Sakoe and Chiba, "Dynamic programming algorithm optimization for spoken word recognition", IEEE
/// Transactions on Acoustics, Speech, and Signal Processing 26, 1978), from a coarse look to a fine one, each within reach
/// of the one before (Salvador and Chan, "FastDTW", 2004), so that time and memory grow with the length alone.
struct TimeWarp {
    /// For each frame of the first utterance, the first and the last frame of the second that it matches.
    let match: [ClosedRange<Int>]
    /// The mean distance of matched frames.
    let distance: Float
    /// Which frames of the first were left out, where that was allowed.
    let isSkipped: [Bool]

    /// Frames of the coarsest look, at most: all of it is looked at.
    private static let coarsest = 6_000
    /// What a frame costs that has no counterpart, of the mean distance of two frames at random.
    ///
    /// With a person's reading of five sentences of which one is left out, 0.5 tells which at every look from 10 to
    /// 80 ms; below 0.44 sentences that are there are left out, above 0.54 others' places are taken.
    private static let strangeness: Float = 0.5
    /// How far a finer look strays from the coarser, in its own frames.
    private static let reach = 40
    /// What a step that leaves one of both standing costs more.
    ///
    /// Over 56 words read by a person, against PocketSphinx's forced alignment: medians of 22 to 28 ms for anything from
    /// 0.2 to 1.6, and the fewest far off at 0.8.
    private static let standing: Float = 0.8
    /// What passing over a quiet frame of one of both costs: people pause where a voice does not, and the other way.
    private static let pause: Float = 0.5

    /// Matches two utterances.
    ///
    /// - Parameters:
    ///   - first: The first.
    ///   - second: The second.
    ///   - joints: Frames of the first, in order, between any two of which it may be left out, and at each of which the
    ///     second may say something else; none for utterances that match throughout.
    /// - Complexity: O(n + m) beyond the coarsest look, which is O(36 million).
    init(_ first: SpeechFeatures, _ second: SpeechFeatures, joints: [Int] = []) {
        var step = 1
        while max(first.frames.count, second.frames.count) / step > Self.coarsest { step *= 2 }
        var coarse: [ClosedRange<Int>]?
        while true {
            let a = first.reduced(by: step)
            let b = second.reduced(by: step)
            let found = Self.path(
                a, b, rows: Self.rows(a.frames.count, b.frames.count, near: coarse),
                joints: joints.map { $0 / step })
            guard step > 1 else {
                (match, distance, isSkipped) = found
                return
            }
            step /= 2
            coarse = found.match
        }
    }

    /// Which frames of the second each frame of the first may match.
    private static func rows(_ n: Int, _ m: Int, near coarse: [ClosedRange<Int>]?) -> [Range<Int>] {
        guard let coarse, !coarse.isEmpty else { return Array(repeating: 0..<m, count: n) }
        var rows = (0..<n).map { index -> Range<Int> in
            let place = coarse[min(index / 2, coarse.count - 1)]
            let low = max(2 * place.lowerBound - reach, 0)
            return min(low, m - 1)..<max(min(2 * place.upperBound + 2 + reach, m), min(low, m - 1) + 1)
        }
        // A path must lead from corner to corner.
        rows[0] = 0..<rows[0].upperBound
        rows[n - 1] = rows[n - 1].lowerBound..<m
        return rows
    }

    /// What a frame of these two sounds costs that has no counterpart; see ``strangeness``.
    private static func otherwise(_ first: SpeechFeatures, _ second: SpeechFeatures) -> Float {
        var random = SeededRandom(seed: 1)
        let a = first.frames.indices.filter { !first.isQuiet[$0] }
        let b = second.frames.indices.filter { !second.isQuiet[$0] }
        guard !a.isEmpty, !b.isEmpty else { return .infinity }
        var sum: Float = 0
        let draws = 2_000
        for _ in 0..<draws {
            let left = first.frames[a[Int.random(in: a.indices, using: &random)]]
            let difference = left - second.frames[b[Int.random(in: b.indices, using: &random)]]
            sum += (difference * difference).sum().squareRoot()
        }
        return sum / Float(draws) * strangeness
    }

    private static func path(
        _ first: SpeechFeatures, _ second: SpeechFeatures, rows: [Range<Int>], joints: [Int]
    ) -> (match: [ClosedRange<Int>], distance: Float, isSkipped: [Bool]) {
        let (a, b) = (first.frames, second.frames)
        guard !a.isEmpty, !b.isEmpty else { return ([], .infinity, []) }
        let other = joints.isEmpty ? 0 : otherwise(first, second)
        var joint = 0
        var last = (row: 0, costs: [Float]())
        // Where a cell's best way came from: 0 both, 1 the row before, 2 the same row, 3 the joint before.
        var from = [[UInt8]](repeating: [], count: a.count)
        // Cell j stands at j + 1; everything outside a row is infinitely far.
        var before = [Float](repeating: .infinity, count: b.count + 1)
        var current = before
        for (row, columns) in rows.enumerated() {
            for column in row > 1 ? rows[row - 2] : 0..<0 { current[column + 1] = .infinity }
            var ways = [UInt8](repeating: 0, count: columns.count)
            let isJoint = joint < joints.count && joints[joint] == row
            let leap = last.costs.isEmpty || !isJoint ? .infinity : other * Float(row - last.row)
            for column in columns {
                let difference = a[row] - b[column]
                let distance = (difference * difference).sum().squareRoot()
                let both = (row == 0 && column == 0 ? 0 : before[column]) + distance
                let above = before[column + 1] + (first.isQuiet[row] ? min(pause, distance) : distance + standing)
                let wait = second.isQuiet[column] ? min(pause, distance) : distance + standing
                let left = current[column] + (isJoint ? min(wait, other) : wait)
                var best = min(both, above, left)
                ways[column - columns.lowerBound] = best == both ? 0 : best == above ? 1 : 2
                if isJoint, leap.isFinite, last.costs[column + 1] + leap < best {
                    best = last.costs[column + 1] + leap
                    ways[column - columns.lowerBound] = 3
                }
                current[column + 1] = best
            }
            from[row] = ways
            if isJoint {
                last = (row, current)
                // Joints of a coarse look may fall together.
                while joint < joints.count, joints[joint] <= row { joint += 1 }
            }
            swap(&before, &current)
        }
        let total = before[b.count]
        guard total.isFinite else {
            // Rows always touch; were they not to, an even match is the best guess.
            let match = a.indices.map { $0 * b.count / a.count...$0 * b.count / a.count }
            return (match, .infinity, Array(repeating: false, count: a.count))
        }
        var match = [ClosedRange<Int>](repeating: 0...0, count: a.count)
        var (row, column, steps) = (a.count - 1, b.count - 1, 1)
        var isSkipped = [Bool](repeating: false, count: a.count)
        var edge = column
        while true {
            match[row] = column...edge
            guard row > 0 || column > 0 else { break }
            steps += 1
            switch from[row][column - rows[row].lowerBound] {
            case 0:
                row -= 1
                column -= 1
                edge = column
            case 1:
                row -= 1
                edge = column
            case 2: column -= 1
            default:
                let joint = joints.last { $0 < row } ?? 0
                while row > joint + 1 {
                    row -= 1
                    match[row] = column...column
                    isSkipped[row] = true
                }
                row -= 1
                edge = column
            }
        }
        return (match, total / Float(steps), isSkipped)
    }
}
