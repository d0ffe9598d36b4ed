/// Some rows of a still picture as wide as the film, in place of the whole: what is never seen is not kept.
package final class Strip {
    /// The samples.
    package let picture: Picture
    /// The film's row that the first one is, even; 0 when one row stands for all.
    package let firstRow: Int
    private let isRepeated: Bool

    /// Wraps rows.
    ///
    /// - Parameters:
    ///   - picture: The samples, at the film's width.
    ///   - firstRow: The film's row that the first one is, even.
    package init(_ picture: Picture, firstRow: Int) {
        self.picture = picture
        self.firstRow = firstRow
        isRepeated = false
    }

    /// One colour in every row.
    ///
    /// - Parameters:
    ///   - colour: The colour.
    ///   - width: The film's width in pixels.
    package init(_ colour: Samples, width: Int) {
        picture = Picture(width: width, height: 2)
        picture.fill(
            luma: UInt8(clamping: colour.roundedLuma), blue: UInt8(clamping: colour.roundedBlue),
            red: UInt8(clamping: colour.roundedRed))
        firstRow = 0
        isRepeated = true
    }

    /// Bytes from one row of a plane to the next: none when one row stands for all.
    func stride(of plane: Picture.Plane) -> Int { isRepeated ? 0 : plane.stride }
}
