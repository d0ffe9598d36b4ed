internal import CPixels

/// A small premultiplied picture with transparency that is laid over frames: a caption, a title line.
///
/// Made by a ``SpriteBuilder``. It covers an even box, so that its chroma lies on the frame's chroma samples.
package final class Sprite {
    /// Pixels from the frame's left edge to the box, even.
    package let left: Int
    /// Pixels from the frame's top edge to the box, even.
    package let top: Int
    /// Width of the box, even.
    package let width: Int
    /// Height of the box, even.
    package let height: Int

    /// What stays of the frame (255 − alpha) and what is added to it, for each plane; chroma shares one `rest`.
    private let memory: UnsafeMutablePointer<UInt8>
    private let stride: Int
    private let halfStride: Int

    fileprivate init(_ builder: borrowing SpriteBuilder) {
        left = builder.left
        top = builder.top
        width = builder.width
        height = builder.height
        stride = (width + 63) / 64 * 64
        halfStride = (width / 2 + 63) / 64 * 64
        let bytes = 2 * stride * height + 3 * halfStride * (height / 2) + 64
        memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64).assumingMemoryBound(to: UInt8.self)
        memory.initialize(repeating: 0, count: bytes)
        let w = Int32(width)
        let h = Int32(height)
        cpixels_round_samples(rest, stride, builder.alpha, builder.stride, w, h, 1)
        cpixels_round_samples(value, stride, builder.luma, builder.stride, w, h, 0)
        cpixels_halve_alpha(halfRest, halfStride, builder.alpha, builder.stride, w, h)
        for (value, source) in [(blueValue, builder.blue), (redValue, builder.red)] {
            cpixels_halve_chroma(value, halfStride, source, builder.alpha, builder.stride, halfRest, w, h)
        }
    }

    deinit { memory.deallocate() }

    private var rest: UnsafeMutablePointer<UInt8> { memory }
    private var value: UnsafeMutablePointer<UInt8> { memory + stride * height }
    private var halfRest: UnsafeMutablePointer<UInt8> { memory + 2 * stride * height }
    private var blueValue: UnsafeMutablePointer<UInt8> { halfRest + halfStride * (height / 2) }
    private var redValue: UnsafeMutablePointer<UInt8> { blueValue + halfStride * (height / 2) }

    /// Lays the sprite over a picture, inside the box alone; what lies outside the picture is left out.
    ///
    /// - Parameters:
    ///   - picture: The frame.
    ///   - opacity: 0 (invisible) to 256 (as built).
    ///   - right: Pixels to move the box right by, even.
    ///   - down: Pixels to move the box down by, even.
    package func blend(onto picture: Picture, opacity: Int = 256, right: Int = 0, down: Int = 0) {
        guard opacity > 0 else { return }
        let x0 = max(left + right, 0)
        let y0 = max(top + down, 0)
        let x1 = min(left + right + width, picture.width / 2 * 2)
        let y1 = min(top + down + height, picture.height / 2 * 2)
        guard x1 > x0, y1 > y0 else { return }
        let inset = (y0 - top - down) * stride + (x0 - left - right)
        let halfInset = (y0 - top - down) / 2 * halfStride + (x0 - left - right) / 2
        over(
            picture.luma, x0, y0, rest + inset, value + inset, stride, width: x1 - x0, height: y1 - y0, opacity)
        for (plane, samples) in [(picture.blue, blueValue), (picture.red, redValue)] {
            over(
                plane, x0 / 2, y0 / 2, halfRest + halfInset, samples + halfInset, halfStride,
                width: (x1 - x0) / 2, height: (y1 - y0) / 2, opacity)
        }
    }

    private func over(
        _ plane: Picture.Plane, _ x: Int, _ y: Int, _ rest: UnsafePointer<UInt8>, _ value: UnsafePointer<UInt8>,
        _ stride: Int, width: Int, height: Int, _ opacity: Int
    ) {
        let out = plane.base + y * plane.stride + x
        if opacity >= 256 {
            cpixels_over(out, plane.stride, rest, value, stride, Int32(width), Int32(height))
        } else {
            cpixels_over_faded(
                out, plane.stride, rest, value, stride, Int32(width), Int32(height), Int32(opacity))
        }
    }
}

