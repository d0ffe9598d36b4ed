internal import Film
internal import Pixels

/// Clouds with flat feet and round heads, as cut from paper.
enum PaperClouds {
    /// A bank of such clouds that repeats after one and a half picture widths.
    ///
    /// - Parameters:
    ///   - colour: Their colour.
    ///   - rows: Where they float, in picture heights.
    ///   - stage: The size.
    ///   - random: Decides their places.
    /// - Returns: A shape to glide over the sky.
    static func make(
        _ colour: Picture, rows: ClosedRange<Float>, stage: Stage, random: inout SeededRandom
    ) -> MovingShape {
        func chance() -> Float { Float(random.next() & 0xFFFFFF) / 16_777_215 }
        let first = Int(rows.lowerBound * stage.height) & ~1
        let height = (Int(rows.upperBound * stage.height) - first) & ~1
        let period = (stage.size.width * 3 / 2) & ~1
        let columns = MovingShape.columns(period: period, width: stage.size.width)
        let mask = Mask(width: columns, height: height)
        let count = max(3, Int(Float(period) / stage.height * 1.9))
        for number in 0..<count {
            let wide = (0.11 + 0.13 * chance()) * stage.height
            let centre = (Float(number) + 0.2 + 0.6 * chance()) / Float(count) * Float(period)
            let wideRoom = min(0.95, 0.62 * wide / Float(height) + 0.05)
            let foot = Float(height) * (wideRoom + (0.98 - wideRoom) * chance())
            var discs: [(x: Float, radius: Float)] = []
            let heads = 3 + Int(chance() * 3)
            for head in 0..<heads {
                let along = (Float(head) + 0.5) / Float(heads) * 2 - 1
                let radius = wide * (0.16 + 0.15 * (1 - along * along)) * (0.8 + 0.4 * chance())
                discs.append((centre + along * wide * 0.75, radius))
            }
            stamp(discs, foot: foot, level: 195 + 50 * chance(), mask: mask, period: period)
        }
        return MovingShape(colour: colour, mask: mask, firstRow: first, period: period)
    }

    private static func stamp(
        _ discs: [(x: Float, radius: Float)], foot: Float, level: Float, mask: Mask, period: Int
    ) {
        for (index, disc) in discs.enumerated() {
            let lift = index == 0 || index == discs.count - 1 ? disc.radius : disc.radius * 1.1
            let y = foot - lift
            let reach = Int(disc.radius) + 2
            // Between the discs the foot is filled.
            let next = index + 1 < discs.count ? discs[index + 1].x : disc.x
            for row in max(0, Int(y) - reach)...min(mask.height - 1, max(0, Int(foot) + 1)) {
                for column in Int(disc.x) - reach...max(Int(disc.x) + reach, Int(next)) {
                    let px = Float(column) + 0.5
                    let py = Float(row) + 0.5
                    let dx = px - disc.x
                    let dy = py - y
                    var inside = disc.radius - (dx * dx + dy * dy).squareRoot()
                    if px >= disc.x, px <= next { inside = max(inside, py - y) }
                    let covered = min(min(1, max(0, inside + 0.5)), min(1, max(0, foot - py + 0.5)))
                    guard covered > 0 else { continue }
                    let wrapped = (column % period + period) % period
                    var place = wrapped
                    while place < mask.width {
                        let sample = mask.base + row * mask.stride + place
                        sample.pointee = max(sample.pointee, UInt8(covered * level))
                        place += period
                    }
                }
            }
        }
    }
}
