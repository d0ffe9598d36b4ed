internal import Film
internal import Pixels

/// A city at the blue hour: rows of houses against a last glow, windows lit.
enum City {
    private struct Palette {
        var sky: [(Float, UInt32)]
        var haze: UInt32
        var near: UInt32
        var window: UInt32
    }

    private static let palettes = [
        Palette(
            sky: [(0, 0x0E1B3D), (0.4, 0x294A7A), (0.62, 0x7C86A6), (0.76, 0xE8A87E)], haze: 0x6F7FA6, near: 0x0A1122,
            window: 0xFFCF87),
        Palette(
            sky: [(0, 0x120F2E), (0.4, 0x3C2C66), (0.62, 0x9A5786), (0.78, 0xF39A78)], haze: 0x86608F, near: 0x0D0A1C,
            window: 0xFFD79A),
    ]

    static func make(_ stage: Stage) -> any PictureSource {
        var random = SeededRandom(seed: stage.seed, for: "city")
        let noise = Noise(&random)
        let palette = palettes[stage.choice(of: palettes.count)]
        let sky = Ramp(palette.sky)
        let haze = Tone(palette.haze)
        let near = Tone(palette.near)
        let horizon: Float = 0.8
        let side = stage.aspect * (random.next() & 1 == 0 ? 0.3 : 0.7)
        let glow = sky.at(1)
        let ground = stage.picture(isDetailed: true) { x, y in
            let veil = noise.clouds(x * 1.2 + 9, y * 8, octaves: 4) * 0.04 * step(0, 0.3, y)
            let dx = (x - side) / max(1, stage.aspect)
            let dy = y - horizon
            var tone = sky.at(y).mixed(glow, 0.5 * Maths.exponential(-(dx * dx * 6 + dy * dy * 9)))
            tone.light += veil
            return tone
        }
        Sky.addStars(to: ground, above: 0.45, count: Int(60 * stage.aspect), stage: stage, random: &random)
        let lamp = Tone(palette.window)
        let count = 4
        var layers: [Layer] = []
        for number in 0..<count {
            let depth = Float(number) / Float(count - 1)
            let blocks = Blocks(depth: depth, stage: stage, random: &random)
            let tone = haze.mixed(near, mix(0.28, 1, depth))
            let speed = Double(stage.scale * mix(3, 26, depth * depth))
            layers.append(
                .fold(
                    Fold(
                        heights: blocks.heights, speed: speed,
                        body: { x, y in
                            let foot = step(0.45, 0.95, y) * (1 - depth) * 0.55
                            let dx = (x - side) / max(1, stage.aspect)
                            return tone.mixed(glow, foot * Maths.exponential(-dx * dx * 4))
                        })))
            guard number > 0 else { continue }
            // The light of a window changes with its place on the screen, as if rooms differed.
            let lit = stage.picture(isDetailed: true) { x, y in
                let own = noise.plane(x * 23, y * 23) * 0.5 + 0.5
                return lamp.mixed(tone, mix(0.62, 0.12, depth) * own + mix(0.3, 0.05, depth))
            }
            layers.append(.drift(blocks.windows(colour: lit, random: &random), speed: speed))
        }
        return LayeredScenery(ground: ground, layers: layers, stage: stage)
    }
}

/// One row of houses.
private struct Blocks {
    private struct House {
        var left: Int
        var width: Int
        var top: Int
    }

    let heights: [Float]
    private let houses: [House]
    private let depth: Float
    private let stage: Stage
    private let period: Int

    init(depth: Float, stage: Stage, random: inout SeededRandom) {
        func chance() -> Float { Float(random.next() & 0xFFFFFF) / 16_777_215 }
        self.depth = depth
        self.stage = stage
        let scale = stage.scale
        let end = (stage.size.width * 8 / 5) & ~1
        period = end
        var tops = [Float](repeating: stage.height * 0.9, count: end)
        var houses: [House] = []
        var x = 0
        while x < end {
            let width = min(end - x, max(8, Int(mix(34, 96, depth) * (0.6 + 0.9 * chance()) * scale)))
            let rise = chance()
            let tall = chance() > 0.86 ? 1.55 as Float : 1
            let low = mix(0.70, 0.90, depth)
            let high = low - mix(0.16, 0.24, depth) * rise * tall
            let top = Int(high * stage.height)
            houses.append(House(left: x, width: width, top: top))
            let style = chance()
            for column in 0..<width {
                let across = Float(column) / Float(width)
                var edge = Float(top)
                // Some roofs step back, some carry a mast.
                if style > 0.62, across < 0.2 || across > 0.8 { edge += 14 * scale }
                if style < 0.16, abs(across - 0.5) * Float(width) < 1.2 * scale { edge -= 46 * scale }
                tops[x + column] = edge
            }
            x += width + (chance() > 0.8 ? Int(14 * scale) : 0)
        }
        heights = tops
        self.houses = houses
    }

    /// The lit windows, as a shape that goes with the houses.
    func windows(colour: Picture, random: inout SeededRandom) -> MovingShape {
        func chance() -> Float { Float(random.next() & 0xFFFFFF) / 16_777_215 }
        let first = max(0, (houses.map(\.top).min() ?? 0) & ~1)
        let rows = max(2, stage.size.height - first) & ~1
        let mask = Mask(width: MovingShape.columns(period: period, width: stage.size.width), height: rows)
        let unit = mix(5, 9, depth) * stage.scale
        let wide = max(2, Int(unit))
        let tall = max(2, Int(unit * 1.35))
        let gap = max(2, Int(unit * 1.1))
        for house in houses {
            let share = 0.08 + 0.34 * chance() * chance()
            let margin = gap
            var y = house.top + 2 * gap
            while y + tall < stage.size.height {
                var x = house.left + margin
                while x + wide + margin <= house.left + house.width {
                    if chance() < share { fill(mask, x, y - first, wide, tall, level: UInt8(120 + 130 * chance())) }
                    x += wide + gap
                }
                y += tall + gap
            }
        }
        return MovingShape(colour: colour, mask: mask, firstRow: first, period: period)
    }

    private func fill(_ mask: Mask, _ x: Int, _ y: Int, _ width: Int, _ height: Int, level: UInt8) {
        for row in max(0, y)..<max(0, min(mask.height, y + height)) where row >= 0 {
            var place = x
            while place + width <= mask.width {
                for column in 0..<width { mask.base[row * mask.stride + place + column] = level }
                place += period
            }
        }
    }
}
