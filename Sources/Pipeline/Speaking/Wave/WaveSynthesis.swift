internal import Film

/// What the voice's network predicts: five pictures of frequency over time, and the pitch.
///
/// Each of the five is `WaveSynthesis.bins` rows of `frames` values; memory is borrowed from the network's answer.
struct PredictedSpectrum {
    /// Frames of 12.5 ms.
    let frames: Int
    /// Logarithm of the harmonic part's magnitude.
    let harmonic: UnsafeBufferPointer<Float>
    /// The harmonic part's phase shift, before `π tanh`.
    let shift: UnsafeBufferPointer<Float>
    /// Logarithm of the noise's magnitude.
    let noise: UnsafeBufferPointer<Float>
    /// Logarithm of the free part's magnitude.
    let free: UnsafeBufferPointer<Float>
    /// The free part's phase in radians.
    let phase: UnsafeBufferPointer<Float>
    /// Hertz per frame; below 40 there is no voice.
    let pitch: UnsafeBufferPointer<Float>
}

/// Makes sound from the spectrum that the voice's network predicts.
///
/// In every frame the spectrum is `exp(h)·e^(iπ tanh θ)·P + exp(n)·Z + exp(r)·e^(iφ)`, with P the spectrum of a pulse
/// train at the predicted pitch and Z complex normal noise (`hibari-tts` 0.2.1, `dsp.py`); then one inverse transform
/// with a periodic Hann window and overlap by three quarters. Sixteen frames are worked on at once: eight in the lanes
/// of a vector, twice, as real and imaginary part of one transform.
struct WaveSynthesis {
    /// Samples per second.
    static let rate = 24_000
    /// Samples from frame to frame.
    static let hop = 300
    /// Points of the transform.
    static let points = 1200
    /// Frequencies in a frame, from 0 to half the rate.
    static let bins = points / 2 + 1

    private let fourier = Fourier(count: points)
    private let window: [Float]

    /// Prepares the tables.
    init() {
        window = (0..<Self.points).map { n in
            0.5 - 0.5 * LaneMath.sineCosine(2 * Float.pi * Float(n) / Float(Self.points)).cosine
        }
    }

    /// Makes the sound.
    ///
    /// - Parameters:
    ///   - spectrum: The network's answer.
    ///   - random: Decides the noise.
    /// - Returns: `frames * hop` samples.
    func samples(_ spectrum: PredictedSpectrum, random: SeededRandom) -> [Float] {
        let frames = spectrum.frames
        guard frames > 0 else { return [] }
        let pulses = padded(Pulses.train(pitch: spectrum.pitch, hop: Self.hop, rate: Self.rate))
        // Overlapping frames add up here; rounded up to whole groups of sixteen.
        let groups = (frames + 15) / 16
        var mix = [Float](repeating: 0, count: groups * 16 * Self.hop + Self.points)
        var noise = LaneNoise(random)
        let re = UnsafeMutablePointer<Lanes>.allocate(capacity: Self.points)
        let im = UnsafeMutablePointer<Lanes>.allocate(capacity: Self.points)
        defer {
            re.deallocate()
            im.deallocate()
        }
        pulses.withUnsafeBufferPointer { pulses in
            mix.withUnsafeMutableBufferPointer { mix in
                for group in 0..<groups {
                    let first = group * 16
                    analyse(pulses, from: first, frames: frames, re, im)
                    combine(spectrum, from: first, &noise, re, im)
                    fourier.transform(im, re)
                    add(re, im, to: mix, from: first, frames: frames)
                }
            }
        }
        return normalised(mix, frames: frames)
    }

    /// The pulse train with half a window of its mirror image at either end.
    private func padded(_ train: [Float]) -> [Float] {
        let half = Self.points / 2
        let last = train.count - 1
        // A train shorter than the mirror needs is bounced to and fro; only sounds under 25 ms are.
        func bounced(_ index: Int) -> Float {
            guard last > 0 else { return train[0] }
            let period = 2 * last
            let folded = ((index % period) + period) % period
            return train[folded > last ? period - folded : folded]
        }
        return (-half..<0).map(bounced) + train + (train.count..<train.count + half).map(bounced)
    }

    /// The windowed pulses of sixteen frames, transformed: two real signals as one complex one.
    private func analyse(
        _ pulses: UnsafeBufferPointer<Float>, from first: Int, frames: Int, _ re: UnsafeMutablePointer<Lanes>,
        _ im: UnsafeMutablePointer<Lanes>
    ) {
        let hop = Self.hop
        let limit = frames - 1
        let scale = 4 / Float(Self.points)
        let a = SIMD8<Int>(0, 1, 2, 3, 4, 5, 6, 7) &+ first
        var starts = (a, a &+ 8)
        for lane in 0..<8 {
            starts.0[lane] = min(starts.0[lane], limit) * hop
            starts.1[lane] = min(starts.1[lane], limit) * hop
        }
        for n in 0..<Self.points {
            var x = Lanes()
            var y = Lanes()
            for lane in 0..<8 {
                x[lane] = pulses[starts.0[lane] + n]
                y[lane] = pulses[starts.1[lane] + n]
            }
            let weight = window[n] * scale
            re[n] = x * weight
            im[n] = y * weight
        }
        fourier.transform(re, im)
    }

