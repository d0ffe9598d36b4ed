internal import Film
internal import LibAV

/// A finished segment: its bytes and its length in ticks of its track's timescale.
struct CutSegment {
    var bytes: [UInt8]
    var ticks: Int
}

/// Cuts pictures into segments, at key pictures only.
///
/// A segment ends with the first group of pictures that brings it to a second, so it is published as soon as that group
/// is encoded; shorter groups (short scenes) share a segment as far as two seconds reach.
struct VideoCutter {
    private let format: VideoFormat
    private var muxer: CMAFMuxer
    /// The group that is being read; whether it fits into the segment is known at its end.
    private var group: [VideoPacket] = []
    private var framesInSegment = 0
    private var framesSeen = 0
    private let shortest: Int
    private let longest: Int

    /// The header for `EXT-X-MAP`.
    var header: [UInt8] { muxer.initSegment }
    /// Ticks per second.
    var timescale: Int { muxer.track.timescale }

    /// Starts at the film's beginning.
    init(format: VideoFormat) {
        self.format = format
        muxer = CMAFMuxer(track: .video(format))
        shortest = max(1, format.frameRateNumerator / format.frameRateDenominator)
        longest = max(1, HLSWriter.targetDuration * format.frameRateNumerator / format.frameRateDenominator)
    }

    /// Takes a picture; returns the segments that are complete now, two when a group did not fit into the one before.
    mutating func append(_ packet: VideoPacket) throws(FilmError) -> [CutSegment] {
        guard packet.dts == framesSeen - format.reorderDelay, packet.isKey || !group.isEmpty else {
            throw FilmError(
                .internalFault, "Picture \(framesSeen) of the film came with the decoding time \(packet.dts).")
        }
        framesSeen += 1
        let segments = packet.isKey ? closeGroup() : []
        group.append(packet)
        return segments
    }

    /// The segments that are left at the film's end.
    mutating func finish() -> [CutSegment] { closeGroup() + flush() }

    private mutating func closeGroup() -> [CutSegment] {
        guard !group.isEmpty else { return [] }
        var finished: [CutSegment] = []
        if framesInSegment + group.count > longest { finished += flush() }
        for packet in group { muxer.append(packet) }
        framesInSegment += group.count
        group.removeAll(keepingCapacity: true)
        if framesInSegment >= shortest { finished += flush() }
        return finished
    }

    private mutating func flush() -> [CutSegment] {
        framesInSegment = 0
        return muxer.cut()
    }
}

/// Cuts sound into segments of about two seconds, the first of about one.
struct AudioCutter {
    private var muxer: CMAFMuxer
    private var boundary: Int

    /// The header for `EXT-X-MAP`.
    var header: [UInt8] { muxer.initSegment }
    /// Ticks per second.
    var timescale: Int { muxer.track.timescale }

    /// Starts at the film's beginning.
    init(format: AudioFormat) {
        muxer = CMAFMuxer(track: .audio(format))
        boundary = format.sampleRate
    }

    /// Takes a block; returns a segment when one is complete.
    mutating func append(_ packet: AudioPacket) -> [CutSegment] {
        muxer.append(packet)
        guard muxer.endTicks >= boundary else { return [] }
        boundary += HLSWriter.targetDuration * timescale
        return muxer.cut()
    }

    /// The segment that is left at the film's end, if any.
    mutating func finish() -> [CutSegment] { muxer.cut() }
}

extension CMAFMuxer {
    /// What waits as a segment, or nothing.
    fileprivate mutating func cut() -> [CutSegment] {
        guard pendingTicks > 0 else { return [] }
        let ticks = pendingTicks
        return [CutSegment(bytes: flush(), ticks: ticks)]
    }
}
