internal import Film
internal import Pixels

/// Mountain ridges at dusk: layers of haze towards a low sun, firs in front.
enum Ridges {
    private struct Palette {
        var sky: [(Float, UInt32)]
        var haze: UInt32
        var near: UInt32
        var glow: UInt32
    }

    private static let palettes = [
        // Peach dusk over blue hills.
        Palette(
            sky: [(0, 0x2B3A5F), (0.22, 0x5A6690), (0.4, 0xB98FA0), (0.52, 0xF2B591), (0.6, 0xFFD8A6)],
            haze: 0xE8B79E, near: 0x0E1626, glow: 0xFFE3B0),
        // Clear cold morning.
        Palette(
            sky: [(0, 0x234E70), (0.25, 0x5D8AA8), (0.45, 0xA9C6D0), (0.6, 0xF3E3C8)],
            haze: 0xBFD3D6, near: 0x0B1D26, glow: 0xFFF0CF),
        // Violet last light.
        Palette(
            sky: [(0, 0x1A1B3A), (0.22, 0x3E3468), (0.42, 0x8A4F82), (0.54, 0xD9748A), (0.62, 0xF7A98B)],
            haze: 0xC9829A, near: 0x120F22, glow: 0xFFC79A),
    ]

    static func make(_ stage: Stage) -> any PictureSource {
        var random = SeededRandom(seed: stage.seed, for: "ridges")
        let noise = Noise(&random)
        let palette = palettes[stage.choice(of: palettes.count)]
        let sun = stage.aspect * (random.next() & 1 == 0 ? 0.3 : 0.68)
        let sky = Ramp(palette.sky)
        let glow = Tone(palette.glow)
        let horizon: Float = 0.56
        let ground = stage.picture(isDetailed: true) { x, y in
            let veil = noise.clouds(x * 1.3 + 5, y * 9, octaves: 4) * 0.035 * step(0.05, 0.35, y)
            var tone = sky.at(y)
            let dx = x - sun
            let dy = (y - horizon) * 1.5
            let near = Maths.exponential(-(dx * dx + dy * dy) * 5)
            tone = tone.mixed(glow, 0.75 * near)
            tone.light += veil
            return tone
        }
        let haze = Tone(palette.haze)
        let dark = Tone(palette.near)
        let count = 6
        var layers: [Layer] = []
        for number in 0..<count {
            let depth = Float(number) / Float(count - 1)  // 0 far, 1 near
            let base = mix(0.47, 0.90, Maths.power(depth, 1.15))
            let relief = mix(0.10, 0.15, depth) * (number == count - 1 ? 0.75 : 1)
            let offset = Float(number) * 0.37
            let isNearest = number == count - 1
            let heights = stage.profile(periods: 1.6) { x in
                let place = (x + offset).truncatingRemainder(dividingBy: 1)
                let cells = 3 + number
                let crest = noise.crests(place, cells: cells * 2, octaves: isNearest ? 3 : 6, gain: 0.45)
                let roll = noise.lines(place, cells: cells, octaves: 2)
                return base - relief * (crest - 0.45) - relief * 0.9 * roll
            }
            let edge = isNearest ? Firs.along(heights, tallest: 120, scale: stage.scale, random: &random) : heights
            let own = Maths.power(depth, 0.8)
            layers.append(
                .fold(
                    Fold(
                        heights: edge, speed: Double(stage.scale * mix(3, 30, depth * depth)),
                        body: { x, y in
                            // Haze gathers towards the foot of a ridge and towards the light.
                            let foot = step(base - relief, base + 0.28, y) * (1 - depth) * 0.75
                            let dx = x - sun
                            let lit = Maths.exponential(-dx * dx * 2.2) * (1 - depth) * 0.55
                            let tone = haze.mixed(dark, min(1, 0.16 + 0.84 * own) * (1 - foot))
                            return tone.mixed(glow, lit * 0.6)
                        })))
        }
        return LayeredScenery(ground: ground, layers: layers, stage: stage)
    }
}
