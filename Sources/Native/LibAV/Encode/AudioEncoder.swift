internal import CLibAV

/// Encodes the film's whole sound to AAC-LC: stereo, 48 kHz, 192 kb/s.
///
/// Sound is encoded once and in order, never by scene: every AAC block overlaps its neighbours. The encoder's first
/// packet holds nothing but the 1024 samples of silence before the film (its priming); it is dropped, so that the first
/// packet left is the film's sample 0 and no player needs an edit list to know. The price is paid in the first 21 ms,
/// which miss half their overlap and so fade in; films start from near silence. Used from one thread at a time.
package final class AudioEncoder {
    /// Samples per second that the encoder takes.
    package static let sampleRate = 48_000
    /// Channels, interleaved.
    package static let channels = 2
    /// What a decoder must know.
    package let format: AudioFormat

    private static let bitRate = 192_000
    private static let blockLength = 1024
    private static let subject = "the AAC encoder"
    private var context: UnsafeMutablePointer<AVCodecContext>?
    private var frame: UnsafeMutablePointer<AVFrame>?
    private var packet: UnsafeMutablePointer<AVPacket>?
    /// Interleaved samples that do not fill a block yet.
    private var pending: [Float] = []
    private var samplesIn = 0
    private var isFinished = false

    /// Opens the encoder.
    ///
    /// - Throws: ``LibAVError`` when libav lacks it.
    package init() throws(LibAVError) {
        guard let codec = avcodec_find_encoder(AV_CODEC_ID_AAC) else {
            throw LibAVError(
                code: clibav_error_no_encoder(), action: "open", subject: Self.subject,
                detail: "the installed FFmpeg was built without it")
        }
        var opened: UnsafeMutablePointer<AVCodecContext>? = try checkAllocated(
            avcodec_alloc_context3(codec), "open", Self.subject)
        do throws(LibAVError) {
            opened?.pointee.sample_rate = Int32(Self.sampleRate)
            opened?.pointee.sample_fmt = AV_SAMPLE_FMT_FLTP
            opened?.pointee.bit_rate = Int64(Self.bitRate)
            opened?.pointee.time_base = AVRational(num: 1, den: Int32(Self.sampleRate))
            opened?.pointee.flags |= clibav_flag_global_header()
            if let opened { av_channel_layout_default(&opened.pointee.ch_layout, Int32(Self.channels)) }
            // FFmpeg's own manual (codecs, aac): worse under 64 kb/s, "better and much faster at higher bitrates". It
            // halves the sound's share of a film's processor time.
            try check(av_opt_set(opened?.pointee.priv_data, "aac_coder", "fast", 0), "set up", Self.subject)
            try check(avcodec_open2(opened, codec, nil), "open", Self.subject)
            frame = try checkAllocated(av_frame_alloc(), "open", Self.subject)
            packet = try checkAllocated(av_packet_alloc(), "open", Self.subject)
        } catch {
            avcodec_free_context(&opened)
            throw error
        }
        context = opened
        let header = UnsafeBufferPointer(
            start: opened?.pointee.extradata, count: Int(opened?.pointee.extradata_size ?? 0))
        // Beyond the two bytes of an AudioSpecificConfig libav may add a compatibility extension; both are valid.
        format = AudioFormat(
            sampleRate: Self.sampleRate, channels: Self.channels, bitRate: Self.bitRate,
            configuration: Array(header))
    }

    deinit {
        av_packet_free(&packet)
        av_frame_free(&frame)
        avcodec_free_context(&context)
    }

    /// Encodes the next samples.
    ///
    /// - Parameter samples: Left and right interleaved, −1...1, any even count.
    /// - Returns: The packets that are ready.
    /// - Throws: ``LibAVError``.
    package func encode(_ samples: some RandomAccessCollection<Float>) throws(LibAVError) -> [AudioPacket] {
        precondition(samples.count.isMultiple(of: Self.channels), "half a stereo sample")
        pending.append(contentsOf: samples)
        samplesIn += samples.count / Self.channels
        var packets: [AudioPacket] = []
        let block = Self.blockLength * Self.channels
        var offset = 0
        while pending.count - offset >= block {
            packets += try send(pending[offset..<offset + block])
            offset += block
        }
        pending.removeFirst(offset)
        return packets
    }

    /// Ends the sound.
    ///
    /// - Returns: The remaining packets; the last is as long as the samples left for it.
    /// - Throws: ``LibAVError``.
    package func finish() throws(LibAVError) -> [AudioPacket] {
        guard !isFinished else { return [] }
        isFinished = true
        var packets: [AudioPacket] = []
        if !pending.isEmpty { packets += try send(pending[...]) }
        pending = []
        try check(avcodec_send_frame(context, nil), "finish", Self.subject)
        return packets + (try drain())
    }

    private func send(_ samples: ArraySlice<Float>) throws(LibAVError) -> [AudioPacket] {
        guard let frame else { return [] }
        let count = samples.count / Self.channels
        frame.pointee.format = AV_SAMPLE_FMT_FLTP.rawValue
        frame.pointee.sample_rate = Int32(Self.sampleRate)
        // Always a whole block, its rest silent: libav would pad a short one itself, but not the same in every version.
        frame.pointee.nb_samples = Int32(Self.blockLength)
        av_channel_layout_default(&frame.pointee.ch_layout, Int32(Self.channels))
        frame.pointee.pts = Int64(blocksIn * Self.blockLength)
        try check(av_frame_get_buffer(frame, 0), "encode sound with", Self.subject)
        defer { av_frame_unref(frame) }
        for channel in 0..<Self.channels {
            guard let plane = frame.pointee.extended_data[channel] else { continue }
            plane.withMemoryRebound(to: Float.self, capacity: Self.blockLength) { plane in
                for index in 0..<Self.blockLength {
                    plane[index] = index < count ? samples[samples.startIndex + index * Self.channels + channel] : 0
                }
            }
        }
        blocksIn += 1
        try check(avcodec_send_frame(context, frame), "encode sound with", Self.subject)
        return try drain()
    }

    private var blocksIn = 0
    private var packetsOut = 0

    private func drain() throws(LibAVError) -> [AudioPacket] {
        var packets: [AudioPacket] = []
        guard let packet else { return packets }
        while true {
            let code = avcodec_receive_packet(context, packet)
            if code == clibav_error_again() || code == clibav_error_eof() { return packets }
            try check(code, "read a packet from", Self.subject)
            defer { av_packet_unref(packet) }
            defer { packetsOut += 1 }
            let pts = (packetsOut - 1) * Self.blockLength
            // The priming packet, and what the flush adds beyond the last sample.
            guard pts >= 0, pts < samplesIn else { continue }
            let data = UnsafeBufferPointer(start: packet.pointee.data, count: Int(packet.pointee.size))
            packets.append(
                AudioPacket(data: Array(data), pts: pts, duration: min(Self.blockLength, samplesIn - pts)))
        }
    }
}
