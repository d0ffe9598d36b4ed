internal import CPixels

/// A decoded photograph on its way to a ``Picture``: 10 bits limited range, colour at every pixel, in memory owned by its decoder.
package struct DeepPicture {
    /// One plane as it is stored.
    package struct Plane {
        /// The first sample.
        package let base: UnsafePointer<UInt16>
        /// Samples from one row to the next.
        package let stride: Int

        /// Describes a plane.
        package init(base: UnsafePointer<UInt16>, stride: Int) {
            self.base = base
            self.stride = stride
        }
    }

    /// Stored width.
    package let width: Int
    /// Stored height.
    package let height: Int
    /// Luma.
    package let luma: Plane
    /// Blue difference.
    package let blue: Plane
    /// Red difference, with the same stride as blue.
    package let red: Plane
    /// The matrix it was made with.
    package let matrix: ColourMatrix
    /// How it is turned for showing.
    package let orientation: Orientation

    /// Describes a picture.
    package init(
        width: Int, height: Int, luma: Plane, blue: Plane, red: Plane, matrix: ColourMatrix,
        orientation: Orientation
    ) {
        self.width = width
        self.height = height
        self.luma = luma
        self.blue = blue
        self.red = red
        self.matrix = matrix
        self.orientation = orientation
    }

    /// The upright, graded picture, BT.709 limited, dithered to 8 bits.
    package func developed(grade: Grade) -> Picture {
        let swaps = orientation.swapsSides
        let picture = Picture(width: swaps ? height : width, height: swaps ? width : height)
        let (lumaStart, lumaAcross, lumaDown) = view(luma)
        let (blueStart, colourAcross, colourDown) = view(blue)
        var source = cpixels_deep_picture(
            luma: lumaStart, blue: blueStart, red: view(red).0, luma_across: lumaAcross, luma_down: lumaDown,
            colour_across: colourAcross, colour_down: colourDown, width: Int32(picture.width),
            height: Int32(picture.height))
        let shares = matrix.toBT709
        var how = cpixels_development()
        how.luma_from_blue = Float(shares.luma.0)
        how.luma_from_red = Float(shares.luma.1)
        how.blue_from_blue = Float(shares.blue.0)
        how.blue_from_red = Float(shares.blue.1)
        how.red_from_blue = Float(shares.red.0)
        how.red_from_red = Float(shares.red.1)
        how.contrast = Float(grade.contrast)
        how.warmth = Float(grade.warmth)

        withUnsafeTemporaryAllocation(of: Float.self, capacity: 6 * (picture.width + 2)) { rows in
            guard let rows = rows.baseAddress else { return }
            cpixels_develop(
                picture.luma.base, picture.luma.stride, picture.blue.base, picture.red.base, picture.blue.stride,
                &source, &how, rows)
        }
        return picture
    }

    /// The sample shown at the top left, and the steps across and down as shown.
    private func view(_ plane: Plane) -> (UnsafePointer<UInt16>, Int, Int) {
        let walk = orientation.walk(width: width, height: height, stride: plane.stride)
        return (plane.base + walk.first, walk.across, walk.down)
    }
}
