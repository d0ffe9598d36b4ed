/// One track in the mix: its own level and its own fades.
final class MusicLane {
    private static let entrance = SoundFormat.frames(0.03)
    private static let exitLead = SoundFormat.frames(1.2)
    private static let exitTail = SoundFormat.frames(0.3)

    /// dB that bring the track to 0 LUFS.
    let correction: Double
    private let music: LoopingMusic
    private let start: Int
    /// When the next track (or silence) takes over.
    var change: Int?

    /// Prepares a track.
    ///
    /// - Parameters:
    ///   - track: The track.
    ///   - start: Film frame of its first sound, a multiple of the hop.
    ///   - seconds: How much of it will be heard, if known: its level follows that part.
    init(_ track: MusicTrack, start: Int, seconds: Double?) {
        music = LoopingMusic(track.source, tempo: track.tempo)
        self.start = start
        correction = track.loudness.integrated(first: seconds).map { (-$0).clamped(to: -6...60) } ?? 0
    }

    /// True once the lane has nothing more to say at this frame.
    func isOver(at frame: Int) -> Bool { change.map { frame >= $0 + Self.exitTail } ?? false }

    /// True from the lane's first frame on.
    func hasBegun(at frame: Int) -> Bool { frame >= start }

    /// Mixes one hop in, its level moving in a straight line from `from` to `to` (LUFS at the hop's edges).
    func mix(into hop: inout StereoBlock, at frame: Int, from: Double, to: Double, fade: (Int) -> Double) throws {
        let block = try music.read(SoundFormat.hop)
        let first = Float(amplitude(from + correction) * envelope(at: frame) * fade(frame))
        let end = frame + SoundFormat.hop
        let last = Float(amplitude(to + correction) * envelope(at: end) * fade(end))
        let step = (last - first) / Float(SoundFormat.hop)
        for index in 0..<SoundFormat.hop {
            let gain = first + step * Float(index)
            hop.left[index] += block.left[index] * gain
            hop.right[index] += block.right[index] * gain
        }
    }

    private func envelope(at frame: Int) -> Double {
        let entering = smoothStep(Double(frame - start) / Double(Self.entrance))
        guard let change else { return entering }
        let leaving = Double(change + Self.exitTail - frame) / Double(Self.exitLead + Self.exitTail)
        return entering * smoothStep(leaving)
    }
}
