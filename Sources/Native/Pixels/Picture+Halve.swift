internal import CPixels

extension Picture {
    /// Sets this picture to another one at half its size.
    ///
    /// A sharp four-tap filter; colour keeps its place at the left pixel of each pair.
    /// - Parameters:
    ///   - other: The picture, whose colour lies at the left pixel of each pair.
    ///   - width: Its width, twice this picture's or one more.
    ///   - height: Its height, twice this picture's or one more.
    ///   - portable: True keeps to the portable code path, which gives the same bytes (for tests).
    package func halve(_ other: BorrowedPicture, width: Int, height: Int, portable: Bool = false) {
        precondition(width / 2 == self.width && height / 2 == self.height, "the picture is not half as large")
        // Half-way between the middle columns for light, a quarter past the first one for colour.
        let light: [Int8] = [-1, 9, 9, -1]
        let colour: [Int8] = [2, 8, 6, 0]
        withUnsafeTemporaryAllocation(of: Int16.self, capacity: 4 * self.width) { work in
            guard let work = work.baseAddress else { return }
            let path: Int32 = portable ? 1 : 0
            cpixels_halve(
                luma.base, luma.stride, Int32(luma.width), Int32(luma.height), other.luma.base, other.luma.stride,
                Int32(width), Int32(height), light, work, path)
            for (out, source) in [(blue, other.blue), (red, other.red)] {
                cpixels_halve(
                    out.base, out.stride, Int32(out.width), Int32(out.height), source.base, source.stride,
                    Int32((width + 1) / 2), Int32((height + 1) / 2), colour, work, path)
            }
        }
    }
}
