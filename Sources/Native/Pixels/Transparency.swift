internal import CPixels

/// Transparent pictures as they look over black.
package enum Transparency {
    /// Multiplies red, green and blue by alpha, in place.
    ///
    /// - Parameters:
    ///   - base: The first of four samples (red, green, blue, alpha) of the first pixel.
    ///   - stride: Bytes from one row to the next.
    ///   - width: Pixels in a row.
    ///   - height: Rows.
    ///   - isDeep: True for 16-bit samples in the machine's own order, false for bytes.
    package static func overBlack(
        _ base: UnsafeMutablePointer<UInt8>, stride: Int, width: Int, height: Int, isDeep: Bool
    ) {
        cpixels_over_black(base, stride, Int32(width), Int32(height), isDeep ? 1 : 0)
    }
}
