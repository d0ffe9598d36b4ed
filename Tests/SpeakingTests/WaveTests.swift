import Film
import Testing

@testable import Speaking

@Suite struct WaveTests {
    @Test("The transform agrees with its definition", arguments: [12, 60, 1200])
    func fourier(count: Int) {
        var random = SeededRandom(seed: 3)
        let re = (0..<count).map { _ in Float.random(in: -1...1, using: &random) }
        let im = (0..<count).map { _ in Float.random(in: -1...1, using: &random) }
        let a = UnsafeMutablePointer<Lanes>.allocate(capacity: count)
        let b = UnsafeMutablePointer<Lanes>.allocate(capacity: count)
        defer {
            a.deallocate()
            b.deallocate()
        }
        for n in 0..<count {
            a[n] = Lanes(repeating: re[n])
            b[n] = Lanes(repeating: im[n])
        }
        Fourier(count: count).transform(a, b)
        for k in stride(from: 0, to: count, by: max(1, count / 24)) {
            var x: Float = 0
            var y: Float = 0
            for n in 0..<count {
                let (s, c) = LaneMath.sineCosine(-2 * Float.pi * Float(k * n % count) / Float(count))
                x += re[n] * c - im[n] * s
                y += re[n] * s + im[n] * c
            }
            #expect(abs(a[k][0] - x) < 2e-3 && abs(b[k][7] - y) < 2e-3)
        }
    }

    // Values from Python 3.11's math module.
    @Test(
        "Elementary functions are right to single precision",
        arguments: [
            (Float(0), Float(1), Float(0), Float(1), Float(0)),
            (1, 2.718_281_8, 0.841_470_98, 0.540_302_3, 0.761_594_16),
            (-2.5, 0.082_085, -0.598_472_14, -0.801_143_6, -0.986_614_3),
            (7, 1096.633_2, 0.656_986_6, 0.753_902_25, 0.999_998_34),
            (-20, 2.061_153_6e-9, -0.912_945_25, 0.408_082_06, -1),
        ])
    func functions(x: Float, e: Float, s: Float, c: Float, t: Float) {
        let lanes = Lanes(repeating: x)
        #expect(abs(LaneMath.exp(lanes)[0] - e) <= abs(e) * 1e-6)
        #expect(abs(LaneMath.sineCosine(x).sine - s) < 1e-6 && abs(LaneMath.sineCosine(x).cosine - c) < 1e-6)
        #expect(abs(LaneMath.tanh(lanes)[0] - t) < 1e-6)
    }

    @Test("The noise has mean 0 and variance 1")
    func noise() {
        var noise = LaneNoise(SeededRandom(seed: 5))
        let values = (0..<20_000).flatMap { _ in
            let lanes = noise.next()
            return (0..<8).map { Double(lanes[$0]) }
        }
        let mean = values.reduce(0, +) / Double(values.count)
        let variance = values.reduce(0) { $0 + $1 * $1 } / Double(values.count)
        #expect(abs(mean) < 0.01 && abs(variance - 1) < 0.02)
    }

    @Test("A steady pitch makes one pulse in each period, and no pitch none")
    func pulses() {
        let steady = [Float](repeating: 240, count: 20)
        let train = steady.withUnsafeBufferPointer { Pulses.train(pitch: $0, hop: 300, rate: 24_000) }
        #expect(train.count == 6000)
        let peaks = train.indices.filter { train[$0] > 30 }
        #expect(zip(peaks, peaks.dropFirst()).allSatisfy { $1 - $0 == 100 || $1 - $0 == 1 })
        let silent = [Float](repeating: 0, count: 4)
        #expect(
            silent.withUnsafeBufferPointer { Pulses.train(pitch: $0, hop: 300, rate: 24_000) }.allSatisfy { $0 == 0 })
    }
}
