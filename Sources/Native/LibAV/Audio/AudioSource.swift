internal import CLibAV

/// One pass through a file's best audio stream: demuxer, decoder and resampler to 48 kHz stereo.
final class AudioSource {
    /// The length that the file claims, in samples at 48 kHz.
    let estimatedFrames: Int?

    private let name: String
    private var container: UnsafeMutablePointer<AVFormatContext>?
    private var decoder: UnsafeMutablePointer<AVCodecContext>?
    private var resampler: OpaquePointer?
    private var packet: UnsafeMutablePointer<AVPacket>?
    private var frame: UnsafeMutablePointer<AVFrame>?
    private var stream: Int32 = -1
    private var inputRate: Int32 = 0
    private var inputFormat: Int32 = -1
    private var inputLayout = AVChannelLayout()
    private var isDrained = false

    /// Opens a file.
    init(path: String, name: String) throws(LibAVError) {
        self.name = name
        var opened: UnsafeMutablePointer<AVFormatContext>?
        var decoding: UnsafeMutablePointer<AVCodecContext>?
        do throws(LibAVError) {
            // Only files, and only what is in them: a playlist in disguise must not make us fetch or read others.
            var options: OpaquePointer?
            defer { av_dict_free(&options) }
            av_dict_set(&options, "protocol_whitelist", "file", 0)
            try check(avformat_open_input(&opened, "file:" + path, nil, &options), "open", name)
            try check(avformat_find_stream_info(opened, nil), "read", name)
            var codec: UnsafePointer<AVCodec>?
            stream = try check(
                av_find_best_stream(opened, AVMEDIA_TYPE_AUDIO, -1, -1, &codec, 0), "find sound in", name)
            decoding = try checkAllocated(avcodec_alloc_context3(codec), "decode", name)
            let track = opened?.pointee.streams[Int(stream)]
            try check(avcodec_parameters_to_context(decoding, track?.pointee.codecpar), "decode", name)
            decoding?.pointee.pkt_timebase = track?.pointee.time_base ?? AVRational(num: 1, den: 1)
            decoding?.pointee.thread_count = 1
            try check(avcodec_open2(decoding, codec, nil), "decode", name)
            packet = try checkAllocated(av_packet_alloc(), "decode", name)
            frame = try checkAllocated(av_frame_alloc(), "decode", name)
            estimatedFrames = Self.estimate(opened, track)
        } catch {
            avcodec_free_context(&decoding)
            avformat_close_input(&opened)
            throw error
        }
        container = opened
        decoder = decoding
        for index in 0..<Int(opened?.pointee.nb_streams ?? 0) where index != Int(stream) {
            opened?.pointee.streams[index]?.pointee.discard = AVDISCARD_ALL
        }
    }

    deinit {
        av_channel_layout_uninit(&inputLayout)
        swr_free(&resampler)
        av_frame_free(&frame)
        av_packet_free(&packet)
        avcodec_free_context(&decoder)
        avformat_close_input(&container)
    }

    /// The next decoded block, possibly empty; `nil` at the end.
    func next() throws(LibAVError) -> [Float]? {
        guard let frame, let packet else { return nil }
        while !isDrained {
            let received = avcodec_receive_frame(decoder, frame)
            if received == 0 {
                defer { av_frame_unref(frame) }
                return try resampled(frame)
            }
            if received == clibav_error_eof() {
                isDrained = true
                return try resampled(nil)
            }
            // A damaged packet costs its own sound only.
            guard received == clibav_error_again() else { continue }
            let read = av_read_frame(container, packet)
            // The end, or damage that the demuxer cannot pass: what was decoded so far is the sound.
            guard read >= 0 else {
                avcodec_send_packet(decoder, nil)
                continue
            }
            if packet.pointee.stream_index == stream { avcodec_send_packet(decoder, packet) }
            av_packet_unref(packet)
        }
        return nil
    }

    /// Converts a block, or with `nil` gives what the resampler still holds.
    private func resampled(_ frame: UnsafeMutablePointer<AVFrame>?) throws(LibAVError) -> [Float] {
        var samples: [Float] = []
        if let frame, !matches(frame) {
            // The stream's form may change on the way (joined files do); what the old resampler holds comes first.
            samples += try convert(nil)
            try makeResampler(for: frame)
        }
        return samples + (try convert(frame))
    }

    private func matches(_ frame: UnsafeMutablePointer<AVFrame>) -> Bool {
        resampler != nil && frame.pointee.sample_rate == inputRate && frame.pointee.format == inputFormat
            && av_channel_layout_compare(&frame.pointee.ch_layout, &inputLayout) == 0
    }

    private func makeResampler(for frame: UnsafeMutablePointer<AVFrame>) throws(LibAVError) {
        swr_free(&resampler)
        inputRate = frame.pointee.sample_rate
        inputFormat = frame.pointee.format
        try check(av_channel_layout_copy(&inputLayout, &frame.pointee.ch_layout), "decode", name)
        var input = AVChannelLayout()
        defer { av_channel_layout_uninit(&input) }
        try check(av_channel_layout_copy(&input, &inputLayout), "decode", name)
        if input.order == AV_CHANNEL_ORDER_UNSPEC { av_channel_layout_default(&input, max(1, input.nb_channels)) }
        var output = AVChannelLayout()
        av_channel_layout_default(&output, Int32(AudioReader.channels))
        try check(
            swr_alloc_set_opts2(
                &resampler, &output, AV_SAMPLE_FMT_FLT, Int32(AudioReader.sampleRate), &input,
                AVSampleFormat(inputFormat), inputRate, 0, nil), "convert the sound of", name)
        try check(swr_init(resampler), "convert the sound of", name)
    }

    private func convert(_ frame: UnsafeMutablePointer<AVFrame>?) throws(LibAVError) -> [Float] {
        guard let resampler else { return [] }
        let capacity = Int(swr_get_out_samples(resampler, frame?.pointee.nb_samples ?? 0))
        guard capacity > 0 else { return [] }
        var failure: LibAVError?
        let samples = [Float](unsafeUninitializedCapacity: capacity * AudioReader.channels) { buffer, count in
            do throws(LibAVError) {
                let frames = try check(
                    clibav_resample(resampler, buffer.baseAddress, Int32(capacity), frame), "convert the sound of",
                    name)
                count = Int(frames) * AudioReader.channels
            } catch {
                failure = error
                count = 0
            }
        }
        if let failure { throw failure }
        return samples
    }

    private static func estimate(
        _ container: UnsafeMutablePointer<AVFormatContext>?, _ track: UnsafeMutablePointer<AVStream>?
    ) -> Int? {
        let rate = AVRational(num: 1, den: Int32(AudioReader.sampleRate))
        if let track, track.pointee.duration > 0 {
            return Int(av_rescale_q(track.pointee.duration, track.pointee.time_base, rate))
        }
        guard let length = container?.pointee.duration, length > 0 else { return nil }
        return Int(av_rescale_q(length, AVRational(num: 1, den: Int32(AV_TIME_BASE)), rate))
    }
}
