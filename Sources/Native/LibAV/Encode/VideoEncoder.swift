internal import CLibAV
package import Film
package import Pixels

/// Encodes one scene's pictures to H.264: BT.709 limited range, closed GOPs, the same parameter sets for every scene of
/// equal settings, so that scenes encoded apart join by copying.
///
/// Always ``threads`` threads, whatever the machine has, since x264's bits depend on their number: so a scene is the
/// same everywhere. Films go faster by encoding scenes side by side. Used from one thread at a time.
package final class VideoEncoder {
    /// Threads of one encoder. Two, not one: the first segment is there in half the time, and on two cores one encoder
    /// of two threads needs 150 MB where two of one thread need 250.
    package static let threads: Int32 = 2

    /// What a decoder must know; equal for every encoder of equal settings.
    package let format: VideoFormat
    /// The longest stretch without a key picture, in frames: two seconds.
    package let longestGOP: Int

    private let kind: EncoderKind
    private let size: PictureSize
    private var context: UnsafeMutablePointer<AVCodecContext>?
    private var frame: UnsafeMutablePointer<AVFrame>?
    private var packet: UnsafeMutablePointer<AVPacket>?
    private var framesIn = 0
    private var packetsOut = 0
    private var subject: String { "the \(kind.displayName) encoder" }

    /// Opens an encoder.
    ///
    /// - Parameters:
    ///   - size: Picture size, even in both directions.
    ///   - frameRate: Frame rate.
    ///   - quality: How hard to work.
    ///   - kind: Which encoder.
    /// - Throws: ``LibAVError`` when the encoder is missing or refuses the settings.
    package init(
        size: PictureSize, frameRate: FrameRate, quality: Quality, kind: EncoderKind = .x264
    ) throws(LibAVError) {
        let subject = "the \(kind.displayName) encoder"
        self.kind = kind
        self.size = size
        longestGOP = Self.longestGOP(at: frameRate)
        let opened = try Self.open(
            kind: kind, size: size, frameRate: frameRate, quality: quality, longestGOP: longestGOP)
        do throws(LibAVError) {
            let header = UnsafeBufferPointer(start: opened.pointee.extradata, count: Int(opened.pointee.extradata_size))
            guard let configuration = AnnexB.configuration(from: header) else {
                throw LibAVError(
                    code: clibav_error_invalid_data(), action: "open", subject: subject,
                    detail: "it gave no parameter sets")
            }
            format = VideoFormat(
                width: size.width, height: size.height, frameRateNumerator: Int(frameRate.numerator),
                frameRateDenominator: Int(frameRate.denominator), reorderDelay: Int(opened.pointee.has_b_frames),
                configuration: configuration)
            frame = try checkAllocated(av_frame_alloc(), "open", subject)
            packet = try checkAllocated(av_packet_alloc(), "open", subject)
        } catch {
            var doomed: UnsafeMutablePointer<AVCodecContext>? = opened
            avcodec_free_context(&doomed)
            throw error
        }
        context = opened
    }

    deinit {
        av_packet_free(&packet)
        av_frame_free(&frame)
        avcodec_free_context(&context)
    }

    /// The longest stretch without a key picture at a frame rate: two seconds, rounded down to whole frames.
    package static func longestGOP(at frameRate: FrameRate) -> Int {
        max(1, 2 * Int(frameRate.numerator) / Int(frameRate.denominator))
    }

    /// Everything about an encoder that changes its output, as text: part of a stored scene's key, so that scenes of
    /// other settings, or of another FFmpeg, are not joined with new ones.
    package static func identity(quality: Quality, kind: EncoderKind) -> String {
        let settings = EncoderSettings(quality)
        let options = settings.options(for: kind).map { "\($0.name)=\($0.value)" }.joined(separator: " ")
        return "\(kind.libavName) \(options) peak=\(settings.bitsPerPixel) libavcodec=\(avcodec_version())"
    }

    /// Encodes the next picture.
    ///
    /// - Parameters:
    ///   - picture: At the encoder's size; read during the call only, and not copied on the way to the encoder.
    ///   - key: True to start a closed GOP here; the first picture always does.
    /// - Returns: The packets that are ready, in decoding order; none while the encoder looks ahead.
    /// - Throws: ``LibAVError``.
    package func encode(_ picture: Picture, key: Bool = false) throws(LibAVError) -> [VideoPacket] {
        precondition(
            picture.width == size.width && picture.height == size.height,
            "a \(picture.width)×\(picture.height) picture for a \(size.width)×\(size.height) film")
        guard let frame else { return [] }
        frame.pointee.width = Int32(picture.width)
        frame.pointee.height = Int32(picture.height)
        frame.pointee.format = AV_PIX_FMT_YUV420P.rawValue
        frame.pointee.pts = Int64(framesIn)
        frame.pointee.pict_type = key || framesIn == 0 ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE
        frame.pointee.color_range = AVCOL_RANGE_MPEG
        frame.pointee.data = (picture.luma.base, picture.blue.base, picture.red.base, nil, nil, nil, nil, nil)
        frame.pointee.linesize = (
            Int32(picture.luma.stride), Int32(picture.blue.stride), Int32(picture.red.stride), 0, 0, 0, 0, 0
        )
        // A frame without a counted buffer would be copied by libav. The buffer frees nothing: the picture owns it.
        frame.pointee.buf.0 = av_buffer_create(
            picture.luma.base, picture.luma.stride * picture.luma.height, { _, _ in }, nil, 0)
        defer { av_frame_unref(frame) }
        framesIn += 1
        try check(avcodec_send_frame(context, frame), "encode a picture with", subject)
        let packets = try drain()
        // The encoder must have taken its own copy by now, since the caller draws the next picture over this one.
        guard let buffer = frame.pointee.buf.0, av_buffer_get_ref_count(buffer) == 1 else {
            throw LibAVError(
                code: clibav_error_bug(), action: "encode a picture with", subject: subject,
                detail: "it kept hold of the picture")
        }
        return packets
    }

    /// Ends the scene.
    ///
    /// - Returns: The remaining packets; after them the scene has exactly one packet per picture.
    /// - Throws: ``LibAVError``.
    package func finish() throws(LibAVError) -> [VideoPacket] {
        try check(avcodec_send_frame(context, nil), "finish", subject)
        let packets = try drain()
        guard packetsOut == framesIn else {
            throw LibAVError(
                code: clibav_error_bug(), action: "finish", subject: subject,
                detail: "it gave \(packetsOut) packets for \(framesIn) pictures")
        }
        return packets
    }

    private func drain() throws(LibAVError) -> [VideoPacket] {
        var packets: [VideoPacket] = []
        guard let packet else { return packets }
        while true {
            let code = avcodec_receive_packet(context, packet)
            if code == clibav_error_again() || code == clibav_error_eof() { return packets }
            try check(code, "read a packet from", subject)
            let data = AnnexB.lengthPrefixed(
                UnsafeBufferPointer(start: packet.pointee.data, count: Int(packet.pointee.size)))
            // Pictures last one frame each, so decoding order alone gives the decoding times: also for scenes shorter
            // than the reorder delay, where encoders compress them.
            packets.append(
                VideoPacket(
                    data: data, pts: Int(packet.pointee.pts), dts: packetsOut - format.reorderDelay,
                    isKey: packet.pointee.flags & AV_PKT_FLAG_KEY != 0))
            packetsOut += 1
            av_packet_unref(packet)
        }
    }
}

