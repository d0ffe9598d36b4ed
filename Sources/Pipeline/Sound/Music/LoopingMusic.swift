/// A track without an end: it goes round at the best seam that its own sound offers.
///
/// Reads ahead at twice the speed of playing, up to 14 s, so that the end is seen before its last bars have sounded.
/// There ``LoopSeam`` looks for a place near the end that sounds like a place near the beginning, and the two are
/// cross-faded. Tracks with an outro are left before it. Memory does not depend on the track's length.
final class LoopingMusic {
    private static let lead = SoundFormat.frames(14)
    private static let chunk = 4_800
    private static let crossFade = SoundFormat.frames(0.25)

    private let source: any MusicSource
    private var search: LoopSearch?
    private var seam: LoopSeam?
    private var queue = StereoQueue()
    /// Frames of the track read in this round.
    private var position = 0
    private var isSilent = false
    private var isFitted = false

    init(_ source: any MusicSource, tempo: Double?) {
        self.source = source
        search = LoopSearch(tempo: tempo)
    }

    /// The next frames; silence when the track has none.
    func read(_ frames: Int) throws -> StereoBlock {
        while !isSilent, queue.count < Self.lead {
            let isEnough = queue.count >= frames + Self.chunk
            try readChunk()
            if isEnough { break }
        }
        if isSilent { return StereoBlock(silence: frames) }
        return queue.take(frames)
    }

    private func readChunk() throws {
        if let seam {
            // A later round: the seam is known, so nothing past it is read.
            let block = try source.read(min(Self.chunk, seam.end + seam.fade - position))
            position += block.count
            queue.append(block)
            if position >= seam.end + seam.fade || block.count == 0 { try goRound(seam) }
            return
        }
        let block = try source.read(Self.chunk)
        position += block.count
        search?.add(block)
        queue.append(block)
        guard block.count < Self.chunk else { return }
        guard position >= SoundFormat.hop, let found = search?.seam(length: position, earliest: position - queue.count)
        else {
            isSilent = true
            return
        }
        search = nil
        seam = found
        queue.removeLast(position - (found.end + found.fade))
        try goRound(found)
    }

    /// Goes back to the seam's start and blends it over the last frames of the queue.
    private func goRound(_ seam: LoopSeam) throws {
        // The first time a little more is read, so that the place can be moved until the waves fit.
        let room = isFitted ? 0 : min(ToneBank.hop / 2, seam.start)
        try source.rewind()
        var skipped = 0
        while skipped < seam.start - room {
            let count = try source.read(min(Self.chunk, seam.start - room - skipped)).count
            guard count > 0 else { break }
            skipped += count
        }
        var entry = try source.read(seam.fade + 2 * room)
        guard entry.count >= seam.fade, queue.count >= seam.fade else {
            isSilent = queue.count == 0
            return
        }
        var exit = queue.removeLast(seam.fade)
        let offset = CrossFade.bestOffset(of: exit, in: entry)
        let rest = entry.dropFirst(offset + seam.fade)
        entry = entry.dropFirst(offset).prefix(seam.fade)
        if !isFitted { self.seam?.start += offset - room }
        isFitted = true
        CrossFade(from: exit, to: entry).blend(into: &exit)
        queue.append(exit)
        queue.append(rest)
        position = (self.seam?.start ?? 0) + seam.fade + rest.count
    }
}
