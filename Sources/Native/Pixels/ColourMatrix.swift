internal import CPixels

/// The luma weights that a YCbCr signal was made with.
package struct ColourMatrix: Sendable, Hashable {
    /// Weight of red in luma.
    package let red: Double
    /// Weight of blue in luma.
    package let blue: Double

    /// High definition, and everything that leaves this program (ITU-R BT.709).
    package static let bt709 = ColourMatrix(red: 0.2126, blue: 0.0722)
    /// JPEG and standard definition (ITU-R BT.601).
    package static let bt601 = ColourMatrix(red: 0.299, blue: 0.114)
    /// Ultra high definition, non-constant luminance (ITU-R BT.2020).
    package static let bt2020 = ColourMatrix(red: 0.2627, blue: 0.0593)
    /// Analogue NTSC's successor (SMPTE 240M).
    package static let smpte240 = ColourMatrix(red: 0.212, blue: 0.087)
    /// FCC's title 47.
    package static let fcc = ColourMatrix(red: 0.30, blue: 0.11)

    /// What a YCbCr value of this matrix becomes in BT.709, each row as shares of (Cb, Cr).
    ///
    /// Luma keeps its own value and takes the given shares of the differences; the differences depend on
    /// differences alone, because grey is grey in every matrix.
    var toBT709: (luma: (Double, Double), blue: (Double, Double), red: (Double, Double)) {
        let green = 1 - red - blue
        let target = ColourMatrix.bt709
        let targetGreen = 1 - target.red - target.blue
        // R = Y + r·Cr, B = Y + b·Cb, and green follows from the luma equation.
        let r = 2 * (1 - red)
        let b = 2 * (1 - blue)
        let luma = (
            target.blue * b - targetGreen * blue * b / green, target.red * r - targetGreen * red * r / green
        )
        let toBlue = 1 / (2 * (1 - target.blue))
        let toRed = 1 / (2 * (1 - target.red))
        return (
            luma, ((b - luma.0) * toBlue, -luma.1 * toBlue), (-luma.0 * toRed, (r - luma.1) * toRed)
        )
    }
}
