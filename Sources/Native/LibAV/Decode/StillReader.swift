internal import CLibAV
package import Film
package import Pixels

/// A decoded photograph, ready to be drawn at whatever size is wanted.
///
/// JPEG, PNG, WebP, TIFF, BMP, a GIF's first picture and what else the linked FFmpeg decodes. Full range or limited,
/// any matrix, grey, CMYK, 4:4:4, 16 bits and transparency (over black) all become BT.709 limited 4:2:0; the
/// orientation noted by the camera is applied.
package final class StillReader {
    /// The most pixels a photograph may have when it is reduced while decoding, when a JPEG is decoded whole, and
    /// in any other format; the decoded picture bounds memory.
    package static let largestPixelCounts = (reduced: 200_000_000, jpeg: 100_000_000, other: 64_000_000)

    /// The photograph's full width in pixels as shown.
    package let width: Int
    /// The photograph's full height in pixels as shown.
    package let height: Int

    let path: String
    private(set) var frame: UnsafeMutablePointer<AVFrame>?
    let orientation: Orientation
    /// Transparency is applied once, however often the photograph is drawn.
    private var isOpaque = false

    /// Decodes a photograph.
    ///
    /// - Parameters:
    ///   - path: A local file.
    ///   - need: The size that the picture will have to cover with a quarter to spare; where the photo is much
    ///     larger, a JPEG is reduced while it is decoded. `nil` decodes it whole.
    /// - Throws: A `FilmError` naming the file when it is missing, damaged, not a picture or too large.
    package init(path: String, covering need: PictureSize? = nil) throws(FilmError) {
        self.path = path
        let input = try MediaInput(path: path)
        let (storedWidth, storedHeight) = (Int(input.parameters.width), Int(input.parameters.height))
        let reduction = Self.reduction(
            width: storedWidth, height: storedHeight, need: need,
            largest: VideoDecoder.largestReduction(input.parameters.codec_id))
        let isJPEG = input.parameters.codec_id == AV_CODEC_ID_MJPEG
        let limits = Self.largestPixelCounts
        let limit = reduction > 0 ? limits.reduced : isJPEG ? limits.jpeg : limits.other
        guard storedWidth.multipliedReportingOverflow(by: storedHeight).partialValue <= limit else {
            throw FilmError(
                .media,
                "\(path) is too large (\(storedWidth)×\(storedHeight) pixels; at most \(limit / 1_000_000) million).",
                remedy: "Make it smaller first.")
        }
        let decoder = try input.makeDecoder(reduction: reduction, largest: limit)
        var noted: Orientation?
        LibAVLog.begin()
        var frame = try Self.decode(input, with: decoder, noting: &noted)
        guard let decoded = frame, decoded.pointee.width > 0, decoded.pointee.height > 0 else {
            av_frame_free(&frame)
            let reason = LibAVLog.lastError
            if reason.contains("max pixel count") {
                throw FilmError(
                    .media, "\(path) is too large (at most \(limit / 1_000_000) million pixels).",
                    remedy: "Make it smaller first.")
            }
            throw FilmError(
                .media, "\(path) holds no picture that can be decoded\(reason.isEmpty ? "" : ": \(reason)").",
                remedy: "Choose another file.")
        }
        orientation = Self.orientation(of: decoded, in: input) ?? noted ?? .upright
        let fullWidth = storedWidth > 0 ? storedWidth : Int(decoded.pointee.width)
        let fullHeight = storedHeight > 0 ? storedHeight : Int(decoded.pointee.height)
        width = orientation.swapsSides ? fullHeight : fullWidth
        height = orientation.swapsSides ? fullWidth : fullHeight
        self.frame = decoded
    }

    deinit { av_frame_free(&frame) }

    /// Draws the whole photograph at a size, graded.
    ///
    /// - Parameters:
    ///   - width: In pixels as shown, at least 2.
    ///   - height: In pixels as shown, at least 2.
    ///   - grade: The film's grade.
    /// - Returns: The picture.
    /// - Throws: A `FilmError` naming the file when its format cannot be converted or memory runs out.
    package func picture(width: Int, height: Int, grade: Grade = .none) throws(FilmError) -> Picture {
        do {
            let swaps = orientation.swapsSides
            return try developed(width: swaps ? height : width, height: swaps ? width : height, grade: grade)
        } catch {
            throw error.filmError(remedy: "Choose another file.")
        }
    }

    private func developed(width: Int, height: Int, grade: Grade) throws(LibAVError) -> Picture {
        guard let frame = try opaque() else {
            throw LibAVError(code: clibav_error_no_memory(), action: "convert", subject: path)
        }
        let colour = FrameColour(frame, isStill: true)
        let isRGB = clibav_decode_is_rgb(colour.format) != 0
        var source = Scaler.Side(
            width: Int(frame.pointee.width), height: Int(frame.pointee.height), format: colour.format)
        source.matrix = isRGB ? .bt709 : colour.matrix
        source.isFullRange = isRGB || colour.isFullRange
        source.chromaAcross = colour.chromaAcross
        source.chromaDown = colour.chromaDown
        var target = Scaler.Side(width: width, height: height, format: AV_PIX_FMT_YUV444P10LE)
        target.matrix = source.matrix
        target.chromaAcross = -513
        target.chromaDown = -513

        let scaler = try Scaler(from: source, to: target, filter: SWS_BICUBIC, subject: path)
        let deep = try VideoFrame.make(width: width, height: height, format: target.format, subject: path)
        var owned: UnsafeMutablePointer<AVFrame>? = deep
        defer { av_frame_free(&owned) }
        try scaler.scale(
            frame.planes, frame.strides, rows: source.height, to: deep.mutablePlanes, deep.strides, subject: path)
        return try Self.wrap(deep, matrix: target.matrix, orientation: orientation, path: path)
            .developed(grade: grade)
    }

    /// The frame as seen over black, its palette resolved; replaces what was decoded.
    private func opaque() throws(LibAVError) -> UnsafeMutablePointer<AVFrame>? {
        guard let frame, !isOpaque else { return self.frame }
        isOpaque = true
        let colour = FrameColour(frame, isStill: true)
        guard clibav_decode_has_alpha(colour.format) != 0 || clibav_decode_has_palette(colour.format) != 0 else {
            return frame
        }
        let (width, height) = (Int(frame.pointee.width), Int(frame.pointee.height))
        let isDeep = (av_pix_fmt_desc_get(colour.format)?.pointee.comp.0.depth ?? 8) > 8
        let format = isDeep ? AV_PIX_FMT_RGBA64LE : AV_PIX_FMT_RGBA
        if colour.format == format, av_frame_is_writable(frame) > 0 {
            Self.blacken(frame, isDeep: isDeep)
            return frame
        }
        var from = Scaler.Side(width: width, height: height, format: colour.format, matrix: colour.matrix)
        from.isFullRange = colour.isFullRange || clibav_decode_is_rgb(colour.format) != 0
        let to = Scaler.Side(width: width, height: height, format: format, isFullRange: true)
        let scaler = try Scaler(from: from, to: to, filter: SWS_BICUBIC, subject: path)
        let plain = try VideoFrame.make(width: width, height: height, format: format, subject: path)
        do {
            try scaler.scale(
                frame.planes, frame.strides, rows: height, to: plain.mutablePlanes, plain.strides, subject: path)
        } catch {
            var plain: UnsafeMutablePointer<AVFrame>? = plain
            av_frame_free(&plain)
            throw error
        }
        Self.blacken(plain, isDeep: isDeep)
        av_frame_free(&self.frame)
        self.frame = plain
        return plain
    }

    private static func blacken(_ frame: UnsafeMutablePointer<AVFrame>, isDeep: Bool) {
        guard let base = frame.pointee.data.0 else { return }
        Transparency.overBlack(
            base, stride: Int(frame.pointee.linesize.0), width: Int(frame.pointee.width),
            height: Int(frame.pointee.height), isDeep: isDeep)
    }

    private static func wrap(
        _ frame: UnsafeMutablePointer<AVFrame>, matrix: ColourMatrix, orientation: Orientation, path: String
    ) throws(LibAVError) -> DeepPicture {
        let planes = frame.planes.prefix(3).compactMap { $0 }
        let strides = frame.strides
        guard planes.count == 3 else {
            throw LibAVError(code: clibav_error_no_memory(), action: "convert", subject: path)
        }
        let views = zip(planes, strides).map { base, stride in
            DeepPicture.Plane(
                base: UnsafeRawPointer(base).assumingMemoryBound(to: UInt16.self), stride: Int(stride) / 2)
        }
        return DeepPicture(
            width: Int(frame.pointee.width), height: Int(frame.pointee.height), luma: views[0], blue: views[1],
            red: views[2], matrix: matrix, orientation: orientation)
    }
}

