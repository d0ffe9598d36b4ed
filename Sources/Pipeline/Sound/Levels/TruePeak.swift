/// The true peak of short groups of samples, by the 4× oversampling filter of ITU-R BS.1770-4, Annex 2.
struct TruePeak {
    /// Samples whose peak is one value.
    static let group = 16
    /// What the filter needs of the past.
    static let history = 11
    /// The filter delays by about six samples: a peak is reported for its own group or the next.
    private static let phases: [[Float]] = {
        let first: [Float] = [
            0.0017089843750, 0.0109863281250, -0.0196533203125, 0.0332031250000, -0.0594482421875, 0.1373291015625,
            0.9721679687500, -0.1022949218750, 0.0476074218750, -0.0266113281250, 0.0148925781250, -0.0083007812500,
        ]
        let second: [Float] = [
            -0.0291748046875, 0.0292968750000, -0.0517578125000, 0.0891113281250, -0.1665039062500, 0.4650878906250,
            0.7797851562500, -0.2003173828125, 0.1015625000000, -0.0582275390625, 0.0330810546875, -0.0189208984375,
        ]
        return [first, second, second.reversed(), first.reversed()]
    }()
    /// No phase can make more of a sample than this: the largest sum of magnitudes.
    private static let most: Float = 2.03

    private let phases = Self.phases.map { taps in taps.reversed().map { SIMD16<Float>(repeating: $0) } }

    /// The largest magnitude between and at the samples of each group.
    ///
    /// - Parameters:
    ///   - samples: ``history`` samples of the past, then whole groups.
    ///   - quiet: Groups that cannot reach this are given their plain sample peak; nothing needs to be done there.
    ///   - peaks: One value a group; what is larger already stays.
    func measure(_ samples: [Float], quiet: Float, into peaks: inout [Float]) {
        samples.withUnsafeBytes { bytes in
            for index in peaks.indices {
                let base = index * Self.group
                let now = Self.magnitude(bytes.loadUnaligned(fromByteOffset: 4 * (base + 11), as: SIMD16<Float>.self))
                let past = Self.magnitude(bytes.loadUnaligned(fromByteOffset: 4 * base, as: SIMD16<Float>.self))
                var largest = now
                if now.replacing(with: past, where: past .> now).max() * Self.most > quiet {
                    for taps in phases {
                        var sum = SIMD16<Float>.zero
                        for tap in 0..<taps.count {
                            sum +=
                                taps[tap]
                                * bytes.loadUnaligned(fromByteOffset: 4 * (base + tap), as: SIMD16<Float>.self)
                        }
                        let value = Self.magnitude(sum)
                        largest.replace(with: value, where: value .> largest)
                    }
                }
                peaks[index] = max(peaks[index], largest.max())
            }
        }
    }

    private static func magnitude(_ x: SIMD16<Float>) -> SIMD16<Float> { x.replacing(with: -x, where: x .< 0) }
}
