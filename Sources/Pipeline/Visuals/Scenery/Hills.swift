internal import Film
internal import Pixels

/// Hills cut from paper: flat layers with soft shadows between them, a paper sun, drifting paper clouds.
enum Hills {
    private struct Palette {
        var sky: [(Float, UInt32)]
        var sun: UInt32
        var far: UInt32
        var near: UInt32
        var cloud: UInt32
    }

    private static let palettes = [
        Palette(
            sky: [(0, 0x8FB8C9), (0.5, 0xC9DCD6), (0.75, 0xF4E6CC)], sun: 0xF9C770, far: 0xA9C3AE, near: 0x1E4A45,
            cloud: 0xF7F3E8),
        Palette(
            sky: [(0, 0xE9A77E), (0.45, 0xF3C79C), (0.75, 0xFBE6C9)], sun: 0xF26E4F, far: 0xE0A38A, near: 0x4A2440,
            cloud: 0xFDEEDC),
        Palette(
            sky: [(0, 0x3F6E9E), (0.4, 0x8FB4CC), (0.7, 0xF3E2CC)], sun: 0xFFD890, far: 0x9DB4CB, near: 0x16305A,
            cloud: 0xF2F2F0),
    ]

    static func make(_ stage: Stage) -> any PictureSource {
        var random = SeededRandom(seed: stage.seed, for: "hills")
        let noise = Noise(&random)
        let palette = palettes[stage.choice(of: palettes.count)]
        let sky = Ramp(palette.sky)
        let sunX = stage.aspect * (random.next() & 1 == 0 ? 0.3 : 0.7)
        let sunY: Float = 0.34
        let unit = min(stage.aspect, 1)
        let sun = Tone(palette.sun)
        let far = Tone(palette.far)
        let near = Tone(palette.near)
        let pale = Tone(palette.cloud)
        let ground = stage.picture { x, y in
            let dx = x - sunX
            let dy = y - sunY
            let distance = (dx * dx + dy * dy).squareRoot() / unit
            return sky.at(y).mixed(sun, 0.34 * Maths.exponential(-distance * distance * 9))
        }
        paperSun(on: ground, x: sunX, y: sunY, radius: 0.105 * unit, tone: sun, stage: stage)
        var layers: [Layer] = []
        let cloudTone = Tone(palette.cloud)
        let white = stage.picture { x, y in cloudTone.mixed(sky.at(y), 0.12) }
        layers.append(
            .drift(
                PaperClouds.make(white, rows: 0.10...0.40, stage: stage, random: &random),
                speed: Double(stage.scale) * 6))
        let shade = near.mixed(Tone(light: 0, a: 0, b: 0), 0.3)
        let count = 5
        for number in 0..<count {
            let depth = Float(number) / Float(count - 1)
            let base = mix(0.52, 0.97, Maths.power(depth, 1.1))
            let swing = mix(0.20, 0.30, depth)
            let edge = stage.profile(periods: 1.3) { x in
                let place = (x + Float(number) * 0.31).truncatingRemainder(dividingBy: 1)
                return base + swing * noise.lines(place, cells: 4 - number / 2, octaves: 3, gain: 0.32)
            }
            let tone = far.mixed(near, Maths.power(depth, 0.85))
            // The cut edge of the paper catches the light.
            let lip = tone.mixed(cloudTone, 0.35)
            layers.append(
                .fold(
                    Fold(
                        heights: edge, speed: Double(stage.scale * mix(3, 26, depth * depth)),
                        body: { x, y in
                            let dx = (x - sunX) / stage.aspect
                            let lit = 0.34 * Maths.exponential(-dx * dx * 5) * (1 - depth * 0.6)
                            let foot = step(base - 0.12, base + 0.26, y)
                            return tone.mixed(pale, lit).mixed(near, foot * 0.30)
                        },
                        shadow: .init(
                            tone: shade, reach: 40 * stage.scale, level: 66.0 / 255, lift: 4 * stage.scale),
                        rim: .init(colour: { _, _ in lip }, reach: 7 * stage.scale, level: 150.0 / 255))))
        }
        return LayeredScenery(ground: ground, layers: layers, stage: stage)
    }

    /// A disc of paper with its shadow.
    private static func paperSun(
        on picture: Picture, x: Float, y: Float, radius: Float, tone: Tone, stage: Stage
    ) {
        let pixels = radius * stage.height
        let shade = Glow(radius: pixels * 1.14, softness: 0.3, rim: 0)
        shade.draw(
            onto: picture, x: x * stage.height, y: (y + radius * 0.06) * stage.height,
            colour: Samples(luma: -20, blue: 128, red: 128), opacity: 150)
        let samples = tone.samples
        let reach = Int(pixels) + 2
        let centreX = Int(x * stage.height)
        let centreY = Int(y * stage.height)
        let builder = SpriteBuilder(x: centreX - reach..<centreX + reach, y: centreY - reach..<centreY + reach)
        var mask = [UInt8](repeating: 0, count: 4 * reach * reach)
        for row in 0..<2 * reach {
            for column in 0..<2 * reach {
                let dx = Float(column - reach) + 0.5
                let dy = Float(row - reach) + 0.5
                let inside = pixels - (dx * dx + dy * dy).squareRoot() + 0.5
                mask[row * 2 * reach + column] = UInt8(255 * min(1, max(0, inside)))
            }
        }
        mask.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            builder.lay(
                mask: base, maskStride: 2 * reach, x: centreX - reach, y: centreY - reach, columns: 2 * reach,
                rows: 2 * reach, colour: samples)
        }
        builder.finish().blend(onto: picture)
    }
}
