internal import CLibAV

/// Writes the finished film: one MP4 whose header stands in front, from packets as they are, nothing encoded again.
///
/// Packets are handed to libav as they come, so they must come interleaved (by about a second); memory grows only by
/// some bytes per packet for the header's tables. Used from one thread at a time.
final class FilmMuxer {
    private let context: UnsafeMutablePointer<AVFormatContext>
    private let packet: UnsafeMutablePointer<AVPacket>
    private let video: VideoFormat
    private let audio: AudioFormat?
    private let name: String

    /// Starts a file.
    ///
    /// - Parameters:
    ///   - path: Where to write; the caller gives a temporary name and renames the file when it is complete.
    ///   - name: What messages call the file.
    ///   - video: The pictures.
    ///   - audio: The sound, if any.
    ///   - metadata: Texts for the file's header by libav's key ("title", "comment", "copyright", "description").
    /// - Throws: ``LibAVError``.
    init(
        path: String, name: String, video: VideoFormat, audio: AudioFormat?, metadata: [String: String] = [:]
    ) throws(LibAVError) {
        self.video = video
        self.audio = audio
        self.name = name
        // The scheme keeps a path such as "http:x.mp4" a path.
        let url = "file:" + path
        packet = try checkAllocated(av_packet_alloc(), "write", name)
        var made: UnsafeMutablePointer<AVFormatContext>?
        try check(avformat_alloc_output_context2(&made, nil, "mp4", url), "write", name)
        context = try checkAllocated(made, "write", name)
        // From here on everything is initialised, so a failure runs `deinit`.
        try addVideo()
        if let audio { try addAudio(audio) }
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            av_dict_set(&context.pointee.metadata, key, value, 0)
        }
        // No dates and library versions in the file: equal films are equal files.
        context.pointee.flags |= AVFMT_FLAG_BITEXACT
        try check(avio_open(&context.pointee.pb, url, AVIO_FLAG_WRITE), "write", name)
        var options: OpaquePointer?
        defer { av_dict_free(&options) }
        av_dict_set(&options, "movflags", "+faststart", 0)
        try check(avformat_write_header(context, &options), "write", name)
    }

    deinit {
        var doomed: UnsafeMutablePointer<AVPacket>? = packet
        av_packet_free(&doomed)
        avio_closep(&context.pointee.pb)
        avformat_free_context(context)
    }

    /// Adds one packet whose times are counted in `unit`.
    func write(
        _ data: ArraySlice<UInt8>, stream index: Int, pts: Int, dts: Int, duration: Int, isKey: Bool, unit: AVRational
    ) throws(LibAVError) {
        guard let stream = context.pointee.streams[index] else { return }
        try check(av_new_packet(packet, Int32(data.count)), "write", name)
        defer { av_packet_unref(packet) }
        data.withUnsafeBytes { source in
            UnsafeMutableRawBufferPointer(start: packet.pointee.data, count: data.count).copyMemory(from: source)
        }
        packet.pointee.stream_index = Int32(index)
        packet.pointee.pts = Int64(pts)
        packet.pointee.dts = Int64(dts)
        packet.pointee.duration = Int64(duration)
        packet.pointee.flags = isKey ? AV_PKT_FLAG_KEY : 0
        av_packet_rescale_ts(packet, unit, stream.pointee.time_base)
        try check(av_write_frame(context, packet), "write", name)
        try checkWritten("write")
    }

    /// Ends the file and moves its header to the front.
    ///
    /// - Throws: ``LibAVError``.
    func finish() throws(LibAVError) {
        try check(av_write_trailer(context), "finish", name)
        try checkWritten("finish")
        // The last buffered bytes are written by closing.
        try check(avio_closep(&context.pointee.pb), "finish", name)
    }

    /// Buffered writes fail late, and say so here only.
    private func checkWritten(_ action: String) throws(LibAVError) {
        guard let output = context.pointee.pb else { return }
        try check(output.pointee.error, action, name)
    }

    private func addVideo() throws(LibAVError) {
        let stream = try checkAllocated(avformat_new_stream(context, nil), "write", name)
        // Chosen before the muxer chooses, so that each frame lasts whole ticks.
        stream.pointee.time_base = AVRational(num: 1, den: Int32(MediaTrack.video(video).timescale))
        stream.pointee.avg_frame_rate = AVRational(
            num: Int32(video.frameRateNumerator), den: Int32(video.frameRateDenominator))
        let parameters = try checkAllocated(stream.pointee.codecpar, "write", name)
        parameters.pointee.codec_type = AVMEDIA_TYPE_VIDEO
        parameters.pointee.codec_id = AV_CODEC_ID_H264
        parameters.pointee.format = AV_PIX_FMT_YUV420P.rawValue
        parameters.pointee.width = Int32(video.width)
        parameters.pointee.height = Int32(video.height)
        parameters.pointee.sample_aspect_ratio = AVRational(num: 1, den: 1)
        parameters.pointee.color_primaries = AVCOL_PRI_BT709
        parameters.pointee.color_trc = AVCOL_TRC_BT709
        parameters.pointee.color_space = AVCOL_SPC_BT709
        parameters.pointee.color_range = AVCOL_RANGE_MPEG
        parameters.pointee.video_delay = Int32(video.reorderDelay)
        try setExtradata(video.configuration, of: parameters)
    }

    private func addAudio(_ audio: AudioFormat) throws(LibAVError) {
        let stream = try checkAllocated(avformat_new_stream(context, nil), "write", name)
        stream.pointee.time_base = AVRational(num: 1, den: Int32(audio.sampleRate))
        let parameters = try checkAllocated(stream.pointee.codecpar, "write", name)
        parameters.pointee.codec_type = AVMEDIA_TYPE_AUDIO
        parameters.pointee.codec_id = AV_CODEC_ID_AAC
        parameters.pointee.format = AV_SAMPLE_FMT_FLTP.rawValue
        parameters.pointee.sample_rate = Int32(audio.sampleRate)
        parameters.pointee.frame_size = 1024
        parameters.pointee.bit_rate = Int64(audio.bitRate)
        av_channel_layout_default(&parameters.pointee.ch_layout, Int32(audio.channels))
        try setExtradata(audio.configuration, of: parameters)
    }

    private func setExtradata(
        _ bytes: [UInt8], of parameters: UnsafeMutablePointer<AVCodecParameters>
    ) throws(LibAVError) {
        let memory = try checkAllocated(av_mallocz(bytes.count + Int(AV_INPUT_BUFFER_PADDING_SIZE)), "write", name)
        memory.copyMemory(from: bytes, byteCount: bytes.count)
        parameters.pointee.extradata = memory.assumingMemoryBound(to: UInt8.self)
        parameters.pointee.extradata_size = Int32(bytes.count)
    }
}
