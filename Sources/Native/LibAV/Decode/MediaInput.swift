internal import CLibAV
internal import Film

/// An opened media file: its container and the one picture stream that is read from it.
///
/// The file's name is never interpreted (no protocols, patterns or playlists), and only containers that hold their
/// own pictures are accepted. Used from one thread.
final class MediaInput {
    /// Containers that hold one file's own pictures; nothing here names other files.
    private static let formats =
        "mov,matroska,webm,avi,mpegts,mpeg,mpegvideo,h264,hevc,flv,asf,ogg,gif,apng,mjpeg,"
        + "jpeg_pipe,png_pipe,webp_pipe,tiff_pipe,bmp_pipe,jpegxl_pipe"

    /// The file's path, for messages.
    let path: String
    private var io: UnsafeMutablePointer<AVIOContext>?
    private var context: UnsafeMutablePointer<AVFormatContext>?
    /// The best picture stream.
    let stream: UnsafeMutablePointer<AVStream>

    /// Opens a file and finds its picture stream.
    ///
    /// - Parameter path: A local file.
    /// - Throws: A `FilmError` naming the file when it is missing, empty, damaged or has no picture.
    init(path: String) throws(FilmError) {
        self.path = path
        var io: UnsafeMutablePointer<AVIOContext>?
        var context: UnsafeMutablePointer<AVFormatContext>?
        do {
            stream = try Self.open(path, &io, &context)
        } catch {
            avformat_close_input(&context)
            avio_closep(&io)
            throw error
        }
        self.io = io
        self.context = context
    }

    deinit {
        avformat_close_input(&context)
        avio_closep(&io)
    }

    private static func open(
        _ path: String, _ io: inout UnsafeMutablePointer<AVIOContext>?,
        _ context: inout UnsafeMutablePointer<AVFormatContext>?
    ) throws(FilmError) -> UnsafeMutablePointer<AVStream> {
        do {
            // The prefix names the protocol, so that a colon in the path cannot.
            try check(avio_open2(&io, "file:\(path)", AVIO_FLAG_READ, nil, nil), "open", path)
        } catch {
            throw error.filmError(.missing, remedy: "Check that the file exists and may be read.")
        }
        let size = avio_size(io)
        guard size != 0 else {
            throw FilmError(.media, "\(path) is empty.", remedy: "Replace the file or choose another.")
        }
        let fresh = avformat_alloc_context()
        fresh?.pointee.pb = io
        context = fresh
        var options: OpaquePointer?
        defer { av_dict_free(&options) }
        av_dict_set(&options, "format_whitelist", formats, 0)
        av_dict_set(&options, "protocol_whitelist", "file", 0)
        do {
            // No name is given: demuxers that expand patterns would read one into it.
            try check(avformat_open_input(&context, "", nil, &options), "read", path)
            if !isDescribed(context) { try check(avformat_find_stream_info(context, nil), "read", path) }
        } catch {
            throw error.filmError(remedy: "The file may be damaged or of an unknown kind; choose another.")
        }
        let index = av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, nil, 0)
        guard let context, index >= 0, let stream = context.pointee.streams[Int(index)],
            clibav_decode_is_attached_picture(stream) == 0
        else { throw FilmError(.media, "\(path) has no picture.", remedy: "Choose a photo or a video.") }
        for other in 0..<Int(context.pointee.nb_streams) where other != Int(index) {
            context.pointee.streams[other]?.pointee.discard = AVDISCARD_ALL
        }
        return stream
    }

    /// Whether the header alone says all that decoding needs.
    ///
    /// Looking further would decode pictures: 0.1 s for a 1080p clip, and a whole PNG however large. JPEG alone is
    /// looked into, because its decoder stops at the header and its size decides how it is reduced.
    private static func isDescribed(_ context: UnsafeMutablePointer<AVFormatContext>?) -> Bool {
        guard let context, let format = context.pointee.iformat else { return false }
        let name = String(cString: format.pointee.name)
        if name.hasSuffix("_pipe") { return !name.hasPrefix("jpeg") }
        guard name.hasPrefix("mov") || name.hasPrefix("matroska") else { return false }
        for index in 0..<Int(context.pointee.nb_streams) {
            guard let parameters = context.pointee.streams[index]?.pointee.codecpar.pointee else { return false }
            guard parameters.codec_type == AVMEDIA_TYPE_VIDEO else { continue }
            guard parameters.width > 0, parameters.height > 0, parameters.extradata_size > 0 else { return false }
        }
        return context.pointee.nb_streams > 0
    }

    /// The stream's parameters.
    var parameters: AVCodecParameters { stream.pointee.codecpar.pointee }

    /// Reads the stream's next packet; false at the end of the file or where it cannot be read on.
    func read(into packet: UnsafeMutablePointer<AVPacket>) -> Bool {
        while true {
            av_packet_unref(packet)
            guard av_read_frame(context, packet) >= 0 else { return false }
            if packet.pointee.stream_index == stream.pointee.index { return true }
        }
    }

    /// Goes to the last key frame at or before a time in the stream's time base; false where that is not possible.
    func seek(to time: Int64) -> Bool { av_seek_frame(context, stream.pointee.index, time, AVSEEK_FLAG_BACKWARD) >= 0 }

    /// Goes to the file's first byte; for streams without an index, whose times cannot be searched near their start.
    func seekToFirstByte() -> Bool { av_seek_frame(context, stream.pointee.index, 0, AVSEEK_FLAG_BYTE) >= 0 }

    /// The container's length in microseconds, if it tells it.
    var containerDuration: Int? {
        guard let duration = context?.pointee.duration, duration > 0 else { return nil }
        return Int(duration)
    }

    /// Opens a decoder for the stream on one thread.
    ///
    /// - Parameters:
    ///   - reduction: Halvings of width and height while decoding, where the codec can.
    ///   - largest: The most pixels a picture may have; larger ones are refused before memory is taken for them.
    /// - Returns: The decoder.
    /// - Throws: A `FilmError` naming the file when there is no such decoder or it refuses the stream.
    func makeDecoder(reduction: Int = 0, largest: Int) throws(FilmError) -> VideoDecoder {
        try VideoDecoder(stream: stream, path: path, reduction: reduction, largest: largest)
    }
}
