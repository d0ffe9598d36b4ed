internal import CLibAV
package import Film
package import Pixels

/// Turns pictures into JPEG files.
package enum ImageWriter {
    private static let subject = "the JPEG encoder"

    /// Encodes a picture.
    ///
    /// The film's colours (BT.709, limited range) become those that JPEG readers expect (BT.601, full range).
    /// - Parameters:
    ///   - picture: The picture.
    ///   - quality: 1 (smallest) to 100 (best).
    /// - Returns: The file's bytes.
    /// - Throws: A `FilmError` when libav's encoder is missing or fails.
    package static func jpeg(_ picture: Picture, quality: Int = 88) throws(FilmError) -> [UInt8] {
        do throws(LibAVError) {
            return try encode(picture, quality: quality)
        } catch {
            throw error.filmError(.internalFault)
        }
    }

    private static func encode(_ picture: Picture, quality: Int) throws(LibAVError) -> [UInt8] {
        guard let codec = avcodec_find_encoder(AV_CODEC_ID_MJPEG) else {
            throw LibAVError(
                code: clibav_error_no_encoder(), action: "open", subject: subject,
                detail: "the installed FFmpeg was built without it")
        }
        var context: UnsafeMutablePointer<AVCodecContext>? = try checkAllocated(
            avcodec_alloc_context3(codec), "open", subject)
        defer { avcodec_free_context(&context) }
        context?.pointee.width = Int32(picture.width)
        context?.pointee.height = Int32(picture.height)
        context?.pointee.pix_fmt = AV_PIX_FMT_YUVJ420P
        context?.pointee.color_range = AVCOL_RANGE_JPEG
        context?.pointee.time_base = AVRational(num: 1, den: 1)
        context?.pointee.thread_count = 1
        // libav's scale runs from 2 (best) to 31; 100 becomes 2 and 1 becomes 27.
        let scale = 2 + (100 - min(max(quality, 1), 100)) / 4
        context?.pointee.flags |= clibav_flag_fixed_quality() | clibav_flag_bit_exact()
        context?.pointee.global_quality = Int32(scale) * FF_QP2LAMBDA
        try check(avcodec_open2(context, codec, nil), "open", subject)

        var frame: UnsafeMutablePointer<AVFrame>? = try checkAllocated(av_frame_alloc(), "encode with", subject)
        defer { av_frame_free(&frame) }
        var packet: UnsafeMutablePointer<AVPacket>? = try checkAllocated(av_packet_alloc(), "encode with", subject)
        defer { av_packet_free(&packet) }
        frame?.pointee.width = Int32(picture.width)
        frame?.pointee.height = Int32(picture.height)
        frame?.pointee.format = AV_PIX_FMT_YUVJ420P.rawValue
        frame?.pointee.color_range = AVCOL_RANGE_JPEG
        frame?.pointee.quality = Int32(scale) * FF_QP2LAMBDA
        try check(av_frame_get_buffer(frame, 0), "encode with", subject)
        guard let planes = frame?.pointee.data, let strides = frame?.pointee.linesize, let luma = planes.0,
            let blue = planes.1, let red = planes.2
        else { return [] }
        let size = (width: picture.width, height: picture.height)
        try PictureScaler(from: size, to: size, colours: .jpeg).scale(
            from: picture.sources,
            to: [(luma, Int(strides.0)), (blue, Int(strides.1)), (red, Int(strides.2))])
        try check(avcodec_send_frame(context, frame), "encode with", subject)
        try check(avcodec_receive_packet(context, packet), "encode with", subject)
        return Array(UnsafeBufferPointer(start: packet?.pointee.data, count: Int(packet?.pointee.size ?? 0)))
    }
}
