internal import CPixels

extension Picture {
    /// Sets this picture to a blend of two others of the same size.
    ///
    /// - Parameters:
    ///   - from: Shown at weight 0.
    ///   - to: Shown at weight 256.
    ///   - weight: 0...256.
    package func dissolve(from: Picture, to: Picture, weight: Int) {
        for (out, a, b) in [(luma, from.luma, to.luma), (blue, from.blue, to.blue), (red, from.red, to.red)] {
            cpixels_mix(
                out.base, out.stride, a.base, a.stride, b.base, b.stride, Int32(out.width), Int32(out.height),
                Int32(weight))
        }
    }
}
