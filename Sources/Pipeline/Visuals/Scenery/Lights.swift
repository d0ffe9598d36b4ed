internal import Film
internal import Pixels

/// Lights of a night out of focus that pass slowly, near ones large and faint, far ones small and clear.
enum Lights {
    private struct Palette {
        var deep: UInt32
        var warm: UInt32
        var lights: [UInt32]
    }

    private static let palettes = [
        Palette(deep: 0x0D0B12, warm: 0x4A2A1C, lights: [0xFFC46B, 0xFF9E4F, 0xFFE0A8, 0xF2784B, 0xFFD089]),
        Palette(deep: 0x070D18, warm: 0x17365A, lights: [0x7FC4FF, 0xB8E0FF, 0xFFD9A0, 0x5A9BE0, 0xE6F2FF]),
        Palette(deep: 0x100A16, warm: 0x4A1F4F, lights: [0xFF9EC4, 0xFFC49E, 0xC48AFF, 0xFFE0D0, 0xFF7FA5]),
    ]

    struct Light {
        var glow: Int
        var x: Float
        var y: Float
        var speed: Float
        var phase: Float
        var colour: Samples
        var opacity: Float
    }

    /// Radius (in the picture's shorter side), softness and rim of each kind, far to near.
    private static let kinds: [(radius: Float, softness: Float, rim: Float)] = [
        (0.008, 0.4, 0), (0.017, 0.14, 0.25), (0.031, 0.07, 0.4), (0.052, 0.05, 0.45), (0.086, 0.10, 0.35),
        (0.15, 0.35, 0.1),
    ]

    static func make(_ stage: Stage) -> any PictureSource {
        var random = SeededRandom(seed: stage.seed, for: "lights")
        func chance() -> Float { Float(random.next() & 0xFFFFFF) / 16_777_215 }
        let noise = Noise(&random)
        let palette = palettes[stage.choice(of: palettes.count)]
        let deep = Tone(palette.deep)
        let warm = Tone(palette.warm)
        let level: Float = 0.52
        let ground = stage.picture { x, y in
            let dy = y - level
            let near = Maths.exponential(-(dy * dy) * 9)
            let cloud = noise.clouds(x * 1.2 + 3, y * 1.6, octaves: 2)
            return deep.mixed(warm, min(1, max(0, near * (0.62 + 0.55 * cloud))))
        }
        let unit = min(stage.height, Float(stage.size.width))
        let glows = kinds.map { Glow(radius: max(2, $0.radius * unit), softness: $0.softness, rim: $0.rim) }
        let counts: [Float] = [30, 26, 18, 11, 5, 2]
        var lights: [Light] = []
        for kind in glows.indices.reversed() {
            let near = Float(kind) / Float(glows.count - 1)
            for _ in 0..<Int((counts[kind] * max(0.7, min(1.2, stage.aspect / 1.5))).rounded()) {
                let hex = palette.lights[Int(random.next() % UInt64(palette.lights.count))]
                // Lights stand along a street seen from afar; near ones scatter.
                let scatter = (chance() + chance() + chance() - 1.5) * mix(0.2, 0.5, near)
                lights.append(
                    Light(
                        glow: kind, x: chance(), y: (level + scatter) * stage.height,
                        speed: mix(3, 30, near * near) * stage.scale, phase: chance() * 6.283,
                        colour: Tone(hex).samples,
                        opacity: mix(0.95, 0.14, near.squareRoot()) * (0.35 + 0.65 * chance())))
            }
        }
        return LightsScenery(ground: ground, glows: glows, lights: lights, frameRate: stage.frameRate)
    }
}

/// Draws ``Lights``.
private final class LightsScenery: DrawnScenery {
    private let ground: Picture
    private let glows: [Glow]
    private let lights: [Lights.Light]
    private let frameRate: FrameRate

    init(ground: Picture, glows: [Glow], lights: [Lights.Light], frameRate: FrameRate) {
        self.ground = ground
        self.glows = glows
        self.lights = lights
        self.frameRate = frameRate
    }

    func draw(frame index: Int, into canvas: Picture) throws {
        let seconds = frameRate.seconds(before: index)
        canvas.copy(ground)
        for light in lights {
            let glow = glows[light.glow]
            // A light leaves on the left and comes again on the right.
            let reach = Double(canvas.width) + 4 * Double(glow.radius)
            let moved = Double(light.x) * reach - Double(light.speed) * seconds
            let rest = moved.truncatingRemainder(dividingBy: reach)
            let x = Float(rest < 0 ? rest + reach : rest) - 2 * glow.radius
            let pulse = 0.85 + 0.15 * Maths.sine(seconds * 0.8 + Double(light.phase))
            glow.draw(
                onto: canvas, x: x, y: light.y, colour: light.colour,
                opacity: Int((light.opacity * Float(pulse) * 256).rounded()))
        }
    }
}
