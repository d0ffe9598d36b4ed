/// Where a track goes round: from `end` (fading until `end + fade`) to `start`.
struct LoopSeam: Equatable {
    /// Frame at which the way back begins to fade in.
    var start: Int
    /// Frame at which the old way begins to fade out.
    var end: Int
    /// Length of the cross-fade in frames.
    var fade: Int
}

/// Looks for the seam while a track plays for the first time.
///
/// Keeps the fingerprints of the first and the last 16 s. Every pair of places (near the beginning, near the end) is
/// judged by how much 1.6 s before and 1.6 s after resemble one another, in mean dB over the fingerprints; pairs that
/// are not whole bars apart and pairs that throw away much of the track pay a fine.
struct LoopSearch {
    private static let span = 16 * SoundFormat.sampleRate / ToneBank.hop
    private static let window = 80
    private static let fade = SoundFormat.frames(0.25)

    private let tempo: Double?
    private var bank = ToneBank()
    private var head: [Float] = []
    private var tail: [Float] = []
    private var count = 0

    init(tempo: Double?) { self.tempo = tempo }

    /// Hears the next part of the track.
    mutating func add(_ block: StereoBlock) {
        let prints = bank.add(block)
        count += prints.count / ToneBank.tones
        let room = Self.span * ToneBank.tones - head.count
        if room > 0 { head += prints.prefix(room) }
        tail += prints
        let limit = Self.span * ToneBank.tones
        if tail.count > 2 * limit { tail.removeFirst(tail.count - limit) }
    }

    /// The best seam, once the whole track was heard.
    ///
    /// - Parameters:
    ///   - length: The track's frames, at least 10 ms.
    ///   - earliest: The first frame that has not been played yet.
    /// - Returns: A seam whose cross-fade lies within the track and is still to be played.
    func seam(length: Int, earliest: Int) -> LoopSeam {
        let fade = min(Self.fade, length / 4)
        let plain = LoopSeam(start: 0, end: length - fade, fade: fade)
        let heads = head.count / ToneBank.tones
        let tails = min(tail.count / ToneBank.tones, Self.span)
        let offset = count - tails
        guard count >= 4 * Self.window, heads > Self.window, tails > Self.window else { return plain }
        let distance = differences(heads: heads, tails: tails)
        let last = tails - fade / ToneBank.hop - 2
        var best = (cost: Double.infinity, start: 0, end: 0)
        // Windows slide along the diagonals: both places move by the same time.
        for shift in (1 - heads)..<tails {
            let firstHead = max(0, -shift)
            let run = min(heads - firstHead, tails - (firstHead + shift))
            guard run > Self.window else { continue }
            let lag = offset + shift
            guard lag * 3 >= count else { continue }
            var sums = [Float](repeating: 0, count: run + 1)
            for step in 0..<run {
                sums[step + 1] = sums[step] + distance[(firstHead + step) * tails + firstHead + shift + step]
            }
            let fine = barFine(lag: lag)
            for step in 0..<run {
                let place = firstHead + step
                let end = place + shift
                guard end <= last, (offset + end) * ToneBank.hop > earliest else { continue }
                let from = max(0, step - Self.window)
                let to = min(run, step + Self.window)
                guard to - step >= Self.window / 2 else { continue }
                let resemblance = Double(sums[to] - sums[from]) / Double(to - from)
                let wasted = Double(count - lag) / Double(count)
                let cost = resemblance + fine + 3 * wasted
                if cost < best.cost { best = (cost, place, end) }
            }
        }
        guard best.cost.isFinite else { return plain }
        return LoopSeam(start: best.start * ToneBank.hop, end: (offset + best.end) * ToneBank.hop, fade: fade)
    }

    /// Up to 3 dB for a lag that is not a whole number of bars.
    private func barFine(lag: Int) -> Double {
        guard let tempo, tempo > 0 else { return 0 }
        let bars = Double(lag * ToneBank.hop) / Double(SoundFormat.sampleRate) * tempo / 240
        let off = abs(bars - bars.rounded()) * 240 / tempo
        return 3 * min(1, max(0, off - 0.03) / 0.1)
    }

    /// Mean absolute difference in dB of every head fingerprint with every tail fingerprint.
    private func differences(heads: Int, tails: Int) -> [Float] {
        let tones = ToneBank.tones
        var result = [Float](repeating: 0, count: heads * tails)
        let skipped = tail.count - tails * tones
        head.withUnsafeBytes { heads0 in
            tail.withUnsafeBytes { tails0 in
                for i in 0..<heads {
                    for j in 0..<tails {
                        var sum = SIMD16<Float>.zero
                        for group in 0..<tones / 16 {
                            let a = heads0.loadUnaligned(
                                fromByteOffset: 4 * (i * tones + 16 * group), as: SIMD16<Float>.self)
                            let b = tails0.loadUnaligned(
                                fromByteOffset: 4 * (skipped + j * tones + 16 * group), as: SIMD16<Float>.self)
                            let d = a - b
                            sum += d.replacing(with: -d, where: d .< 0)
                        }
                        result[i * tails + j] = sum.sum() / Float(tones)
                    }
                }
            }
        }
        return result
    }
}
