internal import CPixels

/// An 8-bit coverage plane, 0 (nothing) to 255 (all), in memory that it owns.
///
/// Rows are padded by at least 128 zero bytes, so that kernels may read whole blocks past the width. A mask belongs to
/// one thread at a time.
package final class Mask {
    /// Samples in a row.
    package let width: Int
    /// Rows.
    package let height: Int
    /// Bytes from one row to the next, a multiple of 64.
    package let stride: Int
    /// The first sample.
    package let base: UnsafeMutablePointer<UInt8>

    /// Makes an empty mask: every sample 0.
    package init(width: Int, height: Int) {
        precondition(width > 0 && height > 0, "a mask needs an area, got \(width)×\(height)")
        self.width = width
        self.height = height
        stride = (width + 63) / 64 * 64 + 128
        let bytes = stride * (height + 1)
        base = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64).assumingMemoryBound(to: UInt8.self)
        base.initialize(repeating: 0, count: bytes)
    }

    deinit { base.deallocate() }

    /// The same mask at half the size in both directions (rounded up), for the chroma planes.
    package func halved() -> Mask {
        let half = Mask(width: (width + 1) / 2, height: (height + 1) / 2)
        for row in 0..<half.height {
            let above = base + 2 * row * stride
            let below = base + min(2 * row + 1, height - 1) * stride
            let out = half.base + row * half.stride
            for x in 0..<half.width {
                // The padding is zero, so the last odd column is read past the width on purpose only when even.
                let right = min(2 * x + 1, width - 1)
                let sum = Int(above[2 * x]) + Int(above[right]) + Int(below[2 * x]) + Int(below[right])
                out[x] = UInt8((sum + 2) / 4)
            }
        }
        return half
    }

    /// For each 64 samples of each row, whether they are all empty, all full, or neither.
    func kinds() -> [UInt8] {
        let count = stride / 64 * height
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            if let kinds = buffer.baseAddress { cpixels_classify(kinds, base, stride, Int32(height)) }
            filled = count
        }
    }
}
