internal import CPixels

/// A soft round light that may stand anywhere between pixels.
package final class Glow {
    /// Radius in pixels.
    package let radius: Float
    private let mask: Mask
    private let half: Mask

    /// Makes a disc of light.
    ///
    /// - Parameters:
    ///   - radius: In pixels, at least 2.
    ///   - softness: Width of the edge as a part of the radius: near 0 for a lens in focus, 1 for a haze.
    ///   - rim: How much brighter the disc is towards its edge, as lenses draw it, 0...1.
    package init(radius: Float, softness: Float, rim: Float) {
        self.radius = radius
        let reach = Int(radius.rounded(.up)) + 2
        // Even, and with a row and a column to spare for the positions between pixels.
        mask = Mask(width: 2 * reach + 2, height: 2 * reach + 2)
        for y in 0..<2 * reach {
            for x in 0..<2 * reach {
                let dx = Float(x - reach) + 0.5
                let dy = Float(y - reach) + 0.5
                let distance = (dx * dx + dy * dy).squareRoot() / radius
                let edge = max(softness, 1.5 / radius)
                let t = min(1, max(0, (1 - distance) / edge))
                let inner = 1 - rim + rim * min(1, distance * distance)
                mask.base[y * mask.stride + x] = UInt8(255 * t * t * (3 - 2 * t) * inner)
            }
        }
        half = mask.halved()
    }

    /// Adds the light to a picture.
    ///
    /// - Parameters:
    ///   - picture: The frame.
    ///   - x: Centre in pixels from the left, anywhere.
    ///   - y: Centre in pixels from the top, anywhere.
    ///   - colour: Its colour, as light on black.
    ///   - opacity: 0...256.
    package func draw(onto picture: Picture, x: Float, y: Float, colour: Samples, opacity: Int) {
        guard opacity > 0 else { return }
        let reach = Float(mask.width / 2 - 1)
        tint(picture.luma, mask, x - reach, y - reach, colour.roundedLuma - 16, opacity)
        tint(picture.blue, half, (x - reach) / 2, (y - reach) / 2, colour.roundedBlue - 128, opacity)
        tint(picture.red, half, (x - reach) / 2, (y - reach) / 2, colour.roundedRed - 128, opacity)
    }

    private func tint(_ plane: Picture.Plane, _ mask: Mask, _ left: Float, _ top: Float, _ value: Int, _ opacity: Int) {
        // The mask is sampled to the right and below its samples, so it starts one pixel early.
        let x = Int(left.rounded(.down))
        let y = Int(top.rounded(.down))
        let fractionX = 256 - Int((left - Float(x)) * 256)
        let fractionY = 256 - Int((top - Float(y)) * 256)
        let x0 = max(x + 1, 0)
        let y0 = max(y + 1, 0)
        let x1 = min(x + mask.width, plane.width)
        let y1 = min(y + mask.height, plane.height)
        guard x1 > x0, y1 > y0 else { return }
        cpixels_tint(
            plane.base + y0 * plane.stride + x0, plane.stride,
            mask.base + (y0 - y - 1) * mask.stride + x0 - x - 1, mask.stride, Int32(x1 - x0), Int32(y1 - y0),
            Int32(fractionX), Int32(fractionY), Int32(value), Int32(opacity))
    }
}
