/// One encoded picture, its timestamps counted in frames from the start of whatever it belongs to.
package struct VideoPacket: Sendable, Equatable {
    /// The access unit: NAL units, each behind its length in four big-endian bytes (ISO/IEC 14496-15).
    package var data: [UInt8]
    /// When the picture is shown, in frames.
    package var pts: Int
    /// When the picture is decoded, in frames; the first packet of a scene has minus the reorder delay.
    package var dts: Int
    /// True for an IDR picture: decoding can start here, and nothing later refers to anything earlier.
    package var isKey: Bool

    /// Makes a packet.
    package init(data: [UInt8], pts: Int, dts: Int, isKey: Bool) {
        self.data = data
        self.pts = pts
        self.dts = dts
        self.isKey = isKey
    }

    /// The same packet, later by so many frames: a scene's packet at its place in the film.
    package func shifted(by frames: Int) -> VideoPacket {
        VideoPacket(data: data, pts: pts + frames, dts: dts + frames, isKey: isKey)
    }
}

/// One encoded block of sound, its times counted in samples at the encoder's rate.
package struct AudioPacket: Sendable, Equatable {
    /// The raw AAC access unit, without ADTS header.
    package var data: [UInt8]
    /// The first sample it sounds at.
    package var pts: Int
    /// Samples that it lasts: 1024, less for the film's last block.
    package var duration: Int

    /// Makes a packet.
    package init(data: [UInt8], pts: Int, duration: Int) {
        self.data = data
        self.pts = pts
        self.duration = duration
    }
}

/// What a decoder must know before the first video packet; equal settings give equal bytes, so scenes can be joined.
package struct VideoFormat: Sendable, Equatable {
    /// Picture size in pixels.
    package var width: Int
    /// Picture size in pixels.
    package var height: Int
    /// Frames in `frameRateDenominator` seconds.
    package var frameRateNumerator: Int
    /// Seconds that hold `frameRateNumerator` frames.
    package var frameRateDenominator: Int
    /// Frames by which decoding runs ahead of showing; `pts - dts` of a scene's first packet.
    package var reorderDelay: Int
    /// `AVCDecoderConfigurationRecord`, the payload of an `avcC` box (ISO/IEC 14496-15, 5.3.3.1).
    package var configuration: [UInt8]

    /// Describes a video track.
    package init(
        width: Int, height: Int, frameRateNumerator: Int, frameRateDenominator: Int, reorderDelay: Int,
        configuration: [UInt8]
    ) {
        self.width = width
        self.height = height
        self.frameRateNumerator = frameRateNumerator
        self.frameRateDenominator = frameRateDenominator
        self.reorderDelay = reorderDelay
        self.configuration = configuration
    }

    /// The codec as RFC 6381 names it ("avc1.640028"): profile, constraints and level in hexadecimal.
    package var codecs: String {
        let digits = configuration.dropFirst().prefix(3).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return "avc1." + digits.joined()
    }
}

/// What a decoder must know before the first audio packet.
package struct AudioFormat: Sendable, Equatable {
    /// Samples per second.
    package var sampleRate: Int
    /// Channels.
    package var channels: Int
    /// Bits per second that the encoder aims at.
    package var bitRate: Int
    /// `AudioSpecificConfig` (ISO/IEC 14496-3, 1.6.2.1).
    package var configuration: [UInt8]

    /// Describes an audio track.
    package init(sampleRate: Int, channels: Int, bitRate: Int, configuration: [UInt8]) {
        self.sampleRate = sampleRate
        self.channels = channels
        self.bitRate = bitRate
        self.configuration = configuration
    }

    /// The codec as RFC 6381 names it; the object type is the configuration's first five bits ("mp4a.40.2").
    package var codecs: String { "mp4a.40.\((configuration.first ?? 0x10) >> 3)" }
}
