import Film
import Films
import Testing

@Suite struct `The estimator` {
    private static func sample(_ seconds: Double, times: Double, quality: String = "standard", _ knows: Estimator?)
        -> CostSample
    {
        let pixels = seconds * 30 * 1920 * 1080
        let house = Estimator().estimate(seconds: seconds, pixels: pixels, quality: quality)
        return CostSample(
            seconds: seconds, pixels: pixels, quality: quality, cpuSeconds: house.cpuSeconds * times,
            wallSeconds: house.wallSeconds * times, bytes: Int64(Double(house.bytes) * times),
            estimate: knows?.estimate(seconds: seconds, pixels: pixels, quality: quality))
    }

    private static func cpu(_ estimator: Estimator, quality: String = "standard") -> Double {
        estimator.estimate(seconds: 60, pixels: 60 * 30 * 1920 * 1080, quality: quality).cpuSeconds
            / Estimator().estimate(seconds: 60, pixels: 60 * 30 * 1920 * 1080, quality: quality).cpuSeconds
    }

    /// The figures of docs/performance.md: 2018 frames in 24.5 to 42.3 CPU seconds, 125 MB at 640×360, 330 to 470 MB at 1080p.
    @Test func `begins with what the house has measured`() {
        let estimate = Estimator().estimate(seconds: 67.3, pixels: 2018 * 1920 * 1080, quality: "standard")
        #expect((24.5...45).contains(estimate.cpuSeconds))
        #expect((estimate.cpuSeconds / 2...estimate.cpuSeconds).contains(estimate.wallSeconds))
        #expect((330_000_000...480_000_000).contains(estimate.memory))
        let small = Estimator().estimate(seconds: 60, pixels: 60 * 30 * 640 * 360, quality: "standard")
        #expect((110_000_000...140_000_000).contains(small.memory))
        #expect(FilmRules.lane(for: estimate) == .short)
        let half = Estimator().estimate(seconds: 1800, pixels: 1800 * 30 * 1920 * 1080, quality: "standard")
        #expect(FilmRules.lane(for: half) == .long)
    }

    @Test(arguments: [0.1, 0.5, 2, 8]) func `finds out how fast the machine is`(times: Double) {
        var estimator = Estimator()
        for _ in 0..<30 { estimator.learn(Self.sample(.random(in: 10...300), times: times, nil)) }
        #expect(abs(Self.cpu(estimator) / times - 1) < 0.01)
        // An effort it has not seen yet is on the same machine.
        #expect(abs(Self.cpu(estimator, quality: "high") / times - 1) < 0.01)
    }

    @Test func `follows a change, but no single odd film`() {
        var estimator = Estimator()
        for _ in 0..<30 { estimator.learn(Self.sample(60, times: 1, nil)) }
        estimator.learn(Self.sample(60, times: 1000, nil))
        #expect(Self.cpu(estimator) < 1.4)
        for _ in 0..<60 { estimator.learn(Self.sample(60, times: 3, nil)) }
        #expect((2.8...3.1).contains(Self.cpu(estimator)))
    }

    @Test func `says how good it was, and when it is not to be relied upon`() throws {
        var estimator = Estimator()
        #expect(estimator.accuracy == nil)
        for turn in 0..<60 {
            estimator.learn(Self.sample(60, times: turn.isMultiple(of: 2) ? 0.8 : 1.25, estimator))
        }
        var accuracy = try #require(estimator.accuracy)
        #expect(accuracy.films == 50)
        #expect((0.1...0.35).contains(accuracy.cpuError))
        #expect(!accuracy.isDrifting)
        let old = estimator
        for _ in 0..<10 { estimator.learn(Self.sample(60, times: 6, old)) }
        accuracy = try #require(estimator.accuracy)
        #expect(accuracy.isDrifting)
    }

    @Test func `takes no harm from impossible figures`() {
        var estimator = Estimator()
        for value in [0, -1, .nan, .infinity, -.infinity, 1e300] {
            estimator.learn(
                CostSample(
                    seconds: value, pixels: value, quality: "q\(value)", cpuSeconds: value, wallSeconds: value,
                    bytes: .max, estimate: FilmEstimate(cpuSeconds: value, wallSeconds: value, bytes: 0, memory: 0)))
        }
        let estimate = estimator.estimate(seconds: .nan, pixels: .infinity, quality: "standard")
        #expect(estimate.cpuSeconds.isFinite && estimate.wallSeconds.isFinite)
        let plain = estimator.estimate(seconds: 10, pixels: 1e9, quality: "standard")
        #expect(plain.cpuSeconds > 0 && plain.memory > 0 && plain.bytes > 0)
    }
}
