internal import CPixels

extension Picture {
    /// Sets this picture to a blend of two others of the same size.
    ///
    /// - Parameter weight: 0 shows only `from`, 256 only `to`.
    package func dissolve(from: Picture, to: Picture, weight: Int) {
        for (out, a, b) in [(luma, from.luma, to.luma), (blue, from.blue, to.blue), (red, from.red, to.red)] {
            cpixels_mix(
                out.base, out.stride, a.base, a.stride, b.base, b.stride, Int32(out.width), Int32(out.height),
                Int32(weight))
        }
    }
}
