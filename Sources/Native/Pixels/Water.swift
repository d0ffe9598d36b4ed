internal import CPixels

/// The moving surface of water from a row down: two still wave patterns that are turned into one another.
///
/// A wave is a·cos(ωt) + b·sin(ωt), so each point rises and falls for ever without a seam, and rows may have speeds of
/// their own.
package final class Water {
    /// First row of the water, even.
    package let firstRow: Int
    private let width: Int
    private let rows: Int
    private let a: UnsafeMutablePointer<Int8>
    private let b: UnsafeMutablePointer<Int8>
    private let threshold: Picture

    /// Makes a surface.
    ///
    /// - Parameters:
    ///   - firstRow: First row of the water, even.
    ///   - threshold: Luma is the height above which waves glint, at the film's size.
    ///   - wave: The two patterns, about −1...1, at a pixel (x, y).
    package init(firstRow: Int, threshold: Picture, wave: (Int, Int) -> (Float, Float)) {
        self.firstRow = firstRow
        self.threshold = threshold
        width = threshold.width
        rows = max(0, threshold.height - firstRow)
        a = .allocate(capacity: max(1, width * rows))
        b = .allocate(capacity: max(1, width * rows))
        for row in 0..<rows {
            for x in 0..<width {
                let pair = wave(x, firstRow + row)
                a[row * width + x] = Int8(max(-127, min(127, pair.0 * 127)))
                b[row * width + x] = Int8(max(-127, min(127, pair.1 * 127)))
            }
        }
    }

    deinit {
        a.deallocate()
        b.deallocate()
    }

    /// Moves the water of a frame already drawn.
    ///
    /// - Parameters:
    ///   - picture: At the film's size.
    ///   - swell: How strongly waves lighten and darken, 0...100.
    ///   - gain: How strongly they glint, 0...100.
    ///   - phase: The angle ωt of a row, in radians.
    package func draw(onto picture: Picture, swell: Int, gain: Int, phase: (Int) -> Float) {
        for row in 0..<rows {
            let angle = phase(firstRow + row)
            let y = firstRow + row
            cpixels_glitter(
                picture.luma.base + y * picture.luma.stride, a + row * width,
                Int32((127 * Maths.cosine(angle)).rounded()), b + row * width,
                Int32((127 * Maths.sine(angle)).rounded()), threshold.luma.base + y * threshold.luma.stride,
                Int32(width), Int32(swell), Int32(gain))
        }
    }
}
