import Pixels

extension Picture {
    /// Sets every visible sample of luma from its place, and both colours from theirs.
    func paint(luma light: (Int, Int) -> UInt8, colour: (Int, Int) -> (UInt8, UInt8) = { _, _ in (128, 128) }) {
        for y in 0..<luma.height { for x in 0..<luma.width { luma.base[y * luma.stride + x] = light(x, y) } }
        for y in 0..<blue.height {
            for x in 0..<blue.width {
                (blue.base[y * blue.stride + x], red.base[y * red.stride + x]) = colour(x, y)
            }
        }
    }

    /// Fills everything, padding too, with repeatable noise.
    func paintNoise(seed: UInt64) {
        var state = seed | 1
        for plane in [luma, blue, red] {
            for index in 0..<plane.stride * plane.height {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                plane.base[index] = UInt8(truncatingIfNeeded: state >> 56)
            }
        }
    }

    /// The visible samples, plane after plane.
    var samples: [[UInt8]] {
        [luma, blue, red].map { plane in
            (0..<plane.height).flatMap { row in
                Array(UnsafeMutableBufferPointer(start: plane.base + row * plane.stride, count: plane.width))
            }
        }
    }
}

extension Picture.Plane {
    subscript(x: Int, y: Int) -> UInt8 { base[y * stride + x] }
}