extension StillReader {
    /// Halvings after which the photo still covers what is needed, whichever way it is turned.
    private static func reduction(width: Int, height: Int, need: PictureSize?, largest: Int) -> Int {
        guard let need, width > 0, height > 0 else { return 0 }
        // A quarter more than the film's size: what a zoom takes.
        let wide = need.width * 5 / 4
        let high = need.height * 5 / 4
        // In a wide film a photo that turns out to stand upright is shown whole, at the film's height alone.
        let turnsMatter = need.orientation != .wide
        var halvings = 0
        while halvings < largest {
            let (w, h) = (width >> (halvings + 1), height >> (halvings + 1))
            guard w >= wide, h >= high, !turnsMatter || (h >= wide && w >= high) else { break }
            halvings += 1
        }
        return halvings
    }

    private static func decode(
        _ input: MediaInput, with decoder: VideoDecoder, noting noted: inout Orientation?
    ) throws(FilmError) -> UnsafeMutablePointer<AVFrame>? {
        var packet = av_packet_alloc()
        defer { av_packet_free(&packet) }
        var frame = av_frame_alloc()
        guard let packet, let room = frame else { throw FilmError(.internalFault, "Out of memory.") }
        while input.read(into: packet) {
            let bytes = UnsafeBufferPointer(start: packet.pointee.data, count: Int(packet.pointee.size))
            if noted == nil { noted = ExifOrientation.find(in: bytes) }
            decoder.send(packet)
            if decoder.receive(into: room) { return room }
        }
        decoder.send(nil)
        if decoder.receive(into: room) { return room }
        av_frame_free(&frame)
        return nil
    }

    private static func orientation(of frame: UnsafeMutablePointer<AVFrame>, in input: MediaInput) -> Orientation? {
        if let data = av_frame_get_side_data(frame, AV_FRAME_DATA_DISPLAYMATRIX), data.pointee.size >= 36 {
            return data.pointee.data.withMemoryRebound(to: Int32.self, capacity: 9) { Orientation(matrix: $0) }
        }
        if let matrix = clibav_decode_stream_matrix(input.stream) { return Orientation(matrix: matrix) }
        if let entry = av_dict_get(frame.pointee.metadata, "Orientation", nil, 0), let text = entry.pointee.value,
            let number = Int(String(cString: text).filter { $0.isNumber }), let known = Orientation(rawValue: number)
        {
            return known
        }
        return nil
    }
}
