internal import CPixels

/// Draws moving views of one picture: a window of the film's shape anywhere in it, to a fraction of a pixel.
///
/// About 0.8 ms of one core for a 1080p frame. Used from one thread.
package final class Resampler {
    /// The largest step (source pixels per drawn pixel) that ``draw(_:x:y:step:into:portable:)`` takes.
    package static let largestStep = CPIXELS_LARGEST_STEP

    private let work: OpaquePointer
    private let width: Int

    /// Makes a resampler for canvases up to a width; `nil` when memory runs out.
    package init?(width: Int) {
        guard let work = cpixels_resampler_create(Int32(width)) else { return nil }
        self.work = work
        self.width = width
    }

    deinit { cpixels_resampler_free(work) }

    /// Fills a canvas with a window of a picture.
    ///
    /// - Parameters:
    ///   - source: The picture; beyond its edges they are repeated.
    ///   - x: The window's left edge in source pixels.
    ///   - y: The window's top edge in source pixels.
    ///   - step: Source pixels per canvas pixel, above 0 and at most ``largestStep``.
    ///   - canvas: At most as wide as the resampler was made for.
    ///   - portable: True keeps to the portable code path, which gives the same bytes (for tests).
    package func draw(
        _ source: Picture, x: Double, y: Double, step: Double, into canvas: Picture, portable: Bool = false
    ) {
        precondition(step > 0 && step <= Self.largestStep, "step \(step) is out of range")
        precondition(canvas.width <= width, "the canvas is wider than the resampler")
        plane(canvas.luma, source.luma, x + 0.5 * step - 0.5, y + 0.5 * step - 0.5, step, portable)
        // Chroma lies at the left pixel of each pair (like that pixel's luma) and half-way between two rows.
        let chromaX = (x + 0.5 * step - 0.5) / 2
        let chromaY = (y + step - 1) / 2
        plane(canvas.blue, source.blue, chromaX, chromaY, step, portable)
        plane(canvas.red, source.red, chromaX, chromaY, step, portable)
    }

    private func plane(
        _ out: Picture.Plane, _ source: Picture.Plane, _ x: Double, _ y: Double, _ step: Double, _ portable: Bool
    ) {
        cpixels_resample(
            work, out.base, out.stride, Int32(out.width), Int32(out.height), source.base, source.stride,
            Int32(source.width), Int32(source.height), x, y, step, portable ? 1 : 0)
    }
}
