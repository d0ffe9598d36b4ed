/// One 8-bit planar YUV 4:2:0 picture, BT.709 limited range unless said otherwise, in memory that it owns.
///
/// Rows are padded so that every plane's row starts 64-byte aligned and may be read 64 bytes past its width. A picture
/// belongs to one thread at a time: it is not `Sendable`, so that the compiler keeps a canvas from being shared.
package final class Picture {
    /// One plane's address and geometry, in samples.
    package struct Plane {
        /// The first sample of the first row.
        package let base: UnsafeMutablePointer<UInt8>
        /// Visible samples in a row.
        package let width: Int
        /// Rows.
        package let height: Int
        /// Bytes from one row to the next; a multiple of 64.
        package let stride: Int
    }

    /// Visible width in pixels.
    package let width: Int
    /// Visible height in pixels.
    package let height: Int
    /// Luma, full size.
    package let luma: Plane
    /// Blue difference, half size in both directions (rounded up).
    package let blue: Plane
    /// Red difference, half size in both directions (rounded up).
    package let red: Plane

    private let memory: UnsafeMutableRawPointer

    /// Makes a picture of uninitialised samples.
    ///
    /// - Parameters:
    ///   - width: In pixels, at least 2.
    ///   - height: In pixels, at least 2.
    package init(width: Int, height: Int) {
        precondition(width >= 2 && height >= 2, "a picture needs at least 2×2 pixels, got \(width)×\(height)")
        self.width = width
        self.height = height
        let halfWidth = (width + 1) / 2
        let halfHeight = (height + 1) / 2
        let lumaStride = (width + 63) / 64 * 64 + 64
        let chromaStride = (halfWidth + 63) / 64 * 64 + 64
        let lumaBytes = lumaStride * height
        let chromaBytes = chromaStride * halfHeight
        memory = .allocate(byteCount: lumaBytes + 2 * chromaBytes + 64, alignment: 64)
        let bytes = memory.assumingMemoryBound(to: UInt8.self)
        luma = Plane(base: bytes, width: width, height: height, stride: lumaStride)
        blue = Plane(base: bytes + lumaBytes, width: halfWidth, height: halfHeight, stride: chromaStride)
        red = Plane(base: bytes + lumaBytes + chromaBytes, width: halfWidth, height: halfHeight, stride: chromaStride)
    }

    deinit { memory.deallocate() }

    /// Fills the whole picture with one colour.
    package func fill(luma y: UInt8, blue u: UInt8, red v: UInt8) {
        luma.base.update(repeating: y, count: luma.stride * luma.height)
        blue.base.update(repeating: u, count: blue.stride * blue.height)
        red.base.update(repeating: v, count: red.stride * red.height)
    }

    /// Copies every visible sample of a picture of the same size.
    package func copy(_ other: Picture) {
        precondition(other.width == width && other.height == height, "pictures differ in size")
        luma.base.update(from: other.luma.base, count: luma.stride * luma.height)
        blue.base.update(from: other.blue.base, count: blue.stride * blue.height)
        red.base.update(from: other.red.base, count: red.stride * red.height)
    }
}
