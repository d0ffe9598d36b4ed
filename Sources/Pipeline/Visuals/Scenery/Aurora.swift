internal import Film
internal import Pixels

/// Northern lights: curtains of light that wander over a starry sky, behind a dark wood.
enum Aurora {
    private struct Palette {
        var sky: [(Float, UInt32)]
        var low: UInt32
        var high: UInt32
        var land: UInt32
    }

    private static let palettes = [
        Palette(sky: [(0, 0x040A18), (0.6, 0x0A1B33), (1, 0x17384A)], low: 0x5CF2A8, high: 0x6A4FD0, land: 0x03080F),
        Palette(sky: [(0, 0x070818), (0.6, 0x141A3C), (1, 0x2A3A5C)], low: 0x58F0B4, high: 0xC050C8, land: 0x05060F),
    ]

    static func make(_ stage: Stage) -> any PictureSource {
        var random = SeededRandom(seed: stage.seed, for: "aurora")
        let noise = Noise(&random)
        let palette = palettes[stage.choice(of: palettes.count)]
        let sky = Ramp(palette.sky)
        let low = Tone(palette.low)
        let horizon: Float = 0.84
        let ground = stage.picture { x, y in
            let glow = Maths.exponential(-(y - horizon) * (y - horizon) * 14)
            return sky.at(y / horizon).mixed(low, 0.10 * glow)
        }
        Sky.addStars(to: ground, above: horizon, count: Int(620 * stage.aspect), stage: stage, random: &random)
        let landTone = Tone(palette.land)
        var layers: [Layer] = []
        for (number, depth) in [Float(0), 1].enumerated() {
            let heights = stage.profile(periods: 1.6) { x in
                let place = (x + 0.4 * depth).truncatingRemainder(dividingBy: 1)
                return horizon + 0.055 * depth - mix(0.085, 0.05, depth)
                    * (noise.crests(place, cells: 5 + 3 * number, octaves: 5) - 0.4)
            }
            let edge =
                number == 1
                ? Firs.along(heights, tallest: 88, scale: stage.scale, random: &random) : heights
            layers.append(
                .fold(
                    Fold(
                        heights: edge, speed: Double(stage.scale) * Double(mix(2, 9, depth)),
                        body: { _, y in
                            landTone.mixed(sky.at(1), (1 - depth) * 0.45 * (1 - step(horizon - 0.05, 1, y)))
                        })))
        }
        return AuroraScenery(
            ground: ground, layers: layers, low: low.samples, high: Tone(palette.high).samples, noise: noise,
            stage: stage)
    }
}

/// Draws ``Aurora``: the light is evaluated on a coarse grid each frame and enlarged smoothly over the sky.
private final class AuroraScenery: DrawnScenery {
    private let ground: Picture
    private let layers: LayerStack
    private let low: Samples
    private let high: Samples
    private let noise: Noise
    private let stage: Stage
    private let light: LightOverlay
    private let reach: Int

    init(
        ground: Picture, layers: [Layer], low: Samples, high: Samples, noise: Noise, stage: Stage
    ) {
        self.ground = ground
        self.layers = LayerStack(layers, stage: stage)
        self.low = low
        self.high = high
        self.noise = noise
        self.stage = stage
        reach = min((self.layers.solidRow + 15) & ~15, stage.size.height & ~15)
        light = LightOverlay(width: stage.size.width, rows: reach)
    }

    func draw(frame index: Int, into canvas: Picture) throws {
        let seconds = stage.frameRate.seconds(before: index)
        let free = layers.arrange(at: seconds)
        curtains(at: seconds)
        light.draw(over: ground, into: canvas, dither: stage.dither)
        canvas.copyRows(of: ground, reach..<max(reach, free.lowest))
        layers.draw(onto: canvas)
    }

    /// Three curtains, each a line that wanders, with rays of changing strength above it.
    private func curtains(at seconds: Double) {
        light.clear()
        let columns = light.columns
        let unit = 8 / stage.height
        for number in 0..<3 {
            let own = Float(number)
            // Noise moves through its third dimension by sliding along two rows of it at different speeds.
            let t = Float(seconds.truncatingRemainder(dividingBy: 3600))
            for column in 0..<columns {
                let x = Float(column - 1) * unit
                let bend = noise.plane(x * 0.75 + own * 17 + t * 0.021, own * 31 + t * 0.035)
                let fold = noise.plane(x * 2.1 - t * 0.05 + own * 5, 60 + own * 9 + t * 0.06)
                let base = 0.72 - 0.17 * own + 0.26 * bend + 0.05 * fold
                let rays = noise.plane(x * 7 + fold * 1.6 + t * 0.11, 90 + own * 13 + t * 0.16)
                let slow = noise.plane(x * 0.9 - t * 0.03 + own * 3, 120 + own * 11 + t * 0.05)
                let strength = max(0.04, 0.62 + 1.1 * slow) * (0.75 + 0.75 * rays) * (1 - 0.2 * own)
                let tall = (0.46 + 0.26 * rays + 0.04 * own) * (0.85 + 0.5 * slow)
                light.addRay(
                    column: column, base: base / unit, reach: max(0.05, tall) / unit, strength: max(0, strength),
                    low: low, high: high)
            }
        }
    }
}
