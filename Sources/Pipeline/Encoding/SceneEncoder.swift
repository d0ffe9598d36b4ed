package import Film
package import LibAV
package import Pixels

/// Encodes one scene: draws its pictures in order, hands packets on as they come, and returns the whole.
package struct SceneEncoder: Sendable {
    /// Picture size.
    package let size: PictureSize
    /// Frame rate.
    package let frameRate: FrameRate
    /// Encoder effort.
    package let quality: Quality
    /// Which encoder; a film must use one throughout, since scenes of different encoders do not join.
    package let kind: EncoderKind

    /// Describes how scenes of a film are encoded.
    package init(size: PictureSize, frameRate: FrameRate, quality: Quality, kind: EncoderKind = .x264) {
        self.size = size
        self.frameRate = frameRate
        self.quality = quality
        self.kind = kind
    }

    /// Everything about the encoding that changes its output, as text for a stored scene's key.
    package var identity: String {
        "\(size.width)x\(size.height)@\(frameRate.numerator)/\(frameRate.denominator) "
            + VideoEncoder.identity(quality: quality, kind: kind)
    }

    /// Encodes a scene.
    ///
    /// - Parameters:
    ///   - frames: The scene's length.
    ///   - opensFilm: True for the film's first scene: its first group of pictures is then one second, so that the
    ///     first segment is there early.
    ///   - stills: The size of the small pictures to take along; none are taken without it.
    ///   - checkpoint: Called before every picture; what it throws ends the work at once.
    ///   - start: Told the bitstream's format before the first packet.
    ///   - draw: Draws the picture of a frame, counted from the scene's start, over the whole canvas.
    ///   - emit: Takes each packet as soon as it is encoded, in decoding order, with the scene's own times.
    /// - Returns: The scene with all its packets.
    /// - Throws: What the closures throw, or a `FilmError` when the encoder fails.
    package func encode(
        frames: Int, opensFilm: Bool = false, stills: PictureSize? = nil, checkpoint: () throws -> Void = {},
        start: (VideoFormat) throws -> Void = { _ in },
        draw: (_ frame: Int, _ canvas: Picture) throws -> Void, emit: (VideoPacket) throws -> Void = { _ in }
    ) throws -> SceneBitstream {
        let encoder = try translating { () throws(LibAVError) in
            try VideoEncoder(size: size, frameRate: frameRate, quality: quality, kind: kind)
        }
        let keys = GOPPlan.keyFrames(
            frames: frames, longest: encoder.longestGOP, first: opensFilm ? max(1, encoder.longestGOP / 2) : nil)
        try start(encoder.format)
        let canvas = Picture(width: size.width, height: size.height)
        var packets: [VideoPacket] = []
        packets.reserveCapacity(frames)
        func take(_ more: [VideoPacket]) throws {
            packets += more
            for packet in more { try emit(packet) }
        }
        var upcoming = keys[...]
        // The middle of a group has left the fade or dissolve behind that may begin it.
        let middles = Set(zip(keys, keys.dropFirst() + [frames]).map { ($0 + $1) / 2 })
        var taken: [SceneStill] = []
        for frame in 0..<frames {
            try checkpoint()
            try draw(frame, canvas)
            if let stills, middles.contains(frame) {
                let still = try translating { () throws(LibAVError) in try Still(of: canvas, size: stills) }
                taken.append(SceneStill(frame: frame, still: still))
            }
            let isKey = upcoming.first == frame
            if isKey { upcoming.removeFirst() }
            try take(translating { () throws(LibAVError) in try encoder.encode(canvas, key: isKey) })
        }
        if frames > 0 { try take(translating { () throws(LibAVError) in try encoder.finish() }) }
        return SceneBitstream(format: encoder.format, packets: packets, stills: taken)
    }

    private func translating<Value>(_ body: () throws(LibAVError) -> Value) throws(FilmError) -> Value {
        do throws(LibAVError) {
            return try body()
        } catch {
            throw error.filmError(
                .internalFault, remedy: "Run `vitascope doctor` to see which encoders work on this machine.")
        }
    }
}
