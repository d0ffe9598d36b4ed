internal import Film
internal import Pixels

/// The sea at night: a moon behind drifting cloud and its path of light on the water.
enum Sea {
    private struct Palette {
        var sky: [(Float, UInt32)]
        var water: [(Float, UInt32)]
        var moon: UInt32
        var cloud: UInt32
    }

    private static let palettes = [
        Palette(
            sky: [(0, 0x060B1C), (0.55, 0x13234A), (0.85, 0x2B4470), (1, 0x496592)],
            water: [(0, 0x35507C), (0.12, 0x1C3158), (0.5, 0x0D1A36), (1, 0x050A18)], moon: 0xFFF3D6, cloud: 0x22345C),
        Palette(
            sky: [(0, 0x0B0A1E), (0.5, 0x2A2350), (0.82, 0x5B4A7E), (1, 0x9A7F9E)],
            water: [(0, 0x6F5F88), (0.12, 0x3A3361), (0.5, 0x1A183A), (1, 0x09081A)], moon: 0xFFE7CE, cloud: 0x3B3263),
        Palette(
            sky: [(0, 0x04131A), (0.55, 0x0E3440), (0.85, 0x2A5C66), (1, 0x5A8C90)],
            water: [(0, 0x3F7078), (0.12, 0x1B444E), (0.5, 0x0B252E), (1, 0x040F14)], moon: 0xFBF6DE, cloud: 0x1F4751),
    ]

    static func make(_ stage: Stage) -> any PictureSource {
        var random = SeededRandom(seed: stage.seed, for: "sea")
        let noise = Noise(&random)
        let palette = palettes[stage.choice(of: palettes.count)]
        let horizonRow = Int(0.57 * stage.height) & ~1
        let horizon = Float(horizonRow) / stage.height
        let moonX = stage.aspect * (random.next() & 1 == 0 ? 0.34 : 0.66)
        let moonY: Float = stage.aspect > 1 ? 0.24 : 0.22
        let unit = min(stage.aspect, 1)
        let radius = 0.042 * unit
        let sky = Ramp(palette.sky)
        let water = Ramp(palette.water)
        let moon = Tone(palette.moon)

        // The horizon is sharp.
        let ground = stage.picture(isDetailed: true) { x, y in
            let dx = x - moonX
            if y < horizon {
                let dy = y - moonY
                let distance = (dx * dx + dy * dy).squareRoot() / unit
                let halo = 0.42 * Maths.exponential(-distance * 6.5) + 0.2 * Maths.exponential(-distance * 2.2)
                return sky.at(y / horizon).mixed(moon, halo)
            }
            let depth = (y - horizon) / (1 - horizon)
            // The path of light widens towards the viewer and fades.
            let wide = 0.05 + 0.26 * depth
            let path = Maths.exponential(-(dx * dx) / (wide * wide * unit * unit)) * (1 - depth * 0.8)
            return water.at(depth).mixed(moon, 0.34 * path)
        }
        Sky.addStars(to: ground, above: horizon, count: Int(420 * stage.aspect), stage: stage, random: &random)
        let disc = Glow(radius: radius * stage.height, softness: 0.05, rim: 0)
        disc.draw(
            onto: ground, x: moonX * stage.height, y: moonY * stage.height, colour: moon.samples, opacity: 250)
        // The grey plains that make a disc a moon.
        for _ in 0..<9 {
            let angle = Float(random.next() & 0xFFFF) / 65_535 * 6.283
            let away = Float(random.next() & 0xFFFF) / 65_535 * 0.62
            let size = 0.12 + 0.24 * Float(random.next() & 0xFFFF) / 65_535
            let plain = Glow(radius: max(2, radius * stage.height * size), softness: 0.9, rim: 0)
            plain.draw(
                onto: ground, x: (moonX + radius * away * Maths.cosine(angle)) * stage.height,
                y: (moonY + radius * away * Maths.sine(angle)) * stage.height,
                colour: Samples(luma: -60, blue: 130, red: 126), opacity: 95)
        }

        let cloudTone = Tone(palette.cloud)
        let veil = stage.picture { x, y in
            let dx = x - moonX
            let dy = y - moonY
            let near = Maths.exponential(-(dx * dx + dy * dy).squareRoot() * 5 / unit)
            return cloudTone.mixed(moon, 0.5 * near)
        }
        let clouds = Sky.clouds(rows: 0.06...0.5, cover: 0.2, level: 175, colour: veil, noise: noise, stage: stage)
        let coastTone = water.at(0).mixed(Tone(palette.sky[0].1), 0.62)
        let hills = stage.profile(periods: 1.6) { x in
            let rise = max(0, noise.lines(x, cells: 3, octaves: 5, gain: 0.5) + 0.05)
            return horizon - 0.085 * rise
        }
        let scale = Double(stage.scale)
        let layers: [Layer] = [
            .drift(clouds, speed: 14 * scale),
            .fold(Fold(heights: hills, speed: 1.5 * scale, body: { _, _ in coastTone })),
        ]

        var path = SmoothField(width: stage.size.width, height: stage.size.height)
        path.fill { x, y in
            let depth = max(0, (y - horizon) / (1 - horizon))
            let dx = (x - moonX) / unit
            let wide = 0.045 + 0.20 * depth
            let inside = Maths.exponential(-(dx * dx) / (wide * wide))
            return Samples(luma: mix(176, 52 + 44 * depth, inside), blue: 128, red: 128)
        }
        let threshold = Picture(width: stage.size.width, height: stage.size.height)
        path.draw(into: threshold, dither: Dither(amplitude: 0.3, seed: 2))
        let surface = Water(firstRow: horizonRow, threshold: threshold) { x, y in
            // The plane of the sea in perspective: far waves are small and close.
            let depth = (Float(y - horizonRow) + 0.5) / (stage.height - Float(horizonRow))
            let far = 1 / (depth * 0.62 + 0.035)
            let across = (Float(x) / stage.height - moonX) * far * 9
            let down = far * 15
            let first = noise.plane(across + 91, down) + 0.5 * noise.plane(across * 2.1 + 13, down * 2.1)
            let second = noise.plane(across + 7, down + 50) + 0.5 * noise.plane(across * 2.1 + 77, down * 2.1 + 9)
            return (first * 0.95, second * 0.95)
        }
        return SeaScenery(
            ground: ground, layers: LayerStack(layers, stage: stage, above: horizonRow), horizon: horizonRow,
            water: surface, frameRate: stage.frameRate)
    }
}

/// Draws ``Sea``: still ground, drifting cloud, moving water.
private final class SeaScenery: DrawnScenery {
    private let ground: Picture
    private let layers: LayerStack
    private let horizon: Int
    private let water: Water
    private let frameRate: FrameRate

    init(ground: Picture, layers: LayerStack, horizon: Int, water: Water, frameRate: FrameRate) {
        self.ground = ground
        self.layers = layers
        self.horizon = horizon
        self.water = water
        self.frameRate = frameRate
    }

    func draw(frame index: Int, into canvas: Picture) throws {
        let seconds = frameRate.seconds(before: index)
        canvas.copy(ground)
        layers.arrange(at: seconds)
        layers.draw(onto: canvas)
        // Far water glitters fast, near water rolls slowly.
        let rows = Float(canvas.height - horizon)
        water.draw(onto: canvas, swell: 5, gain: 22) { row in
            let depth = Float(row - horizon) / rows
            let turns = seconds * Double(mix(0.62, 0.3, depth.squareRoot()))
            return Float(turns.truncatingRemainder(dividingBy: 1)) * 6.283_185 + depth * 40
        }
    }
}
