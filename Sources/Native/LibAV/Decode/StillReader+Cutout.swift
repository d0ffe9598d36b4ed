internal import CLibAV
package import Film
package import Pixels

extension StillReader {
    /// Draws the whole picture at a size with its transparency kept, ungraded.
    ///
    /// To be asked before ``picture(width:height:grade:)``, which lays the picture over black for good.
    ///
    /// - Parameters:
    ///   - width: In pixels as shown, at most the picture's own.
    ///   - height: In pixels as shown, at most the picture's own.
    /// - Returns: The picture.
    /// - Throws: A `FilmError` naming the file when its format cannot be converted or memory runs out.
    package func cutout(width: Int, height: Int) throws(FilmError) -> Cutout {
        do {
            return try straight(width: width, height: height)
        } catch {
            throw error.filmError(remedy: "Choose another file.")
        }
    }

    private func straight(width: Int, height: Int) throws(LibAVError) -> Cutout {
        guard let frame else { throw LibAVError(code: clibav_error_no_memory(), action: "convert", subject: path) }
        let colour = FrameColour(frame, isStill: true)
        let isDeep = (av_pix_fmt_desc_get(colour.format)?.pointee.comp.0.depth ?? 8) > 8
        let format = isDeep ? AV_PIX_FMT_RGBA64LE : AV_PIX_FMT_RGBA
        if colour.format == format { return try Self.cutout(of: frame, orientation, path, width, height) }
        let (columns, rows) = (Int(frame.pointee.width), Int(frame.pointee.height))
        let isRGB = clibav_decode_is_rgb(colour.format) != 0 || clibav_decode_has_palette(colour.format) != 0
        var from = Scaler.Side(width: columns, height: rows, format: colour.format)
        // Red, green and blue come out as they went in only if the way there and back goes over one matrix.
        from.matrix = isRGB ? .bt709 : colour.matrix
        from.isFullRange = isRGB || colour.isFullRange
        from.chromaAcross = colour.chromaAcross
        from.chromaDown = colour.chromaDown
        let to = Scaler.Side(width: columns, height: rows, format: format, matrix: from.matrix, isFullRange: true)
        let scaler = try Scaler(from: from, to: to, filter: SWS_BICUBIC, subject: path)
        var plain: UnsafeMutablePointer<AVFrame>? = try VideoFrame.make(
            width: columns, height: rows, format: format, subject: path)
        defer { av_frame_free(&plain) }
        guard let plain else { throw LibAVError(code: clibav_error_no_memory(), action: "convert", subject: path) }
        try scaler.scale(
            frame.planes, frame.strides, rows: rows, to: plain.mutablePlanes, plain.strides, subject: path)
        return try Self.cutout(of: plain, orientation, path, width, height)
    }

    private static func cutout(
        of frame: UnsafeMutablePointer<AVFrame>, _ orientation: Orientation, _ path: String, _ width: Int,
        _ height: Int
    ) throws(LibAVError) -> Cutout {
        guard let base = frame.pointee.data.0 else {
            throw LibAVError(code: clibav_error_no_memory(), action: "convert", subject: path)
        }
        let source = Cutout.Source(
            base: UnsafeRawPointer(base), stride: Int(frame.pointee.linesize.0), width: Int(frame.pointee.width),
            height: Int(frame.pointee.height), isDeep: frame.pointee.format == AV_PIX_FMT_RGBA64LE.rawValue,
            orientation: orientation)
        return Cutout(source, width: width, height: height)
    }
}
