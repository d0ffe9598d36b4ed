/// A fragmented MP4 with both tracks for one who reads along (`-o -`, progressive HTTP): bytes in order, never seeking
/// back.
///
/// A fragment holds one group of pictures and the sound up to its end; it is given out when both are there.
package struct StreamMuxer {
    /// The header; the first bytes of the stream.
    package let header: [UInt8]

    private let video: MediaTrack
    private let audio: MediaTrack?
    private var pictures: [MediaSample] = []
    private var groups: [[MediaSample]] = []
    private var sound: [MediaSample] = []
    private var videoTicks = 0
    private var audioTicks = 0
    private var queuedAudioTicks = 0
    private var sequence = 0
    private var isSoundComplete: Bool

    /// Starts a stream.
    ///
    /// - Parameters:
    ///   - video: The pictures.
    ///   - audio: The sound, if any.
    package init(video: VideoFormat, audio: AudioFormat?) {
        self.video = .video(video)
        self.audio = audio.map(MediaTrack.audio)
        isSoundComplete = audio == nil
        header = InitSegment.bytes(tracks: [self.video] + (self.audio.map { [$0] } ?? []))
    }

    /// Adds a picture at its place in the film, in decoding order.
    ///
    /// - Returns: What may be sent now, often nothing.
    package mutating func append(_ packet: VideoPacket) -> [UInt8] {
        if packet.isKey, !pictures.isEmpty { closeGroup() }
        pictures.append(video.sample(packet))
        return fragments()
    }

    /// Adds a block of sound, in order.
    ///
    /// - Returns: What may be sent now, often nothing.
    package mutating func append(_ packet: AudioPacket) -> [UInt8] {
        guard let audio else { return [] }
        sound.append(audio.sample(packet))
        queuedAudioTicks += packet.duration
        return fragments()
    }

    /// Ends the stream.
    ///
    /// - Returns: The rest of it.
    package mutating func finish() -> [UInt8] {
        isSoundComplete = true
        if !pictures.isEmpty { closeGroup() }
        var bytes = fragments()
        if !sound.isEmpty { bytes += fragment(pictures: [], sound: takeSound(until: .max)) }
        return bytes
    }

    private mutating func closeGroup() {
        groups.append(pictures)
        pictures = []
    }

    private mutating func fragments() -> [UInt8] {
        var bytes: [UInt8] = []
        while let group = groups.first {
            let end = videoTicks + group.reduce(0) { $0 + $1.duration }
            var soundEnd = Int.max
            if let audio {
                soundEnd = (end * audio.timescale + video.timescale - 1) / video.timescale
                guard isSoundComplete || audioTicks + queuedAudioTicks >= soundEnd else { break }
            }
            groups.removeFirst()
            bytes += fragment(pictures: group, sound: takeSound(until: soundEnd))
        }
        return bytes
    }

    private mutating func takeSound(until end: Int) -> [MediaSample] {
        var time = audioTicks
        let count = sound.prefix { sample in
            defer { time += sample.duration }
            return time < end
        }.count
        defer { sound.removeFirst(count) }
        return Array(sound.prefix(count))
    }

    private mutating func fragment(pictures: [MediaSample], sound: [MediaSample]) -> [UInt8] {
        var runs: [MediaRun] = []
        if !pictures.isEmpty { runs.append(MediaRun(track: 0, start: videoTicks, samples: pictures)) }
        if !sound.isEmpty { runs.append(MediaRun(track: 1, start: audioTicks, samples: sound)) }
        videoTicks += pictures.reduce(0) { $0 + $1.duration }
        let soundTicks = sound.reduce(0) { $0 + $1.duration }
        audioTicks += soundTicks
        queuedAudioTicks -= soundTicks
        sequence += 1
        return Fragment.bytes(sequence: sequence, runs: runs)
    }
}
