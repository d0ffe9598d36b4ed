internal import CPixels

/// The planes of a 4:2:0 picture that lies in someone else's memory, such as a decoder's.
///
/// Rows must be readable up to the next multiple of 32 samples (16 for colour); decoders pad theirs so.
package struct BorrowedPicture {
    /// One plane.
    package struct Plane {
        /// The first sample of the first row.
        package let base: UnsafePointer<UInt8>
        /// Bytes from one row to the next.
        package let stride: Int

        /// Describes a plane.
        package init(base: UnsafePointer<UInt8>, stride: Int) {
            self.base = base
            self.stride = stride
        }
    }

    /// Luma.
    package let luma: Plane
    /// Blue difference.
    package let blue: Plane
    /// Red difference.
    package let red: Plane

    /// Describes a picture of the same size as the canvas it will be copied to.
    package init(luma: Plane, blue: Plane, red: Plane) {
        self.luma = luma
        self.blue = blue
        self.red = red
    }

    /// The planes of a picture of ours.
    package init(_ picture: Picture) {
        luma = Plane(base: picture.luma.base, stride: picture.luma.stride)
        blue = Plane(base: picture.blue.base, stride: picture.blue.stride)
        red = Plane(base: picture.red.base, stride: picture.red.stride)
    }
}

extension Picture {
    /// Copies a picture of the same size through a grade: about 0.3 ms for 1080p, little more than the copy itself.
    ///
    /// - Parameters:
    ///   - other: The picture.
    ///   - grade: The film's grade; ``Grade/none`` copies as it is.
    ///   - portable: True keeps to the portable code path, which gives the same bytes (for tests).
    package func copy(_ other: BorrowedPicture, grade: Grade, portable: Bool = false) {
        guard grade != .none else {
            for (out, source) in [(luma, other.luma), (blue, other.blue), (red, other.red)] {
                for row in 0..<out.height {
                    (out.base + row * out.stride).update(from: source.base + row * source.stride, count: out.width)
                }
            }
            return
        }
        // The curve's unit: 2^15 for the factor, 128 × 128 / 219² for what the kernel's products leave out.
        let curve = grade.contrast * 8 / 3 * 32768 * 16384 / 47961
        // 224 levels of difference for 219 of light.
        let unit = 32768.0 * 224 / 219
        var fixed = cpixels_grade(
            curve: Int16(clamping: Int(curve.rounded())),
            blue: Int16(clamping: Int((-grade.warmth / 1.8556 * unit).rounded())),
            red: Int16(clamping: Int((grade.warmth / 1.5748 * unit).rounded())))
        let path: Int32 = portable ? 1 : 0
        cpixels_grade_luma(
            luma.base, luma.stride, other.luma.base, other.luma.stride, Int32(width), Int32(height), &fixed, path)
        for (out, source, share) in [(blue, other.blue, fixed.blue), (red, other.red, fixed.red)] {
            cpixels_grade_colour(
                out.base, out.stride, source.base, source.stride, other.luma.base, other.luma.stride, Int32(height),
                Int32(out.width), Int32(out.height), share, path)
        }
    }

    /// Brings a limited-range picture of another matrix to BT.709, in place.
    package func rematrix(from matrix: ColourMatrix) {
        guard matrix != .bt709 else { return }
        let shares = matrix.toBT709
        let fixed = { (share: Double) in Int16(clamping: Int((share * 16384).rounded())) }
        // Luma counts 219 levels where colour counts 224.
        let luminance = 219.0 / 224
        var how = cpixels_matrix(
            luma_from_blue: fixed(shares.luma.0 * luminance), luma_from_red: fixed(shares.luma.1 * luminance),
            blue_from_blue: fixed(shares.blue.0), blue_from_red: fixed(shares.blue.1),
            red_from_blue: fixed(shares.red.0), red_from_red: fixed(shares.red.1))
        cpixels_rematrix(
            luma.base, luma.stride, blue.base, red.base, blue.stride, Int32(width), Int32(height), &how)
    }

    /// Sets this picture to another one turned for showing.
    ///
    /// - Parameters:
    ///   - stored: The picture as stored; its sides change places where the orientation says so.
    ///   - orientation: How it is turned.
    package func turn(_ stored: Picture, _ orientation: Orientation) {
        precondition(
            (orientation.swapsSides ? stored.height : stored.width) == width
                && (orientation.swapsSides ? stored.width : stored.height) == height, "pictures differ in size")
        for (out, source) in [(luma, stored.luma), (blue, stored.blue), (red, stored.red)] {
            let (first, across, down) = orientation.walk(
                width: source.width, height: source.height, stride: source.stride)
            cpixels_turn(
                out.base, out.stride, Int32(out.width), Int32(out.height), source.base + first, across, down)
        }
    }
}