extension VideoEncoder {
    private static func open(
        kind: EncoderKind, size: PictureSize, frameRate: FrameRate, quality: Quality, longestGOP: Int
    ) throws(LibAVError) -> UnsafeMutablePointer<AVCodecContext> {
        let subject = "the \(kind.displayName) encoder"
        guard let codec = avcodec_find_encoder_by_name(kind.libavName) else {
            throw LibAVError(
                code: clibav_error_no_encoder(), action: "open", subject: subject,
                detail: "the installed FFmpeg was built without it")
        }
        let context = try checkAllocated(avcodec_alloc_context3(codec), "open", subject)
        context.pointee.width = Int32(size.width)
        context.pointee.height = Int32(size.height)
        context.pointee.pix_fmt = AV_PIX_FMT_YUV420P
        context.pointee.time_base = AVRational(num: frameRate.denominator, den: frameRate.numerator)
        context.pointee.framerate = AVRational(num: frameRate.numerator, den: frameRate.denominator)
        context.pointee.sample_aspect_ratio = AVRational(num: 1, den: 1)
        context.pointee.color_primaries = AVCOL_PRI_BT709
        context.pointee.color_trc = AVCOL_TRC_BT709
        context.pointee.colorspace = AVCOL_SPC_BT709
        context.pointee.color_range = AVCOL_RANGE_MPEG
        context.pointee.chroma_sample_location = AVCHROMA_LOC_LEFT
        context.pointee.gop_size = Int32(longestGOP)
        context.pointee.thread_count = Self.threads
        context.pointee.flags |= clibav_flag_global_header() | clibav_flag_closed_gop()
        // Hardware encoders differ in how they reorder; without B pictures there is nothing to differ in.
        if kind != .x264 { context.pointee.max_b_frames = 0 }
        let settings = EncoderSettings(quality)
        let peak = settings.peakBitRate(size: size, frameRate: frameRate)
        context.pointee.rc_max_rate = Int64(peak)
        context.pointee.rc_buffer_size = Int32(clamping: peak)
        var options: OpaquePointer?
        defer { av_dict_free(&options) }
        for option in settings.options(for: kind) {
            av_dict_set(&options, option.name, option.value, 0)
        }
        do throws(LibAVError) {
            try check(avcodec_open2(context, codec, &options), "open", subject)
            if let left = av_dict_get(options, "", nil, AV_DICT_IGNORE_SUFFIX) {
                throw LibAVError(
                    code: clibav_error_bug(), action: "open", subject: subject,
                    detail: "it does not know the option \(String(cString: left.pointee.key))")
            }
        } catch {
            var doomed: UnsafeMutablePointer<AVCodecContext>? = context
            avcodec_free_context(&doomed)
            throw error
        }
        return context
    }
}
