/// Tells what a film will take from what others took.
///
/// It starts from the house's own measurements (`docs/performance.md`) and learns, for each encoder effort, by how much
/// this machine and its films differ from them: an exponentially weighted mean of ratios, in which no single film counts
/// for more than a fourfold surprise.
package struct Estimator: Sendable, Codable, Equatable {
    /// A ratio of what was seen to what the house expects.
    struct Ratio: Sendable, Codable, Equatable {
        /// The weight of a new sample once there are many; about the last twenty count.
        static let weight = 0.1
        /// By how much one sample may seem to differ from what is known.
        static let surprise = 4.0

        var value = 1.0
        var samples = 0

        mutating func learn(_ seen: Double) {
            guard seen.isFinite, seen > 0 else { return }
            // The first samples may correct the house as far as they like: the machine can be of any speed.
            let bounded = samples < 3 ? seen : min(max(seen, value / Self.surprise), value * Self.surprise)
            samples += 1
            value += (bounded - value) * max(1 / Double(samples), Self.weight)
        }
    }

    /// How good the estimates were that films were accepted with.
    package struct Accuracy: Sendable, Equatable {
        /// How many films it is told from, 50 at most.
        package let films: Int
        /// The median absolute error of CPU seconds, as a share of what they were: 0.2 for 20 %.
        package let cpuError: Double
        /// The same of wall seconds.
        package let wallError: Double
        /// Whether the last films' errors are such that estimates should not be relied upon.
        package let isDrifting: Bool
    }

    /// How many films accuracy is told from.
    package static let memory = 50
    /// Drift is told from so many films.
    static let recent = 10

    private var cpu: [String: Ratio] = [:]
    private var bytes: [String: Ratio] = [:]
    private var anyCPU = Ratio()
    private var wall = Ratio()
    private var cpuErrors: [Double] = []
    private var wallErrors: [Double] = []

    /// Knows nothing yet but the house's own measurements.
    package init() {}

    /// What a film will take.
    ///
    /// - Parameters:
    ///   - seconds: Its length.
    ///   - pixels: Frames times pixels.
    ///   - quality: The encoder effort's name.
    /// - Returns: The estimate for a machine that makes nothing else.
    package func estimate(seconds: Double, pixels: Double, quality: String) -> FilmEstimate {
        let seconds = Self.sane(seconds)
        let house = House(seconds: seconds, pixels: Self.sane(pixels), quality: quality)
        let cpuSeconds = house.cpuSeconds * (cpu[quality] ?? anyCPU).value
        let size = house.bytes * (bytes[quality]?.value ?? 1)
        return FilmEstimate(
            cpuSeconds: cpuSeconds, wallSeconds: cpuSeconds * House.wallPerCPU * wall.value,
            bytes: Int64(min(size, 1e15)), memory: Int64(min(house.memory, 1e15)))
    }

    /// Learns from a finished film.
    package mutating func learn(_ sample: CostSample) {
        let house = House(
            seconds: Self.sane(sample.seconds), pixels: Self.sane(sample.pixels), quality: sample.quality)
        guard sample.cpuSeconds > 0, sample.wallSeconds > 0, sample.cpuSeconds.isFinite, sample.wallSeconds.isFinite
        else { return }
        // A client's word could be any text; what is stored stays small.
        if cpu[sample.quality] != nil || cpu.count < 16 {
            cpu[sample.quality, default: anyCPU.samples > 0 ? anyCPU.asPrior : Ratio()]
                .learn(sample.cpuSeconds / house.cpuSeconds)
            bytes[sample.quality, default: Ratio()].learn(Double(sample.bytes) / house.bytes)
        }
        anyCPU.learn(sample.cpuSeconds / house.cpuSeconds)
        wall.learn(sample.wallSeconds / sample.cpuSeconds / House.wallPerCPU)
        guard let estimate = sample.estimate else { return }
        Self.note(estimate.cpuSeconds, sample.cpuSeconds, in: &cpuErrors)
        Self.note(estimate.wallSeconds, sample.wallSeconds, in: &wallErrors)
    }

    /// How good it was lately; `nil` before the first film that had an estimate.
    package var accuracy: Accuracy? {
        guard !cpuErrors.isEmpty else { return nil }
        let late = cpuErrors.suffix(Self.recent)
        return Accuracy(
            films: cpuErrors.count, cpuError: Self.median(cpuErrors[...]), wallError: Self.median(wallErrors[...]),
            isDrifting: late.count == Self.recent && Self.median(late) > 0.5)
    }

    private static func note(_ expected: Double, _ seen: Double, in errors: inout [Double]) {
        let error = abs(expected - seen) / seen
        errors.append(error.isFinite ? error : 1e6)
        if errors.count > memory { errors.removeFirst() }
    }

    private static func median(_ values: ArraySlice<Double>) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return 0 }
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    private static func sane(_ value: Double) -> Double { value.isFinite ? min(max(value, 0), 1e15) : 0 }
}

extension Estimator.Ratio {
    /// The same belief, weakly held.
    fileprivate var asPrior: Self {
        var prior = self
        prior.samples = 1
        return prior
    }
}

/// What films take on the machine of `docs/performance.md`: two cores, x264, 30 frames a second.
private struct House {
    /// Two cores are busy most of the time.
    static let wallPerCPU = 0.6
    /// Starting, mixing, the final file.
    static let start = 1.0

    let seconds: Double
    let megapixels: Double
    let quality: String

    init(seconds: Double, pixels: Double, quality: String) {
        self.seconds = seconds
        megapixels = pixels / 1e6
        self.quality = quality
    }

    /// CPU seconds: 6 to 10 ms for a million pixels of a frame at `standard`, and 15 ms for a second's sound.
    var cpuSeconds: Double {
        let rate =
            switch quality {
            case "draft": 0.005
            case "high": 0.020
            default: 0.009
            }
        return Self.start + megapixels * rate + seconds * 0.015
    }

    /// Bytes: segments and final file each hold picture and sound once.
    var bytes: Double {
        let rate =
            switch quality {
            case "draft": 16_000.0
            case "high": 45_000.0
            default: 30_000.0
            }
        return 1_000_000 + megapixels * rate + seconds * 48_000
    }

    /// Peak memory: 125 MB at 640×360, 330 to 470 MB at 1920×1080.
    var memory: Double {
        let frame = seconds > 0 ? megapixels / (seconds * 30) : 0
        return 85e6 + frame * 180e6
    }
}
