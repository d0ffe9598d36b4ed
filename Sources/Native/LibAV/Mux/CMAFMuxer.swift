/// Turns one track's packets into CMAF: a header, then fragments cut where the caller says.
///
/// The same packets give the same bytes, and both kinds of track start at exactly zero.
package struct CMAFMuxer {
    /// The track.
    package let track: MediaTrack
    /// The header that every segment of the film needs (`EXT-X-MAP`).
    package let initSegment: [UInt8]
    /// Length of the packets waiting for ``flush()``, in ticks of the track's timescale.
    package private(set) var pendingTicks = 0
    /// Where the next packet must continue, in ticks: the length of everything appended.
    package private(set) var endTicks = 0

    private var samples: [MediaSample] = []
    private var sequence = 0

    /// Starts a track.
    package init(track: MediaTrack) {
        self.track = track
        initSegment = InitSegment.bytes(tracks: [track])
    }

    /// Adds a picture at its place in the film.
    ///
    /// - Parameter packet: In decoding order; decoding times must count up by one.
    package mutating func append(_ packet: VideoPacket) {
        append(track.sample(packet))
    }

    /// Adds a block of sound.
    ///
    /// - Parameter packet: In order, each beginning where the one before ended.
    package mutating func append(_ packet: AudioPacket) {
        append(track.sample(packet))
    }

    /// Writes what was appended since the last flush as one fragment.
    ///
    /// - Returns: The fragment, or nothing when there is no packet.
    package mutating func flush() -> [UInt8] {
        guard !samples.isEmpty else { return [] }
        sequence += 1
        let run = MediaRun(track: 0, start: endTicks - pendingTicks, samples: samples)
        samples.removeAll(keepingCapacity: true)
        pendingTicks = 0
        return Fragment.bytes(sequence: sequence, runs: [run])
    }

    private mutating func append(_ sample: MediaSample) {
        samples.append(sample)
        pendingTicks += sample.duration
        endTicks += sample.duration
    }
}

extension MediaTrack {
    /// A picture as a sample.
    func sample(_ packet: VideoPacket) -> MediaSample {
        guard case .video = self else { preconditionFailure("a picture on a sound track") }
        return MediaSample(
            data: packet.data, duration: ticksPerUnit, offset: max(0, packet.pts - packet.dts) * ticksPerUnit,
            isKey: packet.isKey)
    }

    /// A block of sound as a sample.
    func sample(_ packet: AudioPacket) -> MediaSample {
        guard case .audio = self else { preconditionFailure("sound on a picture track") }
        return MediaSample(data: packet.data, duration: packet.duration, offset: 0, isKey: true)
    }
}
