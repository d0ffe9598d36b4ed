/// One track of a fragmented MP4: its header and how its times are counted.
package enum MediaTrack: Sendable, Equatable {
    /// H.264 pictures.
    case video(VideoFormat)
    /// AAC sound.
    case audio(AudioFormat)

    /// Ticks per second: for pictures a multiple of the frame rate, so that every frame lasts whole ticks.
    package var timescale: Int {
        switch self {
        case .video(let format) where format.frameRateDenominator == 1: format.frameRateNumerator * 1000
        case .video(let format): format.frameRateNumerator
        case .audio(let format): format.sampleRate
        }
    }

    /// Ticks that one picture, or one sample of sound, lasts.
    package var ticksPerUnit: Int {
        switch self {
        case .video(let format) where format.frameRateDenominator == 1: 1000
        case .video(let format): format.frameRateDenominator
        case .audio: 1
        }
    }

    /// Ticks by which decoding runs ahead of showing.
    var reorderTicks: Int {
        switch self {
        case .video(let format): format.reorderDelay * ticksPerUnit
        case .audio: 0
        }
    }

    /// Ticks that most packets last.
    var defaultDuration: Int {
        switch self {
        case .video: ticksPerUnit
        case .audio: 1024
        }
    }
}

/// One packet as a track fragment holds it.
struct MediaSample {
    /// The packet's bytes.
    var data: [UInt8]
    /// Ticks it lasts.
    var duration: Int
    /// Showing time less decoding time, in ticks, 0 or more.
    var offset: Int
    /// True when decoding can start here.
    var isKey: Bool
}

/// Consecutive packets of one track and the decoding time of the first.
struct MediaRun {
    /// Index of the track in the header, from 0.
    var track: Int
    /// Decoding time of the first packet in ticks, 0 or more.
    var start: Int
    /// The packets in decoding order.
    var samples: [MediaSample]
}
