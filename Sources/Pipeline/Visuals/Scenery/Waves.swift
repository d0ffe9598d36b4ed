internal import Film
internal import Pixels

/// Abstract folds of light: smooth layers that slide over one another, each with a lit rim and a soft shadow.
///
/// It claims nothing about the world, so it stands behind any words.
enum Waves {
    private struct Palette {
        /// Far to near.
        var folds: [UInt32]
        var light: UInt32
        var deep: UInt32
    }

    // The light has the folds' own hue, paler: complementary hues would mix to mud.
    private static let palettes = [
        Palette(folds: [0x16324F, 0x1C4A66, 0x2380A0, 0x17506E, 0x0E2A44], light: 0xB5ECEC, deep: 0x071523),
        Palette(folds: [0x33204A, 0x6A3468, 0xB0566D, 0x5E2E5C, 0x2C1B3B], light: 0xFFB9A6, deep: 0x140B1E),
        Palette(folds: [0x0F3A3C, 0x1A5E58, 0x3C9A7E, 0x1B6258, 0x0C3236], light: 0xDDF3C4, deep: 0x05181A),
        Palette(folds: [0x1E2450, 0x34407F, 0x6678C4, 0x38428A, 0x1A2050], light: 0xD2D6FF, deep: 0x0A0C20),
        Palette(folds: [0x3A2114, 0x6B3B1E, 0xC07A38, 0x633719, 0x2E1A10], light: 0xFFDFA8, deep: 0x170C07),
    ]

    static func make(_ stage: Stage) -> any PictureSource {
        var random = SeededRandom(seed: stage.seed, for: "waves")
        let noise = Noise(&random)
        let palette = palettes[stage.choice(of: palettes.count)]
        let side: Float = random.next() & 1 == 0 ? 0.16 : 0.84
        let light = Tone(palette.light)
        let deep = Tone(palette.deep)
        let sun = stage.aspect * side
        func lit(_ tone: Tone, _ x: Float, _ y: Float, _ strength: Float) -> Tone {
            let dx = (x - sun) / stage.aspect
            let dy = y - 0.1
            return tone.mixed(light, strength * Maths.exponential(-(dx * dx * 3.2 + dy * dy * 3.2)))
        }
        let first = Tone(palette.folds[0])
        let ground = stage.picture { x, y in
            lit(deep.mixed(first, step(-0.3, 0.7, y)), x, y, 0.62)
        }
        var layers: [Layer] = []
        let count = palette.folds.count
        for number in 0..<count {
            let depth = Float(number) / Float(count - 1)
            let base = mix(0.28, 0.90, depth)
            let swing = mix(0.12, 0.18, depth)
            let heights = stage.profile(periods: 1.34) { x in
                let place = (x + Float(number) * 0.29).truncatingRemainder(dividingBy: 1)
                return base + swing * 1.5 * noise.lines(place, cells: 2, octaves: 2, gain: 0.28)
            }
            let tone = Tone(palette.folds[number])
            let reach = stage.scale * mix(48, 84, depth)
            layers.append(
                .fold(
                    Fold(
                        heights: heights,
                        speed: Double(stage.scale * mix(7, 26, depth)) * (number.isMultiple(of: 2) ? 1 : 0.55),
                        body: { x, y in
                            let down = step(base - 0.12, base + 0.34, y)
                            return lit(tone.mixed(deep, down * 0.85), x, y, 0.5 * (1 - depth * 0.5))
                        },
                        shadow: .init(tone: deep, reach: reach, level: 120.0 / 255),
                        rim: .init(
                            colour: { x, y in lit(tone.mixed(light, 0.3), x, y, 0.85) }, reach: reach * 0.95,
                            level: 120.0 / 255))))
        }
        return LayeredScenery(ground: ground, layers: layers, stage: stage)
    }
}
