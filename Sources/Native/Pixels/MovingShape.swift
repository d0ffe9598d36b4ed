internal import CPixels

/// A shape of any form (clouds, lit windows) that glides sideways over a still field of colour, repeating without a seam.
///
/// Only the shape moves; what it shows stays where it is on the screen. So gradients keep their grain still, edges move
/// by fractions of a pixel, and an encoder has nothing to do inside the shape.
package final class MovingShape {
    /// What the shape shows.
    package let colour: Picture
    /// First row that the shape reaches, even.
    package let firstRow: Int
    /// Pixels after which the shape repeats.
    package let period: Int

    private let mask: Mask
    private let half: Mask
    private let kinds: [UInt8]
    private let halfKinds: [UInt8]
    private let endRow: Int

    /// Makes a shape that reaches from `firstRow` (even) as far down as its mask.
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
        endRow = min(colour.height, firstRow + mask.height)
    }

    /// Columns that a mask needs for a period and a picture width.
    package static func columns(period: Int, width: Int) -> Int { period + width + 2 }

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