/// Composes a ``Sprite`` from masks in single colours and from pictures, from back to front, at 16 bits.
package struct SpriteBuilder: ~Copyable {
    /// Left edge of the box in frame pixels, even.
    package let left: Int
    /// Top edge of the box in frame pixels, even.
    package let top: Int
    /// Width of the box, even.
    package let width: Int
    /// Height of the box, even.
    package let height: Int

    fileprivate let stride: Int
    private let memory: UnsafeMutablePointer<UInt16>
    fileprivate var alpha: UnsafeMutablePointer<UInt16> { memory }
    fileprivate var luma: UnsafeMutablePointer<UInt16> { memory + stride * height }
    fileprivate var blue: UnsafeMutablePointer<UInt16> { memory + 2 * stride * height }
    fileprivate var red: UnsafeMutablePointer<UInt16> { memory + 3 * stride * height }

    /// Starts a transparent sprite over a box, which is widened to even edges.
    package init(x: Range<Int>, y: Range<Int>) {
        left = x.lowerBound & ~1
        top = y.lowerBound & ~1
        width = max(2, ((x.upperBound + 1) & ~1) - left)
        height = max(2, ((y.upperBound + 1) & ~1) - top)
        stride = (width + 31) / 32 * 32
        memory = .allocate(capacity: 4 * stride * height)
        memory.initialize(repeating: 0, count: 4 * stride * height)
    }

    deinit { memory.deallocate() }

    /// Lays one colour through a mask; what lies outside the box is left out.
    ///
    /// - Parameters:
    ///   - mask: Coverage, row after row.
    ///   - maskStride: Bytes between rows.
    ///   - x: Left edge of the mask in frame pixels.
    ///   - y: Top edge of the mask in frame pixels.
    ///   - columns: Width of the mask.
    ///   - rows: Height of the mask.
    ///   - colour: The colour laid.
    ///   - opacity: 0...256.
    package borrowing func lay(
        mask: UnsafePointer<UInt8>, maskStride: Int, x: Int, y: Int, columns: Int, rows: Int, colour: Samples,
        opacity: Int = 256
    ) {
        let x0 = max(x, left)
        let y0 = max(y, top)
        let x1 = min(x + columns, left + width)
        let y1 = min(y + rows, top + height)
        guard x1 > x0, y1 > y0 else { return }
        let offset = (y0 - top) * stride + x0 - left
        cpixels_lay(
            alpha + offset, luma + offset, blue + offset, red + offset, stride,
            mask + (y0 - y) * maskStride + x0 - x, maskStride, Int32(x1 - x0), Int32(y1 - y0),
            Int32(colour.roundedLuma), Int32(colour.roundedBlue), Int32(colour.roundedRed), Int32(opacity))
    }

    /// Lays a picture with transparency; what lies outside the box is left out.
    ///
    /// - Parameters:
    ///   - cutout: The picture.
    ///   - x: Its left edge in frame pixels.
    ///   - y: Its top edge in frame pixels.
    package borrowing func lay(_ cutout: Cutout, x: Int, y: Int) {
        let columns = max(x, left)..<max(min(x + cutout.width, left + width), max(x, left))
        for row in max(y, top)..<max(min(y + cutout.height, top + height), max(y, top)) {
            let pixels = cutout.row(row - y)
            for column in columns {
                let pixel = pixels[column - x]
                let place = (row - top) * stride + column - left
                // ITU-R BT.709-6, items 3.2 to 3.5, with black and grey weighted by alpha as the colour is.
                let light = 0.2126 * pixel.x + 0.7152 * pixel.y + 0.0722 * pixel.z
                let blueAway = 224 * (pixel.z - light) / 1.8556
                let redAway = 224 * (pixel.x - light) / 1.5748
                let rest = 1 - pixel.w
                alpha[place] = Self.word(Float(alpha[place]) * rest + 256 * 255 * pixel.w)
                luma[place] = Self.word(Float(luma[place]) * rest + 256 * (16 * pixel.w + 219 * light))
                blue[place] = Self.word(Float(blue[place]) * rest + 256 * (128 * pixel.w + blueAway))
                red[place] = Self.word(Float(red[place]) * rest + 256 * (128 * pixel.w + redAway))
            }
        }
    }

    private static func word(_ value: Float) -> UInt16 { UInt16(min(max(value + 0.5, 0), 65_535)) }

    /// Rounds the composition to a sprite.
    package borrowing func finish() -> Sprite { Sprite(self) }
}
