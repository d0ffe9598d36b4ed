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

    private static let palettes = [
        Palette(folds: [0x16324F, 0x1C4A66, 0x1F6374, 0x2B7F86, 0x17455C, 0x0E2A44], light: 0xF6C98C, deep: 0x081726),
        Palette(folds: [0x2A1E3F, 0x4A2A5C, 0x7A3B6C, 0xB0566D, 0x5E2E5C, 0x2C1B3B], light: 0xFFC9A3, deep: 0x120B1C),
        Palette(folds: [0x0F2F3A, 0x17505A, 0x2A7A74, 0x5BA08A, 0x1F5C62, 0x0D3038], light: 0xF2E6B8, deep: 0x06171C),
        Palette(folds: [0x1A2238, 0x2C3A63, 0x46588E, 0x7386B5, 0x384A7C, 0x1A2440], light: 0xFFD9B0, deep: 0x0A0F1D),
    ]

    static func make(_ stage: Stage) -> any PictureSource {
        var random = SeededRandom(seed: stage.seed, for: "waves")
        let noise = Noise(&random)
        let palette = palettes[Int(random.next() % UInt64(palettes.count))]
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
        var layers: [LayeredScenery.Layer] = []
        let count = palette.folds.count
        for number in 0..<count {
            let depth = Float(number) / Float(count - 1)
            let base = mix(0.26, 0.93, depth)
            let swing = mix(0.10, 0.16, depth)
            let heights = stage.profile(periods: 2) { x in
                let place = (x + Float(number) * 0.29).truncatingRemainder(dividingBy: 1)
                return base + swing * 1.5 * noise.lines(place, cells: 3, octaves: 2, gain: 0.28)
            }
            let tone = Tone(palette.folds[number])
            let speed = Double(stage.scale * mix(7, 26, depth)) * (number.isMultiple(of: 2) ? 1 : 0.55)
            let body = stage.picture { x, y in
                let down = step(base - 0.12, base + 0.34, y)
                return lit(tone.mixed(deep, down * 0.85), x, y, 0.5 * (1 - depth * 0.5))
            }
            let shade = stage.picture { _, _ in deep }
            let rim = stage.picture { x, y in lit(tone.mixed(light, 0.3), x, y, 0.85) }
            let reach = stage.scale * mix(70, 130, depth)
            for (colour, edge) in [
                (shade, MovingShape.Edge.shadow(reach: reach, level: 120)), (body, .crisp),
                (rim, .rim(reach: reach * 1.1, level: 120)),
            ] {
                layers.append(
                    .init(shape: MovingShape(colour: colour, heights: heights, edge: edge), speed: speed))
            }
        }
        return LayeredScenery(ground: ground, layers: layers, frameRate: stage.frameRate)
    }
}
