internal import CLibAV
package import Film
package import Pixels
internal import Platform

/// Takes key pictures out of a finished film, for its poster and the pictures of its scenes.
///
/// Only key pictures are decoded, so one may stand up to two seconds before the moment asked for. Used from one thread at a time.
package final class FilmStills {
    /// The film's length in milliseconds.
    package private(set) var milliseconds = 0
    /// The film's picture size.
    package var size: PictureSize {
        PictureSize(width: Int(decoder?.pointee.width ?? 0), height: Int(decoder?.pointee.height ?? 0))
    }

    private let name: String
    private var container: UnsafeMutablePointer<AVFormatContext>?
    private var decoder: UnsafeMutablePointer<AVCodecContext>?
    private var packet: UnsafeMutablePointer<AVPacket>?
    private var frame: UnsafeMutablePointer<AVFrame>?
    private var stream: Int32 = -1

    /// Opens a film that this program made.
    ///
    /// - Parameter path: An MP4 file with H.264 pictures in 4:2:0.
    /// - Throws: `FilmError` when it cannot be opened.
    package init(_ path: String) throws(FilmError) {
        name = Path.name(of: path)
        do throws(LibAVError) { try open(path) } catch { throw error.filmError(.media) }
    }

    deinit {
        av_frame_free(&frame)
        av_packet_free(&packet)
        avcodec_free_context(&decoder)
        avformat_close_input(&container)
    }

    /// The key picture at a moment or the nearest before it.
    ///
    /// - Parameters:
    ///   - milliseconds: The moment; beyond the film's end its last key picture is given.
    ///   - wanted: Its size; the film's own unless given.
    /// - Returns: The picture.
    /// - Throws: `FilmError` when nothing can be decoded there.
    package func picture(at milliseconds: Int, size wanted: PictureSize? = nil) throws(FilmError) -> Picture {
        let size = wanted ?? size
        let picture = Picture(width: size.width, height: size.height)
        try draw(at: milliseconds, into: picture)
        return picture
    }

    private func open(_ path: String) throws(LibAVError) {
        var options: OpaquePointer?
        defer { av_dict_free(&options) }
        av_dict_set(&options, "protocol_whitelist", "file", 0)
        try check(avformat_open_input(&container, "file:" + path, nil, &options), "open", name)
        var codec: UnsafePointer<AVCodec>?
        stream = try check(
            av_find_best_stream(container, AVMEDIA_TYPE_VIDEO, -1, -1, &codec, 0), "find pictures in", name)
        decoder = try checkAllocated(avcodec_alloc_context3(codec), "decode", name)
        let track = container?.pointee.streams[Int(stream)]
        try check(avcodec_parameters_to_context(decoder, track?.pointee.codecpar), "decode", name)
        decoder?.pointee.thread_count = 1
        decoder?.pointee.skip_frame = AVDISCARD_NONKEY
        try check(avcodec_open2(decoder, codec, nil), "decode", name)
        packet = try checkAllocated(av_packet_alloc(), "decode", name)
        frame = try checkAllocated(av_frame_alloc(), "decode", name)
        milliseconds = Int((container?.pointee.duration ?? 0) / 1000)
    }

    private func draw(at milliseconds: Int, into picture: Picture) throws(FilmError) {
        do throws(LibAVError) {
            try decode(at: milliseconds)
            guard let frame, frame.pointee.format == AV_PIX_FMT_YUV420P.rawValue, let luma = frame.pointee.data.0,
                let blue = frame.pointee.data.1, let red = frame.pointee.data.2
            else {
                throw LibAVError(code: clibav_error_invalid_data(), action: "decode", subject: name)
            }
            let scaler = try PictureScaler(
                from: (Int(frame.pointee.width), Int(frame.pointee.height)), to: (picture.width, picture.height),
                colours: .film)
            let strides = frame.pointee.linesize
            try scaler.scale(
                from: [(luma, Int(strides.0)), (blue, Int(strides.1)), (red, Int(strides.2))].map {
                    (UnsafePointer($0.0), $0.1)
                }, to: picture.targets(x: 0, y: 0))
        } catch {
            throw error.filmError(.media)
        }
    }

    /// Decodes the key picture at or before a moment into `frame`.
    private func decode(at milliseconds: Int) throws(LibAVError) {
        guard let frame, let packet, let track = container?.pointee.streams[Int(stream)] else { return }
        let time = av_rescale_q(Int64(max(0, milliseconds)), AVRational(num: 1, den: 1000), track.pointee.time_base)
        try check(av_seek_frame(container, stream, time, AVSEEK_FLAG_BACKWARD), "seek in", name)
        avcodec_flush_buffers(decoder)
        var isEnded = false
        while true {
            av_frame_unref(frame)
            let received = avcodec_receive_frame(decoder, frame)
            if received >= 0 { return }
            if received != clibav_error_again() || isEnded { try check(received, "decode", name) }
            let read = av_read_frame(container, packet)
            guard read >= 0 else {
                avcodec_send_packet(decoder, nil)
                isEnded = true
                continue
            }
            if packet.pointee.stream_index == stream, packet.pointee.flags & AV_PKT_FLAG_KEY != 0 {
                avcodec_send_packet(decoder, packet)
                // One key picture is all that is wanted: it comes out at once when nothing can follow.
                avcodec_send_packet(decoder, nil)
                isEnded = true
            }
            av_packet_unref(packet)
        }
    }
}
