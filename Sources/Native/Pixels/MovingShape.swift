internal import CPixels

/// A silhouette that glides sideways over a still field of colour, repeating without a seam.
///
/// Only the shape moves; what it shows stays where it is on the screen. So gradients keep their grain still, edges move
/// by fractions of a pixel, and an encoder has nothing to do inside the shape.
package final class MovingShape {
    /// What the shape shows.
    package let colour: Picture
    /// First row that the shape reaches, even.
    package let firstRow: Int
    /// First row from which on the shape covers every column, even; the picture's height when there is none.
    package let solidRow: Int
    /// Pixels after which the shape repeats.
    package let period: Int

    private let mask: Mask
    private let half: Mask
    private let kinds: [UInt8]
    private let halfKinds: [UInt8]
    private let endRow: Int

    /// Makes a shape of any form that reaches from `firstRow` (even) as far down as its mask.
    ///
    /// - Parameters:
    ///   - colour: What it shows, at the film's size.
    ///   - mask: One period and a picture's width more, the latter a repetition; see ``columns(period:width:)``.
    ///   - firstRow: The mask's first row in the picture, even.
    ///   - period: Pixels after which the mask repeats.
    package init(colour: Picture, mask: Mask, firstRow: Int, period: Int) {
        self.colour = colour
        self.mask = mask
        self.firstRow = firstRow
        self.period = period
        half = mask.halved()
        kinds = mask.kinds()
        halfKinds = half.kinds()
        solidRow = colour.height
        endRow = min(colour.height, firstRow + mask.height)
    }

    /// Columns that a mask needs for a period and a picture width.
    package static func columns(period: Int, width: Int) -> Int { period + width + 2 }

    /// Makes the shape under a profile.
    ///
    /// - Parameters:
    ///   - colour: What it shows, at the film's size.
    ///   - heights: The upper edge in pixels from the top, for each column of one period.
    ///   - edge: The edge's character.
    package init(colour: Picture, heights: [Float], edge: Edge) {
        self.colour = colour
        period = heights.count
        let columns = Self.columns(period: period, width: colour.width)
        let highest = heights.min() ?? 0
        let lowest = heights.max() ?? 0
        let top = Int((highest - edge.above - 2).rounded(.down))
        let bottom = Int((lowest + edge.below + 2).rounded(.up))
        firstRow = min(max(0, top & ~1), colour.height)
        solidRow = max(firstRow, edge.isSolid ? min(colour.height, (bottom + 1) & ~1) : colour.height)
        let lastRow = max(firstRow + 2, min(colour.height, (bottom + 1) & ~1))
        endRow = lastRow
        mask = Mask(width: columns, height: lastRow - firstRow)

        // Seen across a steep slope an edge is thinner than it is high; dividing by its length keeps it one pixel soft.
        var along = [Float](repeating: 0, count: columns)
        var rise = along
        let fall = [Float](repeating: edge.fall, count: columns)
        for x in 0..<columns {
            along[x] = heights[x % period]
            let slope = (heights[(x + 1) % period] - heights[(x + period - 1) % period]) / 2
            rise[x] = edge.rise / (1 + slope * slope).squareRoot()
        }
        cpixels_profile(
            mask.base, mask.stride, Int32(columns), Int32(firstRow), Int32(mask.height), along, rise, edge.bias, fall,
            edge.level)
        half = mask.halved()
        kinds = mask.kinds()
        halfKinds = half.kinds()
    }

    /// The character of a shape's edge.
    package struct Edge: Sendable {
        /// Coverage gained per pixel of depth.
        package var rise: Float
        /// Coverage at the profile itself before the smooth step, 0...1.
        package var bias: Float
        /// Coverage lost per pixel of depth; 0 for a shape that goes on to the bottom.
        package var fall: Float
        /// Coverage of the whole, 0...255.
        package var level: Float

        /// A crisp edge of a shape that fills all below.
        package static let crisp = Edge(rise: 1, bias: 0.5, fall: 0, level: 255)

        /// A shadow that gathers over `reach` pixels above the profile; a shape drawn next hides its lower end.
        package static func shadow(reach: Float, level: Float) -> Edge {
            Edge(rise: 1 / reach, bias: 1, fall: 1 / 16, level: level)
        }

        /// Light that lies along the profile and is lost over `reach` pixels below it.
        package static func rim(reach: Float, level: Float) -> Edge {
            Edge(rise: 1, bias: 0.5, fall: 1 / reach, level: level)
        }

        var above: Float { bias / rise }
        var below: Float { fall > 0 ? 1 / fall : (1 - bias) / rise }
        var isSolid: Bool { fall == 0 && level >= 255 }
    }

    /// Draws the shape moved left by a distance.
    ///
    /// - Parameters:
    ///   - picture: At the film's size.
    ///   - distance: Pixels, any number.
    ///   - limit: Rows from here on are left alone, because something covers them later; even.
    package func draw(onto picture: Picture, movedBy distance: Double, above limit: Int) {
        let rest = distance.truncatingRemainder(dividingBy: Double(period))
        let place = rest < 0 ? rest + Double(period) : rest
        let end = min(limit, endRow)
        if end > firstRow {
            reveal(picture.luma, colour.luma, mask, kinds, place, rows: firstRow..<end, first: firstRow)
            for (out, source) in [(picture.blue, colour.blue), (picture.red, colour.red)] {
                reveal(out, source, half, halfKinds, place / 2, rows: firstRow / 2..<(end + 1) / 2, first: firstRow / 2)
            }
        }
        let below = max(solidRow, firstRow)
        if limit > below, solidRow < picture.height {
            picture.copyRows(of: colour, below..<limit)
        }
    }

    private func reveal(
        _ out: Picture.Plane, _ source: Picture.Plane, _ mask: Mask, _ kinds: [UInt8], _ place: Double,
        rows: Range<Int>, first: Int
    ) {
        let whole = Int(place)
        let fraction = Int((place - Double(whole)) * 256)
        let count = min(rows.upperBound, first + mask.height) - rows.lowerBound
        guard count > 0 else { return }
        let skipped = rows.lowerBound - first
        kinds.withUnsafeBufferPointer { kinds in
            guard let kinds = kinds.baseAddress else { return }
            cpixels_reveal(
                out.base + rows.lowerBound * out.stride, out.stride, source.base + rows.lowerBound * source.stride,
                source.stride, mask.base + skipped * mask.stride, mask.stride,
                kinds + skipped * (mask.stride / 64), Int32(out.width), Int32(count), Int32(whole), Int32(fraction))
        }
    }
}

extension Picture {
    /// Copies rows of a picture of the same size; `rows` counts luma rows and starts and ends even.
    package func copyRows(of other: Picture, _ rows: Range<Int>) {
        guard !rows.isEmpty else { return }
        for (out, source, divisor) in [(luma, other.luma, 1), (blue, other.blue, 2), (red, other.red, 2)] {
            let first = rows.lowerBound / divisor
            let count = min(out.height, (rows.upperBound + divisor - 1) / divisor) - first
            guard count > 0 else { continue }
            (out.base + first * out.stride).update(from: source.base + first * source.stride, count: count * out.stride)
        }
    }
}
