internal import Loudness

/// What a moment of music sounds like: the energy of 48 semitones (C3 to B6) fifty times a second, in dB.
///
/// A bank of leaky complex resonators on the mono sum at 12 kHz: each is one complex multiplication a sample. It is a
/// fingerprint for finding loop seams, not an analysis: bandwidths of about 15 Hz let onsets show as well as chords.
struct ToneBank {
    /// Semitones in a fingerprint.
    static let tones = 48
    /// Film frames in a fingerprint.
    static let hop = 960
    private static let decimation = 4
    private static let floor = 1e-5

    private var real: [SIMD16<Float>]
    private var imaginary: [SIMD16<Float>]
    private let cosines: [SIMD16<Float>]
    private let sines: [SIMD16<Float>]
    private var held: [Float] = []

    init() {
        let rate = Double(SoundFormat.sampleRate / Self.decimation)
        let decay = Elementary.exp(-2 * Double.pi * 15 / rate)
        let groups = 0..<Self.tones / 16
        let angle = { (tone: Int) -> Double in
            2 * Double.pi * 130.8128 * Elementary.pow(2, Double(tone) / 12) / rate
        }
        cosines = groups.map { group in
            SIMD16((0..<16).map { Float(decay * Elementary.cos(angle(16 * group + $0))) })
        }
        sines = groups.map { group in
            SIMD16((0..<16).map { Float(decay * Elementary.sin(angle(16 * group + $0))) })
        }
        real = groups.map { _ in .zero }
        imaginary = groups.map { _ in .zero }
    }

    /// Takes music in and returns the fingerprints that it completes, `tones` values each.
    mutating func add(_ block: StereoBlock) -> [Float] {
        for index in 0..<block.count { held.append(block.left[index] + block.right[index]) }
        var prints: [Float] = []
        var start = 0
        while held.count - start >= Self.hop {
            prints += fingerprint(from: start)
            start += Self.hop
        }
        held.removeFirst(start)
        return prints
    }

    private mutating func fingerprint(from start: Int) -> [Float] {
        var prints: [Float] = []
        for group in real.indices {
            var re = real[group]
            var im = imaginary[group]
            let c = cosines[group]
            let s = sines[group]
            var index = start
            while index < start + Self.hop {
                // A sum of four is filter enough: what folds down is the same in both places compared.
                let x = held[index] + held[index + 1] + held[index + 2] + held[index + 3]
                let next = re * c - im * s + x
                im = re * s + im * c
                re = next
                index += Self.decimation
            }
            real[group] = re
            imaginary[group] = im
            let energy = re * re + im * im
            for lane in 0..<16 { prints.append(Float(10 * Elementary.log10(Double(energy[lane]) * 1e-4 + Self.floor))) }
        }
        return prints
    }
}
