internal import CLibAV
internal import Film

/// One open picture decoder and the frame it fills.
///
/// One thread each: the film's own stages already keep every core busy, and a decoder thread costs memory.
final class VideoDecoder {
    private var context: UnsafeMutablePointer<AVCodecContext>?
    private let path: String

    init(
        stream: UnsafeMutablePointer<AVStream>, path: String, reduction: Int, largest: Int
    ) throws(FilmError) {
        self.path = path
        let id = stream.pointee.codecpar.pointee.codec_id
        guard let codec = avcodec_find_decoder(id) else {
            throw FilmError(
                .media,
                "\(path) needs a decoder that this FFmpeg does not have (\(String(cString: avcodec_get_name(id)))).",
                remedy: "Convert it to H.264 or JPEG.")
        }
        context = avcodec_alloc_context3(codec)
        guard let context else { throw FilmError(.internalFault, "Out of memory while opening \(path).") }
        do {
            try check(avcodec_parameters_to_context(context, stream.pointee.codecpar), "read", path)
            context.pointee.thread_count = 1
            context.pointee.max_pixels = Int64(largest)
            context.pointee.pkt_timebase = stream.pointee.time_base
            context.pointee.lowres = Int32(min(reduction, Int(codec.pointee.max_lowres)))
            try check(avcodec_open2(context, codec, nil), "decode", path)
        } catch {
            avcodec_free_context(&self.context)
            throw error.filmError(remedy: "The file may be damaged; choose another.")
        }
    }

    deinit { avcodec_free_context(&context) }

    /// The most halvings that a codec offers while decoding.
    static func largestReduction(_ id: AVCodecID) -> Int {
        avcodec_find_decoder(id).map { Int($0.pointee.max_lowres) } ?? 0
    }

    /// Hands a packet to the decoder, or `nil` for the end; damaged packets are passed over.
    func send(_ packet: UnsafeMutablePointer<AVPacket>?) { avcodec_send_packet(context, packet) }

    /// Takes the next decoded frame; false when the decoder wants another packet or has given everything.
    func receive(into frame: UnsafeMutablePointer<AVFrame>) -> Bool { avcodec_receive_frame(context, frame) >= 0 }

    /// Whether pictures that no other needs are left out: on the way to a time further on.
    var leavesOutUnreferenced = false {
        didSet { context?.pointee.skip_frame = leavesOutUnreferenced ? AVDISCARD_NONREF : AVDISCARD_DEFAULT }
    }

    /// Forgets what was decoded, after a seek.
    func flush() { avcodec_flush_buffers(context) }
}