    /// Turns the pulses' spectra into the voice's, in place.
    private func combine(
        _ spectrum: PredictedSpectrum, from first: Int, _ noise: inout LaneNoise, _ re: UnsafeMutablePointer<Lanes>,
        _ im: UnsafeMutablePointer<Lanes>
    ) {
        let points = Self.points
        for k in 0..<Self.bins {
            let mirror = k == 0 ? 0 : points - k
            // Two real signals' spectra are the even and the odd part of the one transform.
            let aRe = (re[k] + re[mirror]) * 0.5
            let aIm = (im[k] - im[mirror]) * 0.5
            let bRe = (im[k] + im[mirror]) * 0.5
            let bIm = (re[mirror] - re[k]) * 0.5
            var x = shaped(spectrum, bin: k, from: first, aRe, aIm, &noise)
            var y = shaped(spectrum, bin: k, from: first + 8, bRe, bIm, &noise)
            if k == 0 || k == points / 2 {
                // A real signal has no imaginary part at either end of its spectrum.
                x.im = Lanes()
                y.im = Lanes()
            }
            re[k] = x.re - y.im
            im[k] = x.im + y.re
            if mirror != k {
                re[mirror] = x.re + y.im
                im[mirror] = y.re - x.im
            }
        }
    }

    @inline(__always)
    private func shaped(
        _ spectrum: PredictedSpectrum, bin: Int, from first: Int, _ pulseRe: Lanes, _ pulseIm: Lanes,
        _ noise: inout LaneNoise
    ) -> (re: Lanes, im: Lanes) {
        let ceiling = Lanes(repeating: 7)
        func row(_ values: UnsafeBufferPointer<Float>) -> Lanes {
            Self.lanes(values, row: bin, first: first, frames: spectrum.frames)
        }
        let turn = LaneMath.sineCosine(LaneMath.tanh(row(spectrum.shift)) * Float.pi)
        let loud = LaneMath.exp(LaneMath.simdMin(row(spectrum.harmonic), ceiling))
        let rough = LaneMath.exp(LaneMath.simdMin(row(spectrum.noise), ceiling))
        let free = LaneMath.exp(LaneMath.simdMin(row(spectrum.free), ceiling))
        let way = LaneMath.sineCosine(row(spectrum.phase))
        let re = loud * (turn.cosine * pulseRe - turn.sine * pulseIm) + rough * noise.next() + free * way.cosine
        let im = loud * (turn.cosine * pulseIm + turn.sine * pulseRe) + rough * noise.next() + free * way.sine
        return (re, im)
    }

    /// Eight frames of one row; frames past the end repeat the last one (their sound is not used).
    @inline(__always)
    private static func lanes(_ values: UnsafeBufferPointer<Float>, row: Int, first: Int, frames: Int) -> Lanes {
        let start = row * frames + first
        if first + 8 <= frames, let base = values.baseAddress {
            return UnsafeRawPointer(base + start).loadUnaligned(as: Lanes.self)
        }
        var result = Lanes()
        for lane in 0..<8 { result[lane] = values[row * frames + min(first + lane, frames - 1)] }
        return result
    }

    /// Windows sixteen frames and adds them where they belong.
    private func add(
        _ re: UnsafeMutablePointer<Lanes>, _ im: UnsafeMutablePointer<Lanes>, to mix: UnsafeMutableBufferPointer<Float>,
        from first: Int, frames: Int
    ) {
        let scale = 1 / Float(Self.points)
        let a = min(8, frames - first)
        let b = min(8, max(0, frames - first - 8))
        for n in 0..<Self.points {
            let weight = window[n] * scale
            let x = re[n] * weight
            let y = im[n] * weight
            var at = first * Self.hop + n
            for lane in 0..<a {
                mix[at] += x[lane]
                at += Self.hop
            }
            for lane in 0..<b {
                mix[at] += y[lane]
                at += Self.hop
            }
        }
    }

    /// Divides by the windows' summed squares and drops the half window before the first frame's middle.
    private func normalised(_ mix: [Float], frames: Int) -> [Float] {
        let hop = Self.hop
        let half = Self.points / 2
        return (0..<frames * hop).map { n in
            let at = n + half
            var sum: Float = 0
            for overlap in 0..<Self.points / hop {
                let frame = at / hop - overlap
                if frame >= 0, frame < frames { sum += window[at - frame * hop] * window[at - frame * hop] }
            }
            return mix[at] / max(sum, 1e-11)
        }
    }
}
