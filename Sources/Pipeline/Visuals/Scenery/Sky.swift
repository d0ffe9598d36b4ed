internal import Film
internal import Pixels

/// Things that stand in a sky, drawn once into its picture.
enum Sky {
    /// Scatters stars over the rows above `horizon` (in picture heights), fewer and fainter towards it.
    static func addStars(
        to picture: Picture, above horizon: Float, count: Int, stage: Stage, random: inout SeededRandom
    ) {
        func chance() -> Float { Float(random.next() & 0xFFFFFF) / 16_777_215 }
        let limit = horizon * stage.height
        let width = Float(picture.width)
        for _ in 0..<count {
            let x = chance() * width
            let y = chance() * limit
            let brightness = chance()
            let radius = (0.55 + 0.75 * brightness * brightness * brightness) * max(0.8, stage.scale * 1.1)
            let shown = (0.12 + 0.8 * brightness * brightness * brightness) * (1 - 0.85 * step(0.45, 1, y / limit))
            dot(on: picture.luma, x: x, y: y, radius: radius, target: 228, strength: shown)
        }
    }

    /// A soft point of light in one plane.
    private static func dot(
        on plane: Picture.Plane, x: Float, y: Float, radius: Float, target: Float, strength: Float
    ) {
        let reach = Int(radius * 2) + 1
        for row in max(0, Int(y) - reach)...max(0, min(plane.height - 1, Int(y) + reach)) where row < plane.height {
            for column in max(0, Int(x) - reach)...max(0, min(plane.width - 1, Int(x) + reach))
            where column < plane.width {
                let dx = Float(column) + 0.5 - x
                let dy = Float(row) + 0.5 - y
                let light = strength * Maths.exponential(-(dx * dx + dy * dy) / (radius * radius))
                let place = plane.base + row * plane.stride + column
                place.pointee = UInt8(min(235, Float(place.pointee) + (target - Float(place.pointee)) * light))
            }
        }
    }

    /// A long bank of cloud that drifts: a soft mask from noise that repeats after `periods` picture widths.
    ///
    /// - Parameters:
    ///   - rows: Where it lies, in picture heights.
    ///   - cover: 0 (clear) to 1 (overcast).
    ///   - level: How dense it gets, 0...255.
    ///   - colour: What it looks like.
    ///   - noise: Its shape.
    ///   - stage: The size.
    /// - Returns: A shape to glide over the sky.
    static func clouds(
        rows: ClosedRange<Float>, cover: Float, level: Float, colour: Picture, noise: Noise, stage: Stage
    ) -> MovingShape {
        let first = Int(rows.lowerBound * stage.height) & ~1
        let height = max(16, (Int(rows.upperBound * stage.height) - first) & ~1)
        let period = (stage.size.width * 3 / 2) & ~15
        let columns = MovingShape.columns(period: period, width: stage.size.width)
        var field = SmoothField(width: columns, height: height)
        let cells = max(4, Int((Float(period) / stage.height * 2.2).rounded()))
        let reach = Float(height) / stage.height
        let unit = Float(period) / stage.height
        field.fill { x, y in
            // The field's unit is its own height.
            let across = x * reach / unit * Float(cells)
            let down = y * reach * 9
            var sum = noise.plane(across, down, wrap: cells)
            sum += 0.5 * noise.plane(across * 2, down * 2 + 31, wrap: cells * 2)
            sum += 0.25 * noise.plane(across * 4, down * 4 + 57, wrap: cells * 4)
            let fade = step(0, 0.3, y) * step(0, 0.3, 1 - y)
            let density = step(0.55 - cover, 1.05 - cover, 0.5 + 0.75 * sum)
            return Samples(luma: level * density * fade, blue: 128, red: 128)
        }
        let picture = Picture(width: columns, height: height)
        field.draw(into: picture, dither: Dither(amplitude: 0.4, seed: 5))
        let mask = Mask(width: columns, height: height)
        for row in 0..<height {
            (mask.base + row * mask.stride).update(
                from: picture.luma.base + row * picture.luma.stride, count: columns)
        }
        return MovingShape(colour: colour, mask: mask, firstRow: first, period: period)
    }
}
