internal import Glibc

/// Measures ``SpeechFeatures`` of sound that comes in blocks, so that an hour of it need not be held.
struct SpeechMeter {
    /// Mel bands, spread over what a telephone and a studio both carry.
    private static let bands = 26
    private static let band: (low: Float, high: Float) = (80, 7_600)
    private static let coefficients = 12

    private let sampleRate: Int
    private let fourier: Fourier
    private let window: [Float]
    /// For each band its first bin and the weights from there on.
    private let filters: [(first: Int, weights: [Float])]
    /// `cosines[k][b]`: what band b gives to coefficient k + 1.
    private let cosines: [[Float]]

    private var pending: [Float] = []
    /// The sample that `pending` begins with.
    private var position = 0
    private var measures = SpeechFeatures.Measures()

    /// Samples of the frames' windows: the largest product of 3, 4 and 5 within 25 ms.
    private static func windowLength(_ sampleRate: Int) -> Int {
        var length = max(sampleRate / 40, 60)
        while true {
            var rest = length
            for radix in [4, 3, 5] { while rest % radix == 0 { rest /= radix } }
            if rest == 1 { return length }
            length -= 1
        }
    }

    /// Begins to measure.
    ///
    /// - Parameter sampleRate: Samples a second, at least 8 000.
    init(sampleRate: Int) {
        self.sampleRate = sampleRate
        let length = Self.windowLength(sampleRate)
        fourier = Fourier(count: length)
        window = (0..<length).map { 0.5 - 0.5 * cosf(2 * .pi * (Float($0) + 0.5) / Float(length)) }
        func mel(_ hertz: Float) -> Float { 1127 * logf(1 + hertz / 700) }
        let high = min(Self.band.high, Float(sampleRate) / 2)
        let (bottom, top) = (mel(Self.band.low), mel(high))
        let edges = (0..<Self.bands + 2).map { index -> Float in
            let place = bottom + (top - bottom) * Float(index) / Float(Self.bands + 1)
            return 700 * (expf(place / 1127) - 1)
        }
        let spacing = Float(sampleRate) / Float(length)
        filters = (0..<Self.bands).map { index in
            let (low, middle, high) = (edges[index], edges[index + 1], edges[index + 2])
            let first = Int(low / spacing) + 1
            let last = max(min(Int(high / spacing), length / 2), first)
            let weights = (first...last).map { bin -> Float in
                let hertz = Float(bin) * spacing
                return max(hertz < middle ? (hertz - low) / (middle - low) : (high - hertz) / (high - middle), 0)
            }
            return (first, weights)
        }
        cosines = (1...Self.coefficients).map { k in
            (0..<Self.bands).map { cosf(.pi * Float(k) * (Float($0) + 0.5) / Float(Self.bands)) }
        }
    }

    /// Takes in the next samples.
    mutating func add(_ samples: [Float]) {
        pending += samples
        while start(of: measures.cepstra.count + Lanes.scalarCount - 1) + window.count <= position + pending.count {
            measure(Lanes.scalarCount)
        }
        let spent = min(start(of: measures.cepstra.count) - position, pending.count)
        if spent > 1 << 16 {
            pending.removeFirst(spent)
            position += spent
        }
    }

    /// Ends the sound, and gives what was measured.
    ///
    /// - Returns: A frame for every 10 ms that began.
    mutating func finish() -> SpeechFeatures.Measures {
        let end = position + pending.count
        pending += [Float](repeating: 0, count: window.count + sampleRate / SpeechFeatures.rate * Lanes.scalarCount)
        while start(of: measures.cepstra.count) < end {
            var left = 1
            while left < Lanes.scalarCount, start(of: measures.cepstra.count + left) < end { left += 1 }
            measure(left)
        }
        return measures
    }

    private func start(of frame: Int) -> Int { frame * sampleRate / SpeechFeatures.rate }

    /// Measures the next frames, at most eight of them.
    private mutating func measure(_ count: Int) {
        let length = window.count
        var real = [Lanes](repeating: Lanes(), count: length)
        var imaginary = real
        for lane in 0..<count {
            let offset = start(of: measures.cepstra.count + lane) - position
            for index in 0..<length { real[index][lane] = pending[offset + index] * window[index] }
        }
        real.withUnsafeMutableBufferPointer { re in
            imaginary.withUnsafeMutableBufferPointer { im in
                guard let re = re.baseAddress, let im = im.baseAddress else { return }
                fourier.transform(re, im)
            }
        }
        var logs = [Lanes](repeating: Lanes(), count: Self.bands)
        var total = Lanes()
        for (index, filter) in filters.enumerated() {
            var sum = Lanes()
            for (step, weight) in filter.weights.enumerated() {
                let bin = filter.first + step
                sum += (real[bin] * real[bin] + imaginary[bin] * imaginary[bin]) * weight
            }
            total += sum
            for lane in 0..<count { logs[index][lane] = logf(sum[lane] + 1e-10) }
        }
        for lane in 0..<count {
            var frame = SpeechFeatures.Frame()
            for (k, row) in cosines.enumerated() {
                var value: Float = 0
                for band in 0..<Self.bands { value += row[band] * logs[band][lane] }
                frame[k] = value
            }
            measures.cepstra.append(frame)
            measures.levels.append(10 * log10f(total[lane] + 1e-10))
        }
    }
}

extension SpeechFeatures {
    /// Measures a sound that is there as a whole.
    static func measures(of samples: [Float], sampleRate: Int) -> Measures {
        var meter = SpeechMeter(sampleRate: sampleRate)
        meter.add(samples)
        return meter.finish()
    }
}
