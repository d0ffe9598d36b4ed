internal import CPixels

extension Picture {
    /// Fills this picture with a blurred, darkened enlargement of a tiny one, and the shadow of a photograph on it.
    ///
    /// - Parameters:
    ///   - tiny: The picture to enlarge, of the same shape; some 40 pixels wide gives a soft blur.
    ///   - photo: Where the photograph will lie: left, top, right and bottom in pixels.
    package func fillBackdrop(_ tiny: Picture, around photo: (left: Int, top: Int, right: Int, bottom: Int)) {
        let softness = Float(min(width, height)) / 22
        for (index, (out, source)) in [(luma, tiny.luma), (blue, tiny.blue), (red, tiny.red)].enumerated() {
            let isLuma = index == 0
            let scale: Float = isLuma ? 1 : 0.5
            // The shadow falls a little downwards, as under a light from above.
            let drop = softness * 0.35 * scale
            var look = cpixels_backdrop_look(
                gain: isLuma ? 0.5 : 0.75, zero: isLuma ? 16 : 128, shade: isLuma ? 0.6 : 0.3,
                left: Float(photo.left) * scale, top: Float(photo.top) * scale + drop,
                right: Float(photo.right) * scale, bottom: Float(photo.bottom) * scale + drop,
                softness: softness * scale)
            withUnsafeTemporaryAllocation(of: Float.self, capacity: source.width + 6 * out.width) { work in
                guard let work = work.baseAddress else { return }
                cpixels_backdrop(
                    out.base, out.stride, Int32(out.width), Int32(out.height), source.base, source.stride,
                    Int32(source.width), Int32(source.height), &look, work)
            }
        }
    }

    /// Lays a smaller picture into this one.
    ///
    /// - Parameters:
    ///   - other: A picture that fits.
    ///   - x: Its left edge, an even number.
    ///   - y: Its top edge, an even number.
    package func place(_ other: Picture, x: Int, y: Int) {
        precondition(x >= 0 && y >= 0 && x % 2 == 0 && y % 2 == 0, "pictures are laid at even places")
        precondition(x + other.width <= width && y + other.height <= height, "the picture does not fit")
        for (out, source, half) in [(luma, other.luma, 1), (blue, other.blue, 2), (red, other.red, 2)] {
            for row in 0..<source.height {
                (out.base + (y / half + row) * out.stride + x / half)
                    .update(from: source.base + row * source.stride, count: source.width)
            }
        }
    }

    /// Copies a window of a larger picture into this one.
    ///
    /// - Parameters:
    ///   - other: A picture that holds the window.
    ///   - x: The window's left edge, an even number.
    ///   - y: The window's top edge, an even number.
    package func crop(_ other: Picture, x: Int, y: Int) {
        precondition(x >= 0 && y >= 0 && x % 2 == 0 && y % 2 == 0, "windows lie at even places")
        precondition(x + width <= other.width && y + height <= other.height, "the window is not inside")
        for (out, source, half) in [(luma, other.luma, 1), (blue, other.blue, 2), (red, other.red, 2)] {
            for row in 0..<out.height {
                (out.base + row * out.stride)
                    .update(from: source.base + (y / half + row) * source.stride + x / half, count: out.width)
            }
        }
    }
}
